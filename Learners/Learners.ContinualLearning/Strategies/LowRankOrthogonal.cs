using static TorchSharp.torch;

namespace Learners.ContinualLearning.Strategies;

/// <summary>Orthogonal weight modification with r directions a layer in the place of an n × n matrix: P = I − U diag(λ / (λ + α)) Uᵀ of the r largest eigenvalues of S.</summary>
/// <remarks>The factor F = U √λ takes inputs in by parts: of [F, Xᵀ √share] the r strongest left directions stay, found from its small Gram matrix. Memory n · r.</remarks>
internal sealed class LowRankOrthogonal : MethodPart
{
    private readonly int[] _protected;
    private readonly Tensor[] _factors;
    private readonly double _alpha;

    internal LowRankOrthogonal(MethodContext context)
        : base(context)
    {
        _protected = Protected();
        _alpha = context.Values.Real("alpha");
        var rank = context.Values.Integer("rank");
        _factors = [.. _protected.Select(layer =>
            zeros(Net.Layers[layer].shape[1], Math.Min(rank, Net.Layers[layer].shape[1]), ScalarType.Float64, Net.Place).DetachFromDisposeScope())];
    }

    /// <inheritdoc/>
    internal override IEnumerable<(string Name, Tensor Tensor)> State => Named("factor", _factors);

    /// <inheritdoc/>
    internal override void OnGradients(BatchFacts facts)
    {
        if (facts.Task == 0)
        {
            return;
        }

        using var scope = NewDisposeScope();
        for (var i = 0; i < _protected.Length; i++)
        {
            var gradient = Net.Layers[_protected[i]].grad!;
            gradient.copy_(Project(gradient.to_type(ScalarType.Float64), _factors[i], _alpha));
        }
    }

    /// <summary>G P of a factor F: since FᵀF = diag λ, it is G − G F diag(1 / (λ + α)) Fᵀ.</summary>
    /// <param name="gradient">[m, n].</param>
    /// <param name="factor">[n, r], columns orthogonal.</param>
    /// <param name="alpha">α.</param>
    internal static Tensor Project(Tensor gradient, Tensor factor, double alpha)
    {
        var inverse = factor.square().sum([0]).add(tensor(alpha, factor.dtype, factor.device)).reciprocal();
        return gradient.sub(gradient.matmul(factor).mul(inverse).matmul(factor.t()));
    }

    /// <summary>Takes inputs into a factor, in place.</summary>
    /// <param name="factor">[n, r].</param>
    /// <param name="rows">[rows, n].</param>
    /// <param name="share">Weight of a row.</param>
    internal static void Absorb(Tensor factor, Tensor rows, double share)
    {
        using var scope = NewDisposeScope();
        var wide = rows.to_type(ScalarType.Float64).t().mul(tensor(Math.Sqrt(share), ScalarType.Float64, rows.device));
        var all = cat([factor, wide], 1);
        var (values, vectors) = linalg.eigh(all.t().matmul(all));
        var rank = factor.shape[1];
        factor.copy_(all.matmul(vectors.narrow(1, values.shape[0] - rank, rank)));
    }

    /// <inheritdoc/>
    internal override void OnTaskEnd(int task) => LayerInputs.Of(Net, Context.Tasks.Tasks[task].Training, (layer, rows, share) =>
    {
        if (Array.IndexOf(_protected, layer) is var i and >= 0)
        {
            Absorb(_factors[i], rows, share);
        }
    });
}
