using GeoCore.Evaluation;
using GeoCore.Evaluation.Calibration;

namespace GeoCore.Tests.Evaluation.Calibration;

public class ConformalThresholdTests
{
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.1)]
    [InlineData(0.2)]
    public void Regions_hold_exchangeable_truths_as_often_as_asked_for_though_the_maps_are_too_sure(double miss)
    {
        // many calibrations of 99 queries and one new query each: the guarantee is about both together
        const int sets = 4000, calibration = 99;
        var masses = Belief.Masses(Belief.Queries(4000, 0.3, 1));
        var random = new Random(2);
        var covered = 0;
        for (var set = 0; set < sets; set++)
        {
            var drawn = random.GetItems(masses, calibration + 1);
            covered += drawn[^1] <= ConformalThreshold.Plain(drawn.AsSpan(0, calibration), miss) ? 1 : 0;
        }

        Assert.Equal(1 - miss, (double)covered / sets, 4 * Math.Sqrt(miss * (1 - miss) / sets) + 0.002); // values that occur twice
    }

    [Fact]
    public void A_region_of_the_threshold_holds_every_truth_that_the_threshold_counts_and_costs_what_it_costs()
    {
        var threshold = ConformalThreshold.Plain(Belief.Masses(Belief.Queries(500, 0.5, 3)), 0.1);
        var accumulator = new CoverageAccumulator();
        foreach (var query in Belief.Queries(1500, 0.5, 4))
        {
            var map = query.LogDensities.Span;
            var region = SearchRegion.Of(map, Belief.Areas, threshold);
            var isCovered = region.Contains(map[query.TruthCell]);
            Assert.True(isCovered || HighestDensityMass.Of(map, Belief.Areas, query.TruthCell) > threshold);
            accumulator.Add(region.AreaKm2, isCovered);
        }

        var summary = accumulator.Summarise();
        Assert.Equal(0.9, summary.Coverage, 4 * Math.Sqrt(0.09 / 1500 + 0.09 / 500));
        Assert.InRange(summary.MeanAreaKm2, 0.3 * Belief.Areas.TotalKm2, 0.95 * Belief.Areas.TotalKm2);
        Assert.Equal(1, summary.MedianAreaKm2 / summary.MeanAreaKm2, 0.1);
        Assert.Equal(0.3 / Math.Sqrt(1500), summary.StandardError, 0.002);
    }

    [Fact]
    public void Strata_are_covered_each_where_a_common_threshold_fails_one()
    {
        var (urban, rural) = (Belief.Masses(Belief.Queries(2000, 0.9, 5)), Belief.Masses(Belief.Queries(2000, 0.2, 6)));
        double Coverage(double[] masses, double threshold) => masses[1000..].Count(mass => mass <= threshold) / 1000.0;
        var common = ConformalThreshold.Plain([.. urban[..1000], .. rural[..1000]], 0.2);
        var each = ConformalThreshold.Mondrian([.. urban[..1000].Select(mass => ("urban", mass)), .. rural[..1000].Select(mass => ("rural", mass))], 0.2);
        Assert.True(Coverage(rural, common) < 0.74);
        Assert.Equal(0.8, Coverage(urban, each["urban"]), 0.07); // 4 standard errors of both halves
        Assert.Equal(0.8, Coverage(rural, each["rural"]), 0.07);
        Assert.False(each.ContainsKey("lunar"));
    }

    [Fact]
    public void Weights_keep_the_promise_where_rural_queries_become_frequent()
    {
        var (urban, rural) = (Belief.Masses(Belief.Queries(3000, 0.9, 7)), Belief.Masses(Belief.Queries(2000, 0.2, 8)));
        // 9 of 10 calibration queries are urban, 1 of 10 new ones is
        double[] masses = [.. urban[..1800], .. rural[..200]];
        double[] weights = [.. Enumerable.Repeat(1 / 9.0, 1800), .. Enumerable.Repeat(9.0, 200)];
        double Coverage(double threshold) => 0.1 * urban[1800..].Count(mass => mass <= threshold) / 1200 + 0.9 * rural[200..].Count(mass => mass <= threshold) / 1800;
        Assert.True(Coverage(ConformalThreshold.Plain(masses, 0.2)) < 0.7);
        Assert.Equal(0.8, Coverage(ConformalThreshold.Weighted(masses, weights, 9, 0.2)), 0.1);
    }

    [Fact]
    public void Ranks_are_those_of_the_formula()
    {
        double[] masses = [0.9, 0.1, 0.5, 0.3, 0.7, 0.2, 0.4, 0.6, 0.8];
        Assert.Equal(0.9, ConformalThreshold.Plain(masses, 0.1)); // ⌈10 · 0.9⌉ = 9, not 10 by rounding
        Assert.Equal(1, ConformalThreshold.Plain(masses, 0.05));
        Assert.Equal(0.5, ConformalThreshold.Plain(masses, 0.5));
        Assert.Equal(1, ConformalThreshold.Plain([], 0.5));
        double[] equal = [.. Enumerable.Repeat(2.0, 9)];
        foreach (var miss in new[] { 0.1, 0.3, 0.5, 0.85 })
        {
            Assert.Equal(ConformalThreshold.Plain(masses, miss), ConformalThreshold.Weighted(masses, equal, 2, miss));
        }

        Assert.Equal(1, ConformalThreshold.Weighted(masses, equal, 1e9, 0.1)); // a query from nowhere known
        Assert.Throws<ArgumentOutOfRangeException>(() => ConformalThreshold.Plain(masses, 0));
        Assert.Throws<ArgumentException>(() => ConformalThreshold.Weighted(masses, [1], 1, 0.1));
        Assert.Throws<ArgumentException>(() => ConformalThreshold.Weighted(masses, equal, -1, 0.1));
    }

    [Fact]
    public void Merged_coverage_is_the_same_to_the_bit()
    {
        var random = new Random(9);
        var queries = Enumerable.Range(0, 300).Select(_ => (Area: 1e6 * random.NextDouble(), IsCovered: random.Next(3) > 0, Weight: 0.1 + random.NextDouble())).ToArray();
        static CoverageAccumulator Of(IEnumerable<(double Area, bool IsCovered, double Weight)> queries)
        {
            var accumulator = new CoverageAccumulator();
            foreach (var (area, isCovered, weight) in queries)
            {
                accumulator.Add(area, isCovered, weight);
            }

            return accumulator;
        }

        var merged = new CoverageAccumulator();
        foreach (var part in queries.Chunk(7).Reverse())
        {
            merged.Merge(Of(part));
        }

        Assert.Equal(Of(queries).Summarise(), merged.Summarise());
        Assert.Throws<ArgumentOutOfRangeException>(() => merged.Add(double.NaN, true));
        Assert.Throws<InvalidOperationException>(() => new CoverageAccumulator().Summarise());
    }
}
