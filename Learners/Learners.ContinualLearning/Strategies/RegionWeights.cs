using Learners.ContinualLearning.Data;
using static TorchSharp.torch;

namespace Learners.ContinualLearning.Strategies;

/// <summary>RegO: weights fall into four regions by whether they matter for genuine examples, for fakes, both or none, and gradients are treated region by region.</summary>
/// <remarks>
/// arXiv 2412.11551. With ĝ the gradient of the batch before, g∥ the part of g along it and g⊥ the rest: none g, genuine g∥, fake g⊥, both b g∥ + (1 − b) g⊥ with b the
/// share of genuine examples. What mattered long ago is released: Σ e^(−age / x) over the tasks that it mattered for is at most γ, with the x of the released code,
/// Σ e^(−i / x) = 1 over the tasks so far. Weights matter above a quantile of the Fisher diagonal of their layer.
/// </remarks>
internal sealed class RegionWeights : MethodPart
{
    private readonly double _quantile, _release;
    private readonly Tensor[] _genuine, _fake, _previous;

    internal RegionWeights(MethodContext context)
        : base(context)
    {
        (_quantile, _release) = (context.Values.Real("rego-quantile"), context.Values.Real("rego-release"));
        Tensor[] Masks() => [.. Net.Layers.Select(layer => zeros([context.Tasks.Tasks.Count, .. layer.shape], Net.Type, Net.Place).DetachFromDisposeScope())];
        (_genuine, _fake, _previous) = (Masks(), Masks(), LikeLayers());
    }

    /// <inheritdoc/>
    internal override IEnumerable<(string Name, Tensor Tensor)> State => [.. Named("genuine", _genuine), .. Named("fake", _fake), .. Named("previous", _previous)];

    /// <inheritdoc/>
    internal override void OnGradients(BatchFacts facts)
    {
        var genuine = facts.Labels.Count(label => label == 0) / (double)facts.Labels.Length;
        for (var i = 0; i < _previous.Length; i++)
        {
            using var scope = NewDisposeScope();
            var gradient = Net.Layers[i].grad!;
            var own = gradient.clone();
            if (facts.Task > 0)
            {
                var (forGenuine, forFake) = Regions(i, facts.Task);
                var one = Number(1);
                var along = _previous[i].mul(own.mul(_previous[i]).sum().div(_previous[i].square().sum().add(Number(1e-12))));
                var beside = own.sub(along);
                var none = one.sub(forGenuine).mul(one.sub(forFake));
                var both = forGenuine.mul(forFake);
                gradient.copy_(own.mul(none)
                    .add(along.mul(forGenuine.mul(one.sub(forFake))))
                    .add(beside.mul(forFake.mul(one.sub(forGenuine))))
                    .add(along.mul(Number(genuine)).add(beside.mul(Number(1 - genuine))).mul(both)));
            }

            _previous[i].copy_(own);
        }
    }

    /// <inheritdoc/>
    internal override void OnTaskEnd(int task)
    {
        var training = Context.Tasks.Tasks[task].Training;
        Mark(_genuine, task, training.At([.. Rows(training, isGenuine: true)]));
        Mark(_fake, task, training.At([.. Rows(training, isGenuine: false)]));
    }

    /// <summary>x with Σ e^(−i / x) = 1 over i from 1 to the number of tasks; infinite where one task is all there is.</summary>
    /// <param name="tasks">At least 1.</param>
    internal static double Decay(int tasks)
    {
        double low = 1e-3, high = 1e6;
        for (var i = 0; i < 200; i++)
        {
            var middle = Math.Sqrt(low * high);
            var sum = Enumerable.Range(1, tasks).Sum(age => Math.Exp(-age / middle));
            (low, high) = sum < 1 ? (middle, high) : (low, middle);
        }

        return high;
    }

    private static IEnumerable<int> Rows(ExampleSet examples, bool isGenuine) => Enumerable.Range(0, examples.Count).Where(row => examples.Labels[row] == 0 == isGenuine);

    private void Mark(Tensor[] masks, int task, ExampleSet examples)
    {
        using var scope = NewDisposeScope();
        var fisher = FisherDiagonal.Of(Net, examples);
        using var frozen = no_grad();
        for (var i = 0; i < fisher.Length; i++)
        {
            var numbers = fisher[i].to_type(ScalarType.Float64).cpu().data<double>().ToArray();
            var sorted = numbers.Order().ToArray();
            var limit = sorted[(int)(_quantile * (sorted.Length - 1))];
            masks[i].narrow(0, task, 1).copy_(tensor([.. numbers.Select(number => number > limit ? 1.0 : 0)], [1, .. fisher[i].shape], Net.Type));
        }
    }

    // what matters still, by genuine examples and by fakes
    private (Tensor Genuine, Tensor Fake) Regions(int layer, int task)
    {
        var decay = Decay(task);
        double[] weights = [.. Enumerable.Range(0, Context.Tasks.Tasks.Count).Select(past => past < task ? Math.Exp(-(task - past) / decay) : 0)];
        Tensor Still(Tensor masks)
        {
            var memory = masks.mul(tensor(weights, Net.Type, Net.Place).reshape(-1, 1, 1)).sum([0]);
            return memory.gt(Number(_release)).to_type(Net.Type);
        }

        return (Still(_genuine[layer]), Still(_fake[layer]));
    }
}
