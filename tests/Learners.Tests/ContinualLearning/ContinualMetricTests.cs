using CsCheck;
using Learners.ContinualLearning.Metrics;

namespace Learners.Tests.ContinualLearning;

/// <summary>Acceptance checks 11 and 12: error rates of scores, and figures of matrices.</summary>
public class ContinualMetricTests
{
    private static readonly Gen<float[]> s_scores = Gen.Int[-8, 8].Select(i => i / 2f).Array[1, 30];

    [Theory]
    [InlineData(new[] { 3f, 4 }, new[] { 1f, 2 }, 0)]
    [InlineData(new[] { 1f, 2 }, new[] { 3f, 4 }, 1)]
    [InlineData(new[] { 1f, 1 }, new[] { 1f, 1, 1 }, 0.5)]
    public void Scores_apart_inverted_or_all_equal_give_0_1_and_one_half(float[] genuine, float[] fake, double rate) =>
        Assert.Equal(rate, EqualErrorRate.Interpolated(genuine, fake), 1e-12);

    [Fact]
    public void A_score_that_is_no_number_is_refused() => Assert.Throws<ArgumentException>(() => EqualErrorRate.Interpolated([1, float.NaN], [0]));

    [Fact]
    public void The_nearest_threshold_is_that_of_a_hand_calculation() =>
        Assert.Equal(0.25, EqualErrorRate.Nearest([1, 2, 3, 4], [0, 1.5f, 2.5f, -1]), 1e-12);

    [Fact]
    public void Only_ranks_count_and_neither_the_order_of_examples_nor_a_swap_of_classes() => Gen.Select(s_scores, s_scores, Gen.Int).Sample(
        (genuine, fake, seed) =>
        {
            var rate = EqualErrorRate.Interpolated(genuine, fake);
            static float[] Map(float[] scores, Func<float, float> map) => [.. scores.Select(map)];
            Assert.Equal(rate, EqualErrorRate.Interpolated(Map(genuine, MathF.Exp), Map(fake, MathF.Exp)), 1e-9);
            Assert.Equal(rate, EqualErrorRate.Interpolated(Map(fake, x => -x), Map(genuine, x => -x)), 1e-9);
            float[] shuffled = [.. genuine];
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(rate, EqualErrorRate.Interpolated(shuffled, fake), 0);
        },
        iter: 500, threads: 1);

    [Fact]
    public void Without_ties_both_conventions_differ_by_no_more_than_a_quarter_of_the_smaller_step() => Gen.Select(Gen.Int[1, 30], Gen.Int[1, 30], Gen.Int).Sample(
        (genuine, fake, seed) =>
        {
            float[] ranks = [.. Enumerable.Range(0, genuine + fake).Select(i => (float)i)];
            new Random(seed).Shuffle(ranks);
            var (first, second) = (ranks[..genuine], ranks[genuine..]);
            Assert.InRange(Math.Abs(EqualErrorRate.Interpolated(first, second) - EqualErrorRate.Nearest(first, second)), 0, 0.25 / Math.Min(genuine, fake) + 1e-12);
        },
        iter: 1000, threads: 1);

    [Fact]
    public void Forgetting_transfer_average_and_learning_of_a_written_matrix()
    {
        var matrix = new ErrorMatrix(new[,] { { 0.10, 0.50, 0.60 }, { 0.05, 0.20, 0.40 }, { 0.30, 0.25, 0.15 } });

        Assert.Equal((0.30 + 0.25 + 0.15) / 3, matrix.Average, 1e-12);
        Assert.Equal((0.30 - 0.05 + (0.25 - 0.20)) / 2, matrix.Forgetting, 1e-12);
        Assert.Equal((0.30 - 0.10 + (0.25 - 0.20)) / 2, matrix.BackwardTransfer, 1e-12);
        Assert.Equal((0.10 + 0.20 + 0.15) / 3, matrix.Learning, 1e-12);
    }

    [Fact]
    public void The_five_figures_of_CLEAR_of_a_written_matrix()
    {
        var matrix = new AccuracyMatrix(new[,] { { 0.9, 0.6, 0.5 }, { 0.8, 0.95, 0.7 }, { 0.75, 0.85, 0.9 } });

        Assert.Equal((0.9 + 0.95 + 0.9) / 3, matrix.InDomain, 1e-12);
        Assert.Equal((0.6 + 0.7) / 2, matrix.NextDomain, 1e-12);
        Assert.Equal((0.9 + 0.8 + 0.95 + 0.75 + 0.85 + 0.9) / 6, matrix.Seen, 1e-12);
        Assert.Equal((0.8 + 0.75 + 0.85) / 3, matrix.Backward, 1e-12);
        Assert.Equal((0.6 + 0.5 + 0.7) / 3, matrix.Forward, 1e-12);
    }

    [Fact]
    public void Scores_that_are_odds_are_calibrated_and_fitting_a_line_makes_others_so()
    {
        var random = new Random(3);
        float[] odds = [.. Enumerable.Range(0, 4000).Select(_ => (float)(6 * random.NextDouble() - 3))];
        bool[] truth = [.. odds.Select(own => random.NextDouble() < 1 / (1 + Math.Exp(-own)))];
        float[] bent = [.. odds.Select(own => 5 * own + 4)];
        var (slope, offset) = PlattScaling.Fit(bent, truth);

        Assert.InRange(ScoreCalibration.Error(odds, truth), 0, 0.03);
        Assert.True(ScoreCalibration.Error(bent, truth) > 0.1);
        Assert.InRange(ScoreCalibration.Error([.. bent.Select(own => (float)(slope * own + offset))], truth), 0, 0.05);
    }

    [Fact]
    public void A_detector_without_worth_costs_1_and_a_perfect_one_nothing()
    {
        Assert.Equal(1, ScoreCalibration.MinimumCost([1, 1], [1, 1]), 1e-12);
        Assert.Equal(0, ScoreCalibration.MinimumCost([2, 3], [0, 1]), 1e-12);
    }
}
