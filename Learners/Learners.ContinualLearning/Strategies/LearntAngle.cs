using Learners.ContinualLearning.Projection;
using TorchSharp;
using static TorchSharp.torch;

namespace Learners.ContinualLearning.Strategies;

/// <summary>An angle a layer that is learnt: it opens where a step within what was seen would have lowered the loss of the next batch, and closes at a price.</summary>
/// <remarks>
/// A step moves a layer by −η (G P + β D) with D = G − G P. The next batch's gradient G' gives the slope −η ⟨G', D⟩ of its loss along β; divided by the norms it is a
/// cosine, to which the price ‖D‖² / ‖G‖² of disturbing what was seen is added. θ moves against the sum.
/// </remarks>
internal sealed class LearntAngle : MethodPart
{
    private const double Rate = 0.02;
    private const double Price = 0.2;
    private const double Tiny = 1e-12;
    private readonly RadianModification _projection;
    private readonly int[] _protected;
    private readonly Tensor[] _within;
    private readonly Tensor _angles;

    internal LearntAngle(MethodContext context)
        : base(context)
    {
        _projection = new RadianModification(context, (_, _) => 0);
        _protected = Protected();
        _within = LikeLayers();
        double[] start = [.. Net.Layers.Select(_ => context.Values.Real("theta0"))];
        _angles = tensor(start).DetachFromDisposeScope();
    }

    /// <summary>θ of each layer, radians.</summary>
    internal double[] Angles => _angles.data<double>().ToArray();

    /// <inheritdoc/>
    internal override IEnumerable<(string Name, Tensor Tensor)> State => [.. _projection.State, .. Named("within", _within), ("angles", _angles)];

    /// <inheritdoc/>
    internal override void OnTaskStart(int task)
    {
        foreach (var within in _within)
        {
            within.zero_();
        }
    }

    /// <inheritdoc/>
    internal override void OnGradients(BatchFacts facts)
    {
        if (facts.Task == 0)
        {
            return;
        }

        using var scope = NewDisposeScope();
        var angles = Angles;
        for (var i = 0; i < _protected.Length; i++)
        {
            var layer = _protected[i];
            var gradient = Net.Layers[layer].grad!;
            double Dot(Tensor a, Tensor b) => a.mul(b).sum().ToDouble();
            var old = _within[layer];
            double all = Dot(gradient, gradient), oldNorm = Dot(old, old);
            var gain = Dot(gradient, old) / Math.Sqrt(all * oldNorm + Tiny);
            var within = gradient.sub(gradient.matmul(_projection.Projectors[i].Projection));
            var price = Price * Dot(within, within) / (all + Tiny);
            angles[layer] = Math.Clamp(angles[layer] + Rate * (gain - price), 0, Math.PI / 2.5);
            old.copy_(within);
            gradient.copy_(_projection.Projectors[i].Turn(gradient, Radian.Share(angles[layer], Context.Values.Real("beta-max"))));
        }

        _angles.copy_(tensor(angles));
    }

    /// <inheritdoc/>
    internal override void OnTaskEnd(int task) => _projection.OnTaskEnd(task);

    /// <inheritdoc/>
    protected override void Dispose(bool isDisposing)
    {
        _projection.Dispose();
        base.Dispose(isDisposing);
    }
}
