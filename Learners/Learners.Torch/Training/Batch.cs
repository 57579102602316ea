using static TorchSharp.torch;

namespace Learners.Torch.Training;

/// <summary>What one step learns from. The trainer's scope owns the tensors.</summary>
/// <param name="Inputs">[batch, inputs].</param>
/// <param name="Targets">[batch] of classes (int64) or [batch, outputs] of numbers.</param>
/// <param name="Weights">[batch] of importance weights with mean 1 over the sampling distribution, or null when all are 1.</param>
public sealed record Batch(Tensor Inputs, Tensor Targets, Tensor? Weights);

/// <summary>Yields batches. A batch depends on the step alone, so that a resumed run sees what an uninterrupted one would have seen.</summary>
public interface IFeed
{
    /// <summary>Examples of one pass; null where fresh ones are drawn for ever.</summary>
    long? Count => null;

    /// <summary>Draws the batch of a step.</summary>
    /// <param name="stepIndex">From 0.</param>
    /// <param name="size">Examples wanted.</param>
    Batch Draw(long stepIndex, int size);

    /// <summary>Examples that the batch of a step holds; fewer than wanted at the end of a pass through a fixed set.</summary>
    /// <param name="stepIndex">From 0.</param>
    /// <param name="size">Examples wanted.</param>
    int CountAt(long stepIndex, int size) => size;
}
