using Learners.ContinualLearning.Data;
using Learners.ContinualLearning.Networks;
using static TorchSharp.torch;

namespace Learners.ContinualLearning.Strategies;

/// <summary>How much each weight matters for a task: the mean over examples of the squared gradient of the loss.</summary>
internal static class FisherDiagonal
{
    private const int Most = 256;

    /// <summary>Of examples, at most 256 of them drawn evenly.</summary>
    /// <param name="net">As it stands.</param>
    /// <param name="examples">Of the task; none gives zeros.</param>
    /// <returns>One tensor a layer, owned by the caller's scope.</returns>
    internal static Tensor[] Of(ContinualNet net, ExampleSet examples)
    {
        using var scope = NewDisposeScope();
        var count = Math.Min(Most, examples.Count);
        Tensor[] sums = [.. net.Layers.Select(layer => zeros(layer.shape, net.Type, net.Place))];
        for (var i = 0; i < count; i++)
        {
            using var inner = NewDisposeScope();
            var one = examples.At([(int)((long)i * examples.Count / count)]);
            var loss = nn.functional.cross_entropy(net.Run(one.Inputs(net.Type, net.Place)).Logits, one.Targets(net.Place));
            var gradients = autograd.grad([loss], [.. net.Layers]);
            for (var layer = 0; layer < sums.Length; layer++)
            {
                sums[layer].add_(gradients[layer].square());
            }
        }

        var share = tensor(1.0 / Math.Max(1, count), net.Type, net.Place);
        return [.. sums.Select(sum => sum.mul(share).MoveToOuterDisposeScope())];
    }
}
