using static TorchSharp.torch;

namespace Learners.ContinualLearning.Strategies;

/// <summary>After each task the weights become the mean of those after every task, and the next task starts there.</summary>
internal sealed class WeightMerging : MethodPart
{
    private readonly Tensor[] _means;

    internal WeightMerging(MethodContext context)
        : base(context) => _means = LikeLayers();

    /// <inheritdoc/>
    internal override IEnumerable<(string Name, Tensor Tensor)> State => Named("mean", _means);

    /// <inheritdoc/>
    internal override void OnTaskEnd(int task)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        for (var i = 0; i < _means.Length; i++)
        {
            _means[i].add_(Net.Layers[i].sub(_means[i]).mul(Number(1.0 / (task + 1))));
            Net.Layers[i].copy_(_means[i]);
        }
    }
}
