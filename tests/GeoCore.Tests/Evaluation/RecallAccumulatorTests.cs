using CsCheck;
using GeoCore.Evaluation;

namespace GeoCore.Tests.Evaluation;

public class RecallAccumulatorTests
{
    private static RankedQuery[] Queries(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => new RankedQuery(
            $"q{i}", new RequiredArea(1e8 * Math.Pow(random.NextDouble(), 5), 1e4 * random.NextDouble(), 10, random.Next(20) == 0), 0.5 + random.NextDouble(), -20 * random.NextDouble()))];
    }

    private static RecallAccumulator Of(IEnumerable<RankedQuery> queries)
    {
        var accumulator = new RecallAccumulator();
        foreach (var query in queries)
        {
            accumulator.Add(query);
        }

        return accumulator;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(64)]
    public void Parts_merged_in_any_order_give_the_same_bits(int parts)
    {
        var queries = Queries(25_000, 1);
        var whole = Of(queries);
        var merged = new RecallAccumulator();
        foreach (var part in queries.Reverse().Chunk((queries.Length + parts - 1) / parts).Select(Of).Reverse())
        {
            merged.Merge(part);
        }

        foreach (var variant in Enum.GetValues<RecallVariant>())
        {
            var (a, b) = (whole.Summarise(variant), merged.Summarise(variant));
            Assert.Equal(a.Recalls, b.Recalls);
            Assert.Equal(a.AreasAtRecall, b.AreasAtRecall);
            Assert.Equal(a with { Recalls = [], AreasAtRecall = [] }, b with { Recalls = [], AreasAtRecall = [] });
        }

        Assert.Equal(QuerySample.Capacity, whole.Sample.Count);
        Assert.Equal(whole.Sample.Queries, merged.Sample.Queries);
    }

    [Fact]
    public void The_stream_agrees_with_the_curve_over_all_queries()
    {
        var queries = Queries(3000, 2);
        var accumulator = Of(queries);
        foreach (var variant in Enum.GetValues<RecallVariant>())
        {
            var curve = new RecallAreaCurve(queries, variant);
            var summary = accumulator.Summarise(variant);
            Assert.All(summary.Recalls, recall => Assert.Equal(curve.At(recall.AreaKm2), recall.Recall, 1e-12));
            Assert.Equal(curve.AucLinear, summary.AucLinear, 1e-12);
            Assert.Equal(curve.AucLog(), summary.AucLog, 1e-12);
            Assert.Equal(curve.ZeroDensityShare, summary.ZeroDensityShare, 1e-12);
        }
    }

    [Fact]
    public void The_standard_error_is_that_of_a_mean()
    {
        double[] recalls = [1, 0, 1, 1, 0];
        var accumulator = new RecallAccumulator([50]);
        for (var i = 0; i < recalls.Length; i++)
        {
            accumulator.Add(new RankedQuery($"q{i}", new RequiredArea(recalls[i] == 1 ? 0 : 100, 1, 1, false)));
        }

        var recall = accumulator.Summarise(RecallVariant.Strict).Recalls[0];
        Assert.Equal(0.6, recall.Recall, 1e-12);
        Assert.Equal(Math.Sqrt(0.6 * 0.4 / 5), recall.StandardError, 1e-12);
    }

    [Fact]
    public void An_exact_sum_forgets_the_order()
    {
        Gen.Double[-1e9, 1e9].Array[0, 50].Sample(values =>
        {
            ExactSum forward = default, backward = default;
            foreach (var value in values)
            {
                forward.Add(value);
            }

            foreach (var value in values.Reverse())
            {
                backward.Add(value);
            }

            return forward == backward && Math.Abs(forward.Value - values.Sum()) < 1e-4;
        });
        var sum = new ExactSum();
        Assert.Throws<ArgumentOutOfRangeException>(() => sum.Add(double.NaN));
        Assert.Throws<OverflowException>(() => sum.Add(1e30));
    }

    [Fact]
    public void Wrong_weights_and_unlike_accumulators_are_refused()
    {
        var accumulator = new RecallAccumulator();
        Assert.Throws<ArgumentException>(() => accumulator.Add(new RankedQuery("q", default, double.NaN)));
        Assert.Throws<ArgumentException>(() => accumulator.Add(new RankedQuery("q", default, 0)));
        Assert.Throws<ArgumentException>(() => accumulator.Merge(new RecallAccumulator([1])));
        Assert.Throws<InvalidOperationException>(() => accumulator.Summarise(RecallVariant.Strict));
        Assert.Throws<ArgumentException>(() => new RecallAreaCurve([]));
    }
}
