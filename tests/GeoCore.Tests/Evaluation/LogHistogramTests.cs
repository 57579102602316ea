using GeoCore.Evaluation;

namespace GeoCore.Tests.Evaluation;

public class LogHistogramTests
{
    [Fact]
    public void Areas_at_recalls_of_a_stream_are_those_of_all_queries_within_a_class()
    {
        var random = new Random(5);
        RankedQuery[] queries = [.. Enumerable.Range(0, 12_000).Select(i => new RankedQuery(
            $"q{i}", new RequiredArea(1e8 * Math.Pow(random.NextDouble(), 8), 1e5 * Math.Pow(random.NextDouble(), 3), 1, false), 0.2 + random.NextDouble()))];
        var accumulator = new RecallAccumulator();
        foreach (var query in queries)
        {
            accumulator.Add(query);
        }

        foreach (var variant in new[] { RecallVariant.Fractional, RecallVariant.Strict })
        {
            var (summary, curve) = (accumulator.Summarise(variant), new RecallAreaCurve(queries, variant));
            Assert.False(summary.AreasAreExact);
            Assert.All(summary.AreasAtRecall, at => Assert.Equal(1, at.AreaKm2 / curve.AreaAtRecall(at.Recall), 0.03));
            Assert.Equal(1, summary.MedianKm2 / curve.MedianKm2, 0.03);
            Assert.Equal(1, summary.GeometricMeanKm2 / curve.GeometricMeanKm2(), 1e-9);
            Assert.Equal(curve.At(1e6), accumulator.Areas(variant).ShareAt(1e6), 0.01);
        }
    }

    [Fact]
    public void As_long_as_every_query_is_held_the_areas_are_exact()
    {
        var accumulator = new RecallAccumulator();
        RankedQuery[] queries = [new("a", new(0, 10, 10, false)), new("b", new(30, 40, 40, false)), new("c", new(500, 10, 10, false))];
        foreach (var query in queries)
        {
            accumulator.Add(query);
        }

        var summary = accumulator.Summarise(RecallVariant.Fractional);
        Assert.True(summary.AreasAreExact);
        Assert.Equal(50, summary.MedianKm2);
        Assert.Equal(new RecallAreaCurve(queries).AreaAtRecall(0.5), summary.AreasAtRecall[0].AreaKm2);
        Assert.Equal(Math.Pow(5.0 * 50 * 505, 1 / 3.0), summary.GeometricMeanKm2, 1e-9);
    }

    [Fact]
    public void Nothing_at_all_is_a_class_of_its_own()
    {
        var accumulator = new RecallAccumulator();
        for (var i = 0; i < 10_001; i++)
        {
            accumulator.Add(new RankedQuery($"q{i}", default));
        }

        var summary = accumulator.Summarise(RecallVariant.Strict);
        Assert.Equal((0, 0), (summary.MedianKm2, summary.AreasAtRecall[3].AreaKm2));
        Assert.Equal(1, accumulator.Areas(RecallVariant.Strict).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => accumulator.Areas(RecallVariant.Strict).ValueAt(0));
    }
}
