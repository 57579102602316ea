using static TorchSharp.torch;

namespace Learners.ContinualLearning.Projection;

/// <summary>The projector by its recursion, one input after another: P ← P − P r rᵀ P / (α + rᵀ P r). The denominator is one number.</summary>
/// <remarks>As the code of orthogonal weight modification does it at every batch, with the batch's mean for r.</remarks>
internal sealed class StreamingProjector : IDisposable
{
    /// <summary>Nothing seen.</summary>
    /// <param name="inputs">n, the constant 1 included.</param>
    /// <param name="type">Numbers of the gradients it is applied to.</param>
    /// <param name="device">Where those live.</param>
    internal StreamingProjector(long inputs, ScalarType type, Device device) =>
        Projection = eye(inputs, inputs, type, device).DetachFromDisposeScope();

    /// <summary>P, [n, n].</summary>
    internal Tensor Projection { get; }

    /// <summary>Takes an input in.</summary>
    /// <param name="input">[n].</param>
    /// <param name="alpha">α of this step, above 0.</param>
    internal void Add(Tensor input, double alpha)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var k = Projection.matmul(input);
        var denominator = input.dot(k).add(tensor(alpha, k.dtype, k.device));
        Projection.sub_(k.unsqueeze(1).matmul(k.unsqueeze(0)).div(denominator));
    }

    /// <inheritdoc/>
    public void Dispose() => Projection.Dispose();
}
