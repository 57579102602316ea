using Learners.ContinualLearning.Networks;
using static TorchSharp.torch;

namespace Learners.ContinualLearning.Strategies;

/// <summary>Elastic weight consolidation: (λ/2) Σ F (θ − θ*)², F the sum of the tasks' Fisher diagonals, or as the online form 0.1 of the old with the new.</summary>
/// <remarks>Kirkpatrick et al., arXiv 1612.00796; the online form as in the Avalanche library, with its penalty λ Σ F (θ − θ*)².</remarks>
internal sealed class ElasticWeights : MethodPart
{
    private const double OldShare = 0.1;
    private readonly bool _isOnline;
    private readonly Tensor[] _fisher, _anchors;

    internal ElasticWeights(MethodContext context, bool isOnline)
        : base(context)
    {
        _isOnline = isOnline;
        (_fisher, _anchors) = (LikeLayers(), LikeLayers());
    }

    /// <inheritdoc/>
    internal override IEnumerable<(string Name, Tensor Tensor)> State => [.. Named("fisher", _fisher), .. Named("anchor", _anchors)];

    /// <inheritdoc/>
    internal override Tensor? Penalty(int task, Pass pass, Tensor inputs, Tensor labels)
    {
        if (task == 0)
        {
            return null;
        }

        var sum = Net.Layers.Select((layer, i) => layer.sub(_anchors[i]).square().mul(_fisher[i]).sum()).Aggregate((a, b) => a.add(b));
        return sum.mul(Number(Context.Values.Real("ewc-penalty") * (_isOnline ? 1 : 0.5)));
    }

    /// <inheritdoc/>
    internal override void OnTaskEnd(int task)
    {
        using var scope = NewDisposeScope();
        var fresh = FisherDiagonal.Of(Net, Context.Tasks.Tasks[task].Training);
        using var frozen = no_grad();
        for (var i = 0; i < fresh.Length; i++)
        {
            _fisher[i].copy_(_fisher[i].mul(Number(_isOnline ? OldShare : 1)).add(fresh[i]));
            _anchors[i].copy_(Net.Layers[i]);
        }
    }
}
