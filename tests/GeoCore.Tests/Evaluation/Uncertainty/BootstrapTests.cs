using GeoCore.Evaluation;
using GeoCore.Evaluation.Uncertainty;

namespace GeoCore.Tests.Evaluation.Uncertainty;

public class BootstrapTests
{
    [Fact]
    public void Percentile_intervals_cover_the_true_recall_as_often_as_they_say()
    {
        // G even on 0 to 100 km² and T = 20 km²: recall at a is the mean of clamp((a − G) / 20, 0, 1)
        double[] budgets = [30, 50, 90];
        double[] truth = [0.2, 0.4, 0.8];
        const int sets = 1000, queries = 300;
        var covered = new int[budgets.Length];
        Parallel.For(0, sets, set =>
        {
            var random = new Random(set);
            var values = new double[queries * budgets.Length];
            for (var query = 0; query < queries; query++)
            {
                var area = new RequiredArea(100 * random.NextDouble(), 20, 20, false);
                for (var k = 0; k < budgets.Length; k++)
                {
                    values[query * budgets.Length + k] = area.RecallAt(budgets[k], RecallVariant.Fractional);
                }
            }

            var units = ResampledUnits.Of(values, [.. Enumerable.Repeat(1.0, queries)]);
            var bootstrap = new Bootstrap(units, new BootstrapOptions(Resamples: 499, Seed: set, Threads: 1));
            for (var k = 0; k < budgets.Length; k++)
            {
                if (bootstrap.Percentile(k).Contains(truth[k]))
                {
                    Interlocked.Increment(ref covered[k]);
                }
            }
        });
        Assert.All(covered, count => Assert.InRange(count, 0.93 * sets, 0.97 * sets));
    }

    [Fact]
    public void Neither_threads_nor_the_day_change_a_bit()
    {
        var random = new Random(1);
        double[] values = [.. Enumerable.Range(0, 500).Select(_ => random.NextDouble())];
        double[] weights = [.. Enumerable.Range(0, 100).Select(_ => 1 + random.NextDouble())];
        var units = ResampledUnits.Of(values, weights);
        var (one, many) = (new Bootstrap(units, new BootstrapOptions(Threads: 1)), new Bootstrap(units, new BootstrapOptions(Threads: 7)));
        for (var figure = 0; figure < 5; figure++)
        {
            Assert.Equal(one.Percentile(figure), many.Percentile(figure));
            Assert.Equal(one.BiasCorrected(figure), many.BiasCorrected(figure));
            Assert.NotEqual(one.Percentile(figure), new Bootstrap(units, new BootstrapOptions(Seed: 2)).Percentile(figure));
        }
    }

    [Fact]
    public void The_standard_error_is_that_of_a_mean()
    {
        var random = new Random(3);
        double[] values = [.. Enumerable.Range(0, 1000).Select(_ => random.NextDouble())];
        var bootstrap = new Bootstrap(ResampledUnits.Of(values, [.. Enumerable.Repeat(1.0, 1000)]), new BootstrapOptions(Resamples: 4000));
        var deviation = Math.Sqrt(values.Select(value => (value - values.Average()) * (value - values.Average())).Average());
        Assert.Equal(1, bootstrap.StandardError(0) / (deviation / Math.Sqrt(1000)), 0.05); // 4.5 standard errors of 4000 draws
        Assert.Equal(values.Average(), bootstrap.Estimates[0], 1e-12);
    }

    [Fact]
    public void The_corrected_interval_of_a_skewed_mean_lies_to_the_side_of_its_tail()
    {
        var random = new Random(4);
        double[] values = [.. Enumerable.Range(0, 40).Select(_ => Math.Pow(random.NextDouble(), 8))];
        var bootstrap = new Bootstrap(ResampledUnits.Of(values, [.. Enumerable.Repeat(1.0, 40)]), new BootstrapOptions(Resamples: 4000));
        var (plain, corrected) = (bootstrap.Percentile(0), bootstrap.BiasCorrected(0));
        Assert.True(corrected.Low > plain.Low && corrected.High > plain.High);
    }

    [Fact]
    public void Without_skewness_the_corrected_interval_is_nearly_the_percentile_interval()
    {
        double[] values = [.. Enumerable.Range(0, 201).Select(i => i / 200.0)];
        var bootstrap = new Bootstrap(ResampledUnits.Of(values, [.. Enumerable.Repeat(1.0, 201)]), new BootstrapOptions(Resamples: 8000));
        Assert.Equal(bootstrap.Percentile(0).Low, bootstrap.BiasCorrected(0).Low, 4e-3); // a fifth of the standard error
        Assert.Equal(bootstrap.Percentile(0).High, bootstrap.BiasCorrected(0).High, 4e-3);
    }

    [Fact]
    public void Blocks_are_drawn_whole_so_that_clustered_queries_count_as_few()
    {
        var random = new Random(5);
        // 20 places, each with 50 queries that all meet the same fate
        bool[] found = [.. Enumerable.Range(0, 20).Select(_ => random.Next(2) == 0)];
        double[] values = [.. Enumerable.Range(0, 1000).Select(i => found[i % 20] ? 1.0 : 0)];
        double[] weights = [.. Enumerable.Repeat(1.0, 1000)];
        var independent = new Bootstrap(ResampledUnits.Of(values, weights)).StandardError(0);
        var units = ResampledUnits.Of(values, weights, [.. Enumerable.Range(0, 1000).Select(i => (long)(i % 20))]);
        Assert.Equal(20, units.Count);
        Assert.Equal(Math.Sqrt(50), new Bootstrap(units).StandardError(0) / independent, 0.1 * Math.Sqrt(50));
    }

    [Fact]
    public void A_simultaneous_band_holds_everywhere_as_often_as_it_says_and_is_wider_than_pointwise_intervals()
    {
        const int sets = 300, queries = 100, figures = 12;
        var (everywhere, wider) = (0, 0);
        Parallel.For(0, sets, set =>
        {
            var random = new Random(set);
            // recall curves at twelve budgets: strongly correlated figures
            double[] values = [.. Enumerable.Range(0, queries).Select(_ => random.NextDouble()).SelectMany(at => Enumerable.Range(1, figures).Select(k => at * 13 <= k ? 1.0 : 0))];
            var bootstrap = new Bootstrap(ResampledUnits.Of(values, [.. Enumerable.Repeat(1.0, queries)]), new BootstrapOptions(Resamples: 300, Seed: set, Threads: 1));
            var band = bootstrap.Simultaneous(figures);
            if (band.Select((interval, i) => interval.Contains((i + 1) / 13.0)).All(holds => holds))
            {
                Interlocked.Increment(ref everywhere);
            }

            if (band.Select((interval, i) => interval.High - interval.Low > bootstrap.Percentile(i).High - bootstrap.Percentile(i).Low).All(isWider => isWider))
            {
                Interlocked.Increment(ref wider);
            }
        });
        Assert.InRange(everywhere, 0.90 * sets, 0.99 * sets);
        Assert.Equal(sets, wider);
    }

    [Fact]
    public void A_figure_that_never_varies_has_no_width()
    {
        var bootstrap = new Bootstrap(ResampledUnits.Of([1, 0.5, 1, 0.7, 1, 0.2], [1, 1, 1]));
        Assert.Equal(new Interval(1, 1), bootstrap.Percentile(0));
        Assert.Equal(new Interval(1, 1), bootstrap.BiasCorrected(0));
        Assert.Equal(new Interval(1, 1), bootstrap.Simultaneous(2)[0]);
    }

    [Fact]
    public void The_normal_distribution_is_the_tabulated_one()
    {
        Assert.Equal(0.975, NormalDistribution.Cumulative(1.959963984540054), 1e-14);
        Assert.Equal(0.0013498980316300933, NormalDistribution.Cumulative(-3), 1e-15);
        Assert.Equal((0, 1), (NormalDistribution.Cumulative(-40), NormalDistribution.Cumulative(40)));
        foreach (var share in new[] { 1e-6, 0.025, 0.5, 0.9, 0.999999 })
        {
            Assert.Equal(share, NormalDistribution.Cumulative(NormalDistribution.Quantile(share)), 1e-14);
        }
    }

    [Fact]
    public void A_cancelled_bootstrap_ends()
    {
        var units = ResampledUnits.Of([1, 2], [1, 1]);
        Assert.Throws<OperationCanceledException>(() => new Bootstrap(units, new BootstrapOptions { CancellationToken = new CancellationToken(canceled: true) }));
    }

    [Fact]
    public void Wrong_options_and_sizes_are_named()
    {
        var units = ResampledUnits.Of([1, 2], [1, 1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bootstrap(units, new BootstrapOptions(Resamples: 99)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bootstrap(units, new BootstrapOptions(Level: 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bootstrap(units, new BootstrapOptions(Threads: 0)));
        Assert.Throws<ArgumentException>(() => new Bootstrap(ResampledUnits.Of([1, 2], [1, 1], [7, 7])));
        Assert.Throws<ArgumentException>(() => ResampledUnits.Of([1, 2, 3], [1, 1]));
        Assert.Throws<ArgumentException>(() => ResampledUnits.Of([1, 2], [1, 0]));
        Assert.Throws<ArgumentException>(() => ResampledUnits.Of([1, 2], [1, 1], [7]));
    }
}
