using Learners.ContinualLearning.Data;
using static TorchSharp.torch;

namespace Learners.ContinualLearning.Strategies;

/// <summary>Gradients are turned until no loss on the memory of an earlier task would rise: of every task (GEM), or of all of them on average (A-GEM).</summary>
/// <remarks>Lopez-Paz and Ranzato, arXiv 1706.08840; Chaudhry et al., arXiv 1812.00420.</remarks>
/// <param name="context">Network, tasks, settings.</param>
/// <param name="isAverage">Which of the two.</param>
internal sealed class GradientMemory(MethodContext context, bool isAverage) : MethodPart(context)
{
    private const int Sweeps = 100;

    private ExampleSet[] _memories = [];

    /// <inheritdoc/>
    internal override void OnGradients(BatchFacts facts)
    {
        if (facts.Task == 0)
        {
            return;
        }

        using var scope = NewDisposeScope();
        if (_memories.Length != (isAverage ? 1 : facts.Task) || isAverage)
        {
            _memories = Memories(facts.Task);
        }

        var own = cat([.. Net.Layers.Select(layer => layer.grad!.reshape(-1))]);
        var past = stack([.. _memories.Select(Gradient)]);
        var weights = Multipliers(past, own);
        var turned = own.add(tensor(weights, Net.Type, Net.Place).matmul(past));
        var at = 0L;
        foreach (var layer in Net.Layers)
        {
            layer.grad!.copy_(turned.narrow(0, at, layer.numel()).reshape(layer.shape));
            at += layer.numel();
        }
    }

    private ExampleSet[] Memories(int task)
    {
        var most = Context.Values.Integer("memory");
        return isAverage
            ? [ExampleMemory.Of(Context.Tasks, task, most, Context.Seed, isBalanced: false)]
            : [.. Enumerable.Range(0, task).Select(past => ExampleMemory.OfTask(Context.Tasks, past, Math.Max(1, most / task), Context.Seed, isBalanced: false))];
    }

    private Tensor Gradient(ExampleSet memory)
    {
        using var recorded = enable_grad();
        var loss = nn.functional.cross_entropy(Net.Run(memory.Inputs(Net.Type, Net.Place)).Logits, memory.Targets(Net.Place));
        return cat([.. autograd.grad([loss], [.. Net.Layers]).Select(gradient => gradient.reshape(-1))]).detach();
    }

    // v of g + Σ v_t g_t with (g + Σ v g_t) · g_t ≥ 0: coordinate descent on the dual, whose v are at least the strength where they act
    private double[] Multipliers(Tensor past, Tensor own)
    {
        var count = (int)past.shape[0];
        var gram = past.matmul(past.t()).to_type(ScalarType.Float64).cpu().data<double>().ToArray();
        var products = past.matmul(own).to_type(ScalarType.Float64).cpu().data<double>().ToArray();
        var weights = new double[count];
        if (products.All(product => product >= 0))
        {
            return weights;
        }

        var least = isAverage ? 0 : Context.Values.Real("gem-strength");
        Array.Fill(weights, least);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            for (var t = 0; t < count; t++)
            {
                var slope = products[t];
                for (var other = 0; other < count; other++)
                {
                    slope += other == t ? 0 : gram[t * count + other] * weights[other];
                }

                weights[t] = gram[t * count + t] > 0 ? Math.Max(least, -slope / gram[t * count + t]) : 0;
            }
        }

        return weights;
    }
}
