using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Learners.ContinualLearning.Data;

/// <summary>A set in its own order, once.</summary>
/// <param name="examples">At least one.</param>
/// <param name="type">Numbers of inputs.</param>
/// <param name="device">Where batches go.</param>
internal sealed class HeldOutFeed(ExampleSet examples, ScalarType type, Device device) : IFeed
{
    /// <inheritdoc/>
    public long? Count => examples.Count;

    /// <inheritdoc/>
    public int CountAt(long stepIndex, int size) => (int)Math.Clamp(examples.Count - stepIndex * size, 0, size);

    /// <inheritdoc/>
    public Batch Draw(long stepIndex, int size)
    {
        var part = examples.At([.. Enumerable.Range((int)(stepIndex * size), CountAt(stepIndex, size))]);
        return new Batch(part.Inputs(type, device), part.Targets(device), null);
    }
}
