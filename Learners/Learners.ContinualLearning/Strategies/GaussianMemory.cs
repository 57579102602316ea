using static TorchSharp.torch;

namespace Learners.ContinualLearning.Strategies;

/// <summary>Of each class and task the mean and covariance of its examples are kept, and no example: every batch has as many drawn from those as new ones.</summary>
/// <remarks>Examples are what the front-end makes of clips, which no training changes; nothing of a voice can be heard in a mean and a covariance of cepstra.</remarks>
internal sealed class GaussianMemory : MethodPart
{
    private const float Most = 5;
    private readonly Tensor _means, _factors;
    private readonly int _classes;
    private readonly double[][] _shares;

    internal GaussianMemory(MethodContext context)
        : base(context)
    {
        int tasks = context.Tasks.Tasks.Count, width = context.Tasks.Width;
        _classes = context.Tasks.ClassNames.Count;
        _means = zeros(tasks * _classes, width, Net.Type, Net.Place).DetachFromDisposeScope();
        _factors = zeros(tasks * _classes, width, width, Net.Type, Net.Place).DetachFromDisposeScope();
        _shares = [.. context.Tasks.Tasks.Select(task => Enumerable.Range(0, _classes).Select(own => task.Training.Labels.Count(label => label == own) / (double)task.Training.Count).ToArray())];
    }

    /// <inheritdoc/>
    internal override IEnumerable<(string Name, Tensor Tensor)> State => [("means", _means), ("factors", _factors)];

    /// <inheritdoc/>
    internal override (Tensor Inputs, Tensor Labels) Extend(int task, long step, Tensor inputs, Tensor labels)
    {
        if (task == 0)
        {
            return (inputs, labels);
        }

        var count = (int)labels.shape[0];
        var random = new Random(unchecked((int)(Context.Seed * 32_452_843 + step)));
        var width = Context.Tasks.Width;
        var slots = new long[count];
        var noise = new double[count * width];
        for (var i = 0; i < count; i++)
        {
            var past = random.Next(task);
            slots[i] = past * _classes + ClassOf(_shares[past], random.NextDouble());
        }

        for (var i = 0; i < noise.Length; i++)
        {
            noise[i] = Normal(random);
        }

        var at = tensor(slots, device: Net.Place);
        var drawn = _factors.index_select(0, at).matmul(tensor(noise, [count, width, 1], Net.Type).to(Net.Place)).squeeze(2).add(_means.index_select(0, at));
        drawn = drawn.maximum(Number(-Most)).minimum(Number(Most));
        var labelsOfDrawn = tensor([.. slots.Select(slot => slot % _classes)], device: Net.Place);
        return (cat([inputs, drawn.reshape([count, .. inputs.shape[1..]])], 0), cat([labels, labelsOfDrawn], 0));
    }

    /// <inheritdoc/>
    internal override void OnTaskEnd(int task)
    {
        using var frozen = no_grad();
        var training = Context.Tasks.Tasks[task].Training;
        for (var own = 0; own < _classes; own++)
        {
            int[] rows = [.. Enumerable.Range(0, training.Count).Where(row => training.Labels[row] == own)];
            if (rows.Length == 0)
            {
                continue;
            }

            using var scope = NewDisposeScope();
            var wide = training.At(rows).Inputs(ScalarType.Float64, Net.Place).reshape(rows.Length, -1);
            var mean = wide.mean([0]);
            _means.narrow(0, task * _classes + own, 1).copy_(mean.unsqueeze(0));
            _factors.narrow(0, task * _classes + own, 1).copy_(Factor(wide.sub(mean)).unsqueeze(0));
        }
    }

    // a root of the covariance, drawn towards its diagonal where examples are few
    private static Tensor Factor(Tensor centred)
    {
        var (count, width) = (centred.shape[0], centred.shape[1]);
        Tensor Of(double value) => tensor(value, ScalarType.Float64, centred.device);
        var covariance = centred.t().matmul(centred).div(Of(Math.Max(1, count - 1)));
        var shrinkage = Math.Clamp(width / (double)(width + 4 * count), 0.02, 1);
        var shrunk = covariance.mul(Of(1 - shrinkage)).add(covariance.diagonal().mul(Of(shrinkage)).add(Of(1e-6)).diag());
        return linalg.cholesky(shrunk);
    }

    private static int ClassOf(double[] shares, double chance)
    {
        var own = 0;
        while (own < shares.Length - 1 && chance >= shares[own])
        {
            chance -= shares[own++];
        }

        return own;
    }

    // Box and Muller
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
