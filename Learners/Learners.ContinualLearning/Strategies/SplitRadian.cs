using Learners.ContinualLearning.Networks;
using static TorchSharp.torch;

namespace Learners.ContinualLearning.Strategies;

/// <summary>RWM by its words: the gradient of compact classes is turned by the angle, that of spread classes stays orthogonal to what was seen.</summary>
internal sealed class SplitRadian : MethodPart
{
    private readonly RadianModification _projection;
    private readonly ClassSigns _signs;
    private readonly Func<BatchFacts, int[], double> _share;
    private readonly int[] _protected;
    private Tensor[] _compact = [];

    internal SplitRadian(MethodContext context)
        : base(context)
    {
        _projection = new RadianModification(context, (_, _) => 0);
        _signs = new ClassSigns(context);
        _share = RadianModification.ByAngle(context);
        _protected = Protected();
    }

    /// <inheritdoc/>
    internal override IEnumerable<(string Name, Tensor Tensor)> State => [.. _projection.State, .. _signs.State.Select(pair => ("split." + pair.Name, pair.Tensor))];

    /// <inheritdoc/>
    internal override void OnPass(BatchFacts facts, Pass pass, Tensor labels)
    {
        Release();
        if (facts.Task == 0)
        {
            return;
        }

        double[] isCompact = [.. facts.Labels.Select(label => _signs.Current[label] > 0 ? 1.0 : 0)];
        if (isCompact.Sum() == 0)
        {
            return;
        }

        using var scope = NewDisposeScope();
        var losses = nn.functional.cross_entropy(pass.Logits, labels, reduction: nn.Reduction.None);
        var loss = losses.mul(tensor(isCompact, Net.Type, Net.Place)).mean();
        var gradients = autograd.grad([loss], [.. Net.Layers], retain_graph: true);
        _compact = [.. _protected.Select(layer => gradients[layer].detach().DetachFromDisposeScope())];
    }

    /// <inheritdoc/>
    internal override void OnGradients(BatchFacts facts)
    {
        if (facts.Task == 0)
        {
            return;
        }

        using var scope = NewDisposeScope();
        var share = Number(_share(facts, _signs.Current));
        for (var i = 0; i < _protected.Length; i++)
        {
            // G_compact (P + β Q) + G_spread P = G P + β G_compact Q
            var gradient = Net.Layers[_protected[i]].grad!;
            var projection = _projection.Projectors[i].Projection;
            var turned = gradient.matmul(projection);
            gradient.copy_(_compact.Length == 0 ? turned : turned.add(_compact[i].sub(_compact[i].matmul(projection)).mul(share)));
        }

        Release();
    }

    /// <inheritdoc/>
    internal override void OnTaskEnd(int task)
    {
        _projection.OnTaskEnd(task);
        _signs.Add(task);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool isDisposing)
    {
        Release();
        _projection.Dispose();
        _signs.Dispose();
        base.Dispose(isDisposing);
    }

    private void Release()
    {
        foreach (var gradient in _compact)
        {
            gradient.Dispose();
        }

        _compact = [];
    }
}
