using Learners.ContinualLearning.Networks;
using static TorchSharp.torch;

namespace Learners.ContinualLearning.Strategies;

/// <summary>Synaptic intelligence: a weight matters by how much of the loss's fall it brought about on its way.</summary>
/// <remarks>Zenke, Poole and Ganguli, arXiv 1703.04200: ω ← ω − g Δθ while a task lasts, then Ω += max(ω, 0) / (Δ² + ξ); c Σ Ω (θ − θ*)² is added to the loss.</remarks>
internal sealed class SynapticIntelligence : MethodPart
{
    private const double Damping = 1e-3;
    private readonly Tensor[] _paths, _importance, _anchors, _gradients, _before;

    internal SynapticIntelligence(MethodContext context)
        : base(context) => (_paths, _importance, _anchors, _gradients, _before) = (LikeLayers(), LikeLayers(), LikeLayers(), LikeLayers(), LikeLayers());

    /// <inheritdoc/>
    internal override IEnumerable<(string Name, Tensor Tensor)> State =>
    [
        .. Named("path", _paths), .. Named("importance", _importance), .. Named("anchor", _anchors), .. Named("gradient", _gradients), .. Named("before", _before),
    ];

    /// <inheritdoc/>
    internal override void OnTaskStart(int task)
    {
        using var frozen = no_grad();
        for (var i = 0; i < _paths.Length; i++)
        {
            _paths[i].zero_();
            _gradients[i].zero_();
            _anchors[i].copy_(Net.Layers[i]);
        }
    }

    /// <inheritdoc/>
    internal override Tensor? Penalty(int task, Pass pass, Tensor inputs, Tensor labels)
    {
        if (task == 0)
        {
            return null;
        }

        var sum = Net.Layers.Select((layer, i) => layer.sub(_anchors[i]).square().mul(_importance[i]).sum()).Aggregate((a, b) => a.add(b));
        return sum.mul(Number(Context.Values.Real("si-penalty")));
    }

    /// <inheritdoc/>
    internal override void OnGradients(BatchFacts facts)
    {
        for (var i = 0; i < _paths.Length; i++)
        {
            _gradients[i].copy_(Net.Layers[i].grad!);
            _before[i].copy_(Net.Layers[i]);
        }
    }

    /// <inheritdoc/>
    internal override void OnStepTaken()
    {
        for (var i = 0; i < _paths.Length; i++)
        {
            _paths[i].sub_(Net.Layers[i].sub(_before[i]).mul(_gradients[i]));
        }
    }

    /// <inheritdoc/>
    internal override void OnTaskEnd(int task)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        for (var i = 0; i < _paths.Length; i++)
        {
            _importance[i].add_(_paths[i].relu().div(Net.Layers[i].sub(_anchors[i]).square().add(Number(Damping))));
        }
    }
}
