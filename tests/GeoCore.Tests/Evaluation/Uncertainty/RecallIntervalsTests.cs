using GeoCore.Evaluation;
using GeoCore.Evaluation.Uncertainty;

namespace GeoCore.Tests.Evaluation.Uncertainty;

public class RecallIntervalsTests
{
    private static readonly double[] s_budgets = [1e3, 1e5, 1e7];

    private static RecallAccumulator Of(int count, double exponent, int noise = 0, long? blocks = null)
    {
        var (random, other) = (new Random(1), new Random(noise));
        var accumulator = new RecallAccumulator(s_budgets);
        for (var i = 0; i < count; i++)
        {
            var area = Math.Pow(10, exponent * random.NextDouble() + (noise == 0 ? 0 : other.NextDouble() / 10));
            accumulator.Add(new RankedQuery($"q{i}", new RequiredArea(area, 100, 100, false), Block: i % blocks));
        }

        return accumulator;
    }

    [Fact]
    public void Intervals_stand_around_the_figures_of_the_summary()
    {
        var accumulator = Of(1000, 8);
        var (intervals, summary) = (RecallIntervals.Of(accumulator), accumulator.Summarise(RecallVariant.Fractional));
        Assert.Equal((1000, 1000), (intervals.Queries, intervals.Units));
        Assert.Equal(summary.Recalls.Select(recall => recall.Recall), intervals.Recalls.Select(recall => recall.Value));
        Assert.Equal(summary.AucLog, intervals.AucLog.Value);
        for (var i = 0; i < s_budgets.Length; i++)
        {
            var recall = intervals.Recalls[i];
            Assert.Equal(1, recall.StandardError / summary.Recalls[i].StandardError, 0.1);
            Assert.True(recall.Percentile.Low < recall.Value && recall.Value < recall.Percentile.High);
            Assert.Equal(recall.Percentile.Low, recall.BiasCorrected.Low, 0.3 * recall.StandardError);
            Assert.True(recall.Percentile.High - recall.Percentile.Low < 2 * intervals.DkwHalfHeight); // one budget is easier than all
        }
    }

    [Fact]
    public void A_stream_longer_than_its_sample_has_intervals_of_its_full_length()
    {
        var accumulator = Of(40_000, 8);
        var (intervals, summary) = (RecallIntervals.Of(accumulator, RecallVariant.Strict), accumulator.Summarise(RecallVariant.Strict));
        Assert.Equal((40_000, QuerySample.Capacity), (intervals.Queries, intervals.Units));
        for (var i = 0; i < s_budgets.Length; i++)
        {
            Assert.Equal(summary.Recalls[i].Recall, intervals.Recalls[i].Value);
            Assert.Equal(1, intervals.Recalls[i].StandardError / summary.Recalls[i].StandardError, 0.1);
            Assert.Equal(3.92, (intervals.Recalls[i].Percentile.High - intervals.Recalls[i].Percentile.Low) / summary.Recalls[i].StandardError, 0.4);
        }
    }

    [Fact]
    public void Queries_of_one_block_are_drawn_together()
    {
        Assert.Equal(30, RecallIntervals.Of(Of(900, 8, blocks: 30)).Units);
        Assert.Throws<ArgumentException>(() => RecallIntervals.Of(Of(900, 8, blocks: 1)));
    }

    [Fact]
    public void The_band_of_2997_queries_is_the_published_one() => Assert.Equal(0.0248, DkwBand.HalfHeight(2997), 5e-5);

    [Fact]
    public void The_band_holds_the_whole_curve_as_often_as_it_says_at_least()
    {
        var held = 0;
        for (var set = 0; set < 1000; set++)
        {
            var random = new Random(set);
            double[] areas = [.. Enumerable.Range(0, 100).Select(_ => random.NextDouble()).Order()];
            var height = DkwBand.HalfHeight(areas.Length);
            held += Enumerable.Range(0, areas.Length).All(i => areas[i] - i / 100.0 <= height && (i + 1) / 100.0 - areas[i] <= height) ? 1 : 0;
        }

        Assert.InRange(held, 930, 1000);
    }

    [Fact]
    public void A_paired_comparison_sees_what_two_intervals_would_hide()
    {
        var (first, second) = (Of(2000, 8, noise: 0), Of(2000, 8, noise: 3));
        var comparison = PairedComparison.Of(first, second);
        Assert.Equal((2000, 0), (comparison.Pairs, comparison.Unpaired));
        var (one, two) = (RecallIntervals.Of(first), RecallIntervals.Of(second));
        Assert.Equal(one.AucLog.Value - two.AucLog.Value, comparison.AucLog.Value, 1e-12);
        Assert.True(comparison.AucLog.BiasCorrected.Low > 0);
        Assert.True(two.AucLog.Percentile.High > one.AucLog.Percentile.Low);
        for (var i = 0; i < s_budgets.Length; i++)
        {
            Assert.Equal(one.Recalls[i].Value - two.Recalls[i].Value, comparison.Differences[i].Value, 1e-12);
            Assert.True(comparison.Band[i].High - comparison.Band[i].Low >= comparison.Differences[i].StandardError * 3.5);
        }
    }

    [Fact]
    public void Two_streams_of_the_same_queries_are_compared_over_all_of_them()
    {
        var (first, second) = (Of(40_000, 8), Of(40_000, 8, noise: 4));
        var comparison = PairedComparison.Of(first, second);
        Assert.Equal((QuerySample.Capacity, 0), (comparison.Pairs, comparison.Unpaired));
        var (one, two) = (first.Summarise(RecallVariant.Fractional), second.Summarise(RecallVariant.Fractional));
        Assert.Equal(one.AucLog - two.AucLog, comparison.AucLog.Value);
        Assert.Equal(one.Recalls[1].Recall - two.Recalls[1].Recall, comparison.Differences[1].Value);
        // the differences of 40 000 queries have half the error of those of 10 000
        var fewer = PairedComparison.Of(Of(10_000, 8), Of(10_000, 8, noise: 4));
        Assert.Equal(0.5, comparison.AucLog.StandardError / fewer.AucLog.StandardError, 0.05);
        Assert.Equal(0.5, (comparison.Band[1].High - comparison.Band[1].Low) / (fewer.Band[1].High - fewer.Band[1].Low), 0.1);
    }

    [Fact]
    public void A_system_does_not_differ_from_itself_and_strangers_are_left_out()
    {
        var comparison = PairedComparison.Of(Of(500, 8), Of(700, 8));
        Assert.Equal((500, 200), (comparison.Pairs, comparison.Unpaired));
        Assert.All(comparison.Differences, difference => Assert.Equal((0, 0), (difference.Value, difference.StandardError)));
        Assert.All(comparison.Band, band => Assert.Equal(new Interval(0, 0), band));
    }

    [Fact]
    public void What_cannot_be_compared_is_refused()
    {
        var first = Of(10, 8);
        Assert.Throws<ArgumentException>(() => PairedComparison.Of(first, new RecallAccumulator([1])));
        Assert.Throws<ArgumentException>(() => PairedComparison.Of(first, new RecallAccumulator(s_budgets)));
        var heavier = new RecallAccumulator(s_budgets);
        heavier.Add(new RankedQuery("q0", default, 2));
        heavier.Add(new RankedQuery("q1", default, 1));
        Assert.Contains("q0", Assert.Throws<ArgumentException>(() => PairedComparison.Of(first, heavier)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => DkwBand.HalfHeight(0));
    }
}
