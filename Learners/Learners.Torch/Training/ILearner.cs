using Learners.Contracts;
using static TorchSharp.torch;

namespace Learners.Torch.Training;

/// <summary>
/// A network, its loss and its evaluation. Loop, device, precision, optimiser, schedule, clipping, moving average, checkpoints and logs
/// belong to the <see cref="Trainer"/>.
/// </summary>
public interface ILearner : IDisposable
{
    /// <summary>Name, paper, parameters and presets.</summary>
    LearnerCard Card { get; }

    /// <summary>What is trained; its named parameters and buffers are what a checkpoint keeps.</summary>
    nn.Module Network { get; }

    /// <summary>What a resumed run needs beyond the network, such as projectors or class means, by name. The learner owns the tensors and changes them in place.</summary>
    IEnumerable<(string Name, Tensor Tensor)> State => [];

    /// <summary>Loss of a batch.</summary>
    /// <param name="batch">Examples of one step.</param>
    StepResult ComputeLoss(Batch batch);

    /// <summary>Called with the gradients of a step in hand, before they are clipped and applied: the place to change them or to move a teacher.</summary>
    /// <param name="stepIndex">From 0.</param>
    void AfterBackward(long stepIndex)
    {
    }

    /// <summary>Scores the network as it stands on examples it does not learn from. The caller sets evaluation mode and forbids gradients.</summary>
    /// <param name="heldOut">A feed with an end, see <see cref="IFeed.Count"/>.</param>
    /// <returns>Figures whose last word the card lists among its metrics, or <c>loss</c>.</returns>
    IReadOnlyList<MetricRecord> Evaluate(IFeed heldOut);
}
