using Learners.ContinualLearning.Networks;
using Learners.ContinualLearning.Projection;
using static TorchSharp.torch;

namespace Learners.ContinualLearning.Strategies;

/// <summary>Orthogonal weight modification as its code does it: every batch updates P with its mean input and is then projected by it, from the first task on.</summary>
/// <remarks>α falls within each task as a₀ · dᵖ, p the share of its steps that is done, with a₀ = 1 and d = 0.001.</remarks>
internal sealed class StreamingOrthogonal : MethodPart
{
    private const double Start = 1;
    private const double Decay = 0.001;
    private readonly StreamingProjector[] _projectors;
    private readonly int[] _protected;
    private Tensor[] _means = [];

    internal StreamingOrthogonal(MethodContext context)
        : base(context)
    {
        _protected = Protected();
        _projectors = [.. _protected.Select(layer => new StreamingProjector(Net.Layers[layer].shape[1], Net.Type, Net.Place))];
    }

    /// <inheritdoc/>
    internal override IEnumerable<(string Name, Tensor Tensor)> State => Named("projection", _projectors.Select(projector => projector.Projection));

    /// <inheritdoc/>
    internal override void OnPass(BatchFacts facts, Pass pass, Tensor labels)
    {
        foreach (var stale in _means)
        {
            stale.Dispose();
        }

        _means = [.. _protected.Select(layer => pass.LayerInputs[layer].detach().mean([0]).DetachFromDisposeScope())];
    }

    /// <inheritdoc/>
    internal override void OnGradients(BatchFacts facts)
    {
        using var scope = NewDisposeScope();
        for (var i = 0; i < _protected.Length; i++)
        {
            _projectors[i].Add(_means[i], Start * Math.Pow(Decay, facts.Progress));
            _means[i].Dispose();
            var gradient = Net.Layers[_protected[i]].grad!;
            gradient.copy_(gradient.matmul(_projectors[i].Projection.t()));
        }

        _means = [];
    }
}
