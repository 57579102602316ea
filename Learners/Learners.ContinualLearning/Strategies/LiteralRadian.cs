using System.Runtime.InteropServices;
using Learners.ContinualLearning.Networks;
using Learners.ContinualLearning.Projection;
using TorchSharp;
using static TorchSharp.torch;

namespace Learners.ContinualLearning.Strategies;

/// <summary>RWM as its released code has it: a complement of a matrix that has none, blown up to the norm 1. Kept to show what it does; nobody should train with it.</summary>
/// <remarks>
/// P by its recursion with α = 1 from the second task on, divided by its norm; Q = I − P (PᵀP + 10⁻¹⁰ I)⁻¹ Pᵀ, divided by its norm; the gradient is multiplied by
/// (P + β Q)ᵀ. P is not singular, so Q is nothing but rounding before it is divided. The denominator is the number that the original recursion has.
/// </remarks>
internal sealed class LiteralRadian : MethodPart
{
    private const double Ridge = 1e-10;
    private readonly StreamingProjector[] _projectors;
    private readonly int[] _protected;
    private readonly ClassSigns _signs;
    private readonly Func<BatchFacts, int[], double> _share;
    private readonly Tensor _failures = zeros(2, ScalarType.Float64).DetachFromDisposeScope();
    private Tensor[] _means = [];

    internal LiteralRadian(MethodContext context)
        : base(context)
    {
        _protected = Protected();
        _projectors = [.. _protected.Select(layer => new StreamingProjector(Net.Layers[layer].shape[1], Net.Type, Net.Place))];
        _signs = new ClassSigns(context);
        _share = RadianModification.ByAngle(context);
    }

    /// <summary>Share of inversions that broke down, were no numbers, or whose complement before its division was below a hundred-thousandth of P: all rounding.</summary>
    internal double FailureShare => _failures.data<double>()[0] / Math.Max(1, _failures.data<double>()[1]);

    /// <inheritdoc/>
    internal override IEnumerable<(string Name, Tensor Tensor)> State =>
        [.. Named("projection", _projectors.Select(projector => projector.Projection)), .. _signs.State, ("failures", _failures)];

    /// <summary>I − P (PᵀP + ridge I)⁻¹ Pᵀ.</summary>
    /// <param name="projection">P.</param>
    /// <param name="ridge">0 for the text of the paper.</param>
    internal static Tensor Complement(Tensor projection, double ridge)
    {
        using var scope = NewDisposeScope();
        var identity = eye(projection.shape[0], projection.shape[0], projection.dtype, projection.device);
        var inner = projection.t().matmul(projection).add(identity.mul(tensor(ridge, projection.dtype, projection.device)));
        return identity.sub(projection.matmul(linalg.inv(inner)).matmul(projection.t())).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    internal override void OnPass(BatchFacts facts, Pass pass, Tensor labels)
    {
        foreach (var stale in _means)
        {
            stale.Dispose();
        }

        _means = facts.Task == 0 ? [] : [.. _protected.Select(layer => pass.LayerInputs[layer].detach().mean([0]).DetachFromDisposeScope())];
    }

    /// <inheritdoc/>
    internal override void OnGradients(BatchFacts facts)
    {
        if (facts.Task == 0)
        {
            return;
        }

        var share = _share(facts, _signs.Current);
        for (var i = 0; i < _protected.Length; i++)
        {
            using var scope = NewDisposeScope();
            var projection = _projectors[i].Projection;
            _projectors[i].Add(_means[i], 1);
            _means[i].Dispose();
            projection.copy_(projection.div(projection.norm()));
            var gradient = Net.Layers[_protected[i]].grad!;
            var complement = TryComplement(projection);
            gradient.copy_(gradient.matmul((complement is null ? projection : projection.add(complement.mul(Number(share)))).t()));
        }

        _means = [];
    }

    /// <inheritdoc/>
    internal override void OnTaskEnd(int task) => _signs.Add(task);

    // where the library gives the inversion up, the step is taken without the complement and counted
    private Tensor? TryComplement(Tensor projection)
    {
        Tensor? complement = null;
        var isVoid = true;
        try
        {
            var raw = Complement(projection, Ridge);
            var norm = raw.norm().ToDouble();
            isVoid = !(norm > 1e-5);
            complement = norm > 0 && double.IsFinite(norm) ? raw.div(raw.norm()) : null;
        }
        catch (ExternalException)
        {
        }

        var counts = _failures.data<double>().ToArray();
        using var more = tensor(new[] { counts[0] + (isVoid ? 1 : 0), counts[1] + 1 });
        _failures.copy_(more);
        return complement;
    }
}
