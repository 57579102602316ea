using static TorchSharp.torch;

namespace Learners.Torch.Training;

/// <summary>What one batch gave.</summary>
/// <param name="Loss">Scalar with its graph, owned by the caller's scope.</param>
/// <param name="Scalars">Figures beside the loss that are worth a curve, such as the parts of a sum; empty for none.</param>
public sealed record StepResult(Tensor Loss, IReadOnlyList<(string Name, double Value)> Scalars)
{
    /// <summary>A loss and nothing beside it.</summary>
    /// <param name="loss">Scalar with its graph, owned by the caller's scope.</param>
    public StepResult(Tensor loss)
        : this(loss, [])
    {
    }
}
