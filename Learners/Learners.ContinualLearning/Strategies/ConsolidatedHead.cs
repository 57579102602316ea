using static TorchSharp.torch;

namespace Learners.ContinualLearning.Strategies;

/// <summary>The body learns the first task and is frozen; the head starts anew for every task, and what is used is the running mean of the heads.</summary>
/// <remarks>CWR* of Lomonaco et al., arXiv 1907.03799, for tasks that all have the same classes.</remarks>
internal sealed class ConsolidatedHead : MethodPart
{
    private readonly Tensor _mean;

    internal ConsolidatedHead(MethodContext context)
        : base(context) => _mean = zeros(Net.Layers[^1].shape, Net.Type, Net.Place).DetachFromDisposeScope();

    /// <inheritdoc/>
    internal override IEnumerable<(string Name, Tensor Tensor)> State => [("mean", _mean)];

    /// <inheritdoc/>
    internal override void OnTaskStart(int task)
    {
        if (task > 0)
        {
            using var frozen = no_grad();
            Net.Layers[^1].zero_();
        }
    }

    /// <inheritdoc/>
    internal override void OnGradients(BatchFacts facts)
    {
        for (var layer = 0; facts.Task > 0 && layer < Net.Layers.Count - 1; layer++)
        {
            Net.Layers[layer].grad!.zero_();
        }
    }

    /// <inheritdoc/>
    internal override void OnTaskEnd(int task)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        _mean.add_(Net.Layers[^1].sub(_mean).mul(Number(1.0 / (task + 1))));
        Net.Layers[^1].copy_(_mean);
    }
}
