using Learners.ContinualLearning.Data;
using Learners.ContinualLearning.Networks;
using static TorchSharp.torch;

namespace Learners.ContinualLearning.Metrics;

/// <summary>Answers of a network to examples.</summary>
/// <param name="Scores">Of two classes the logit of genuine less that of fake; of more classes 1 where the answer is right and 0 where it is wrong.</param>
/// <param name="IsGenuine">Whether the label is 0.</param>
/// <param name="Error">Of two classes the equal error rate, of more the share of wrong answers.</param>
/// <param name="Accuracy">Share of right answers.</param>
internal sealed record TaskScores(float[] Scores, bool[] IsGenuine, double Error, double Accuracy)
{
    /// <summary>Scores of the genuine examples.</summary>
    internal float[] Genuine => [.. Scores.Where((_, i) => IsGenuine[i])];

    /// <summary>Scores of the fakes.</summary>
    internal float[] Fake => [.. Scores.Where((_, i) => !IsGenuine[i])];

    /// <summary>Shows the examples to a network.</summary>
    /// <param name="net">As it stands.</param>
    /// <param name="examples">Of both classes.</param>
    internal static TaskScores Of(ContinualNet net, ExampleSet examples)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var logits = net.Run(examples.Inputs(net.Type, net.Place)).Logits;
        var classes = (int)logits.shape[1];
        var numbers = logits.to_type(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
        var isRight = new bool[examples.Count];
        for (var i = 0; i < isRight.Length; i++)
        {
            var row = numbers.AsSpan(i * classes, classes);
            isRight[i] = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(row) == examples.Labels[i];
        }

        bool[] isGenuine = [.. examples.Labels.Select(label => label == 0)];
        var accuracy = isRight.Count(right => right) / (double)Math.Max(1, examples.Count);
        if (classes != 2)
        {
            return new TaskScores([.. isRight.Select(right => right ? 1f : 0)], isGenuine, 1 - accuracy, accuracy);
        }

        float[] scores = [.. Enumerable.Range(0, examples.Count).Select(i => numbers[2 * i] - numbers[2 * i + 1]).Select(score => float.IsNaN(score) ? 0 : score)]; // a network that broke down knows nothing
        var own = new TaskScores(scores, isGenuine, 0, accuracy);
        return own with { Error = EqualErrorRate.Interpolated(own.Genuine, own.Fake) };
    }
}
