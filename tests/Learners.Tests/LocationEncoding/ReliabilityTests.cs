using Learners.LocationEncoding.Evaluation;

namespace Learners.Tests.LocationEncoding;

public class ReliabilityTests
{
    [Fact]
    public void Bins_hold_what_was_claimed_and_what_came_true()
    {
        var reliability = new Reliability();
        reliability.Add(0.01, false);
        reliability.Add(0.05, true);
        reliability.Add(1, true);
        reliability.Add(0.95, true);

        var bins = reliability.Filled;

        Assert.Equal([0, 14], bins.Select(bin => bin.Index));
        Assert.Equal([0.03, 0.975], bins.Select(bin => bin.Probability), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([0.5, 1], bins.Select(bin => bin.Frequency));
        Assert.Equal([0.5, 0.5], bins.Select(bin => bin.Share));
        Assert.Equal((0.47 * 0.5) + (0.025 * 0.5), reliability.Error, 12);
    }

    [Fact]
    public void The_temperature_of_logits_that_are_three_times_too_large_is_three()
    {
        var (logits, targets) = Honest();

        Assert.Equal(1, TemperatureScaling.Fit(logits, targets, 2), 5e-3);
        Assert.Equal(3, TemperatureScaling.Fit([.. logits.Select(logit => 3 * logit)], targets, 2), 1.5e-2);
        Assert.Equal(0.2, TemperatureScaling.Fit([.. logits.Select(logit => 0.2f * logit)], targets, 2), 1e-3);
    }

    [Fact]
    public void Two_logits_have_the_temperature_of_their_difference()
    {
        var (logits, targets) = Honest();
        float[] pairs = [.. logits.SelectMany(logit => new[] { -logit, logit })];

        // twice the difference is twice too sure
        Assert.Equal(2, TemperatureScaling.Fit([.. pairs.Chunk(2).SelectMany(pair => new[] { pair[0], pair[1], -40 })], targets, 3), 1e-2);
    }

    [Fact]
    public void The_fitted_temperature_has_the_lowest_loss_of_its_neighbours()
    {
        var random = new Random(4);
        float[] logits = [.. Enumerable.Range(0, 600).Select(_ => (float)((6 * random.NextDouble()) - 3))];
        int[] targets = [.. Enumerable.Range(0, 200).Select(i => random.NextDouble() < 0.6 ? System.Numerics.Tensors.TensorPrimitives.IndexOfMax(logits.AsSpan(3 * i, 3)) : random.Next(3))];
        double Loss(double temperature) => ClassificationScore
            .Categorical("s", [.. logits.Select(logit => (float)(logit / temperature))], targets, 3).Single(metric => metric.Name == "s/log-loss").Value;

        var fitted = TemperatureScaling.Fit(logits, targets, 3);

        Assert.True(Loss(fitted) < Loss(fitted * 1.05) && Loss(fitted) < Loss(fitted / 1.05));
    }

    [Fact]
    public void Places_that_are_all_right_or_all_wrong_leave_a_temperature_at_its_ends()
    {
        Assert.Equal(1 / TemperatureScaling.Largest, TemperatureScaling.Fit([1, -2], [1, 0], 2), 1e-6);
        Assert.Equal(TemperatureScaling.Largest, TemperatureScaling.Fit([1, -2], [0, 1], 2), 1e-6);
        Assert.Throws<ArgumentException>(() => TemperatureScaling.Fit([], [], 2));
        Assert.Throws<ArgumentException>(() => TemperatureScaling.Fit([1, 2, 3], [0, 1], 2));
    }

    // of a thousand places with a logit, as many are of class 1 as it says, to the nearest whole place
    private static (float[] Logits, int[] Targets) Honest()
    {
        float[] levels = [-3, -1, -0.3f, 0.5f, 2];
        return (
            [.. levels.SelectMany(level => Enumerable.Repeat(level, 1000))],
            [.. levels.SelectMany(level => Enumerable.Range(0, 1000).Select(i => i + 0.5 < 1000 / (1 + Math.Exp(-level)) ? 1 : 0))]);
    }
}
