using static TorchSharp.torch;

namespace Learners.ContinualLearning.Projection;

/// <summary>The soft projector that keeps a layer's answers to what it has seen: P = α (S + α I)⁻¹ of the summed second moments S of its inputs.</summary>
/// <remarks>
/// Orthogonal weight modification (Zeng et al., Nature Machine Intelligence 2019) in its closed form: a step −η G P changes the answer to a summed input r by at
/// most η ‖G‖ √α / 2. Refreshed at the end of a task, so that a task learns under what the tasks before it left.
/// </remarks>
internal sealed class Projector : IDisposable
{
    private readonly Tensor _second;
    private readonly Tensor _projection;
    private readonly double _alpha;

    /// <summary>Nothing seen: P is the identity.</summary>
    /// <param name="inputs">n, the constant 1 included.</param>
    /// <param name="alpha">α, above 0, in units of the mean squared input.</param>
    /// <param name="type">Numbers of the gradients it is applied to.</param>
    /// <param name="device">Where those live.</param>
    internal Projector(long inputs, double alpha, ScalarType type, Device device)
    {
        _alpha = alpha;
        _second = zeros(inputs, inputs, ScalarType.Float64, device).DetachFromDisposeScope();
        _projection = eye(inputs, inputs, type, device).DetachFromDisposeScope();
    }

    /// <summary>P, [n, n], symmetric, with eigenvalues above 0 and at most 1.</summary>
    internal Tensor Projection => _projection;

    /// <summary>What a checkpoint keeps.</summary>
    internal IEnumerable<(string Name, Tensor Tensor)> State => [("second", _second), ("projection", _projection)];

    /// <summary>Adds inputs to S.</summary>
    /// <param name="rows">[rows, n].</param>
    /// <param name="share">Weight of a row; 1/N makes the rows of a task a mean.</param>
    internal void Accumulate(Tensor rows, double share)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var wide = rows.detach().to_type(ScalarType.Float64);
        _second.add_(wide.t().matmul(wide).mul(tensor(share, ScalarType.Float64, wide.device)));
    }

    /// <summary>Makes P of S.</summary>
    internal void Refresh()
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var alpha = tensor(_alpha, ScalarType.Float64, _second.device);
        var inverse = linalg.inv(_second.add(eye(_second.shape[0], _second.shape[0], ScalarType.Float64, _second.device).mul(alpha))).mul(alpha);
        _projection.copy_(inverse.add(inverse.t()).mul(tensor(0.5, ScalarType.Float64, _second.device)));
    }

    /// <summary>Turns a gradient: G (P + β (I − P)), with one product of matrices.</summary>
    /// <param name="gradient">[m, n].</param>
    /// <param name="beta">0 is orthogonal to what was seen, 1 leaves the gradient, above 1 favours what was seen.</param>
    /// <returns>[m, n], owned by the caller's scope.</returns>
    internal Tensor Turn(Tensor gradient, double beta)
    {
        using var scope = NewDisposeScope();
        var orthogonal = gradient.matmul(_projection);
        var turned = gradient.add(gradient.sub(orthogonal).mul(tensor(beta - 1, gradient.dtype, gradient.device)));
        return turned.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _second.Dispose();
        _projection.Dispose();
    }
}
