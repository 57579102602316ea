using GeoCore.Raster.Zonal;

namespace GeoCore.Tests.Raster.Zonal;

public class ZonalTallyTests
{
    private static readonly float[] s_values = [1, 2, 3, 4];
    private static readonly double[] s_coverage = [0.5, 0, 1, 0.25];
    private static readonly double[] s_areas = [10, 10, 10, 10];

    /// <summary>The example of the specification, T-10.</summary>
    [Fact]
    public void Cells_count_by_their_share()
    {
        var found = Of(new ZonalQuestion { Weights = ZonalWeights.Coverage });

        Assert.Equal((1.75, 1, 4), (found.Count, found.Minimum!.Value, found.Maximum!.Value));
        Assert.Equal(4.5 / 1.75, found.Mean!.Value, 12);
        Assert.Equal(4.5, found.Sum!.Value, 12);
        Assert.Equal(Math.Sqrt(((0.5 * 1) + 9 + (0.25 * 16)) / 1.75 - Math.Pow(4.5 / 1.75, 2)), found.StandardDeviation!.Value, 12);
        Assert.Equal((3, 3, 4), (found.Median!.Value, found.Majority!.Value, found.Minority!.Value));
        Assert.Equal((3, 3L, 0L, 17.5), (found.Unique, found.ValidPixels, found.MaskedPixels, found.AreaKm2));
    }

    [Fact]
    public void Cells_can_count_by_their_area_or_as_one()
    {
        var tally = new ZonalTally(new ZonalQuestion { Percentiles = [50] });
        tally.Add([1, 9], [1, 0.5], [1, 6]);
        var byArea = tally.Summarise();
        var asOne = Of(new ZonalQuestion { Weights = ZonalWeights.None });

        Assert.Equal((((1 * 1) + (9 * 3)) / 4.0, 9, 1.5, 28), (byArea.Mean!.Value, byArea.Median!.Value, byArea.Count, byArea.Integral));
        Assert.Equal((8.0 / 3, 3, 3L), (asOne.Mean!.Value, asOne.Count, asOne.ValidPixels));
    }

    [Fact]
    public void Nodata_counts_as_masked_and_a_zone_without_values_has_no_numbers()
    {
        var tally = new ZonalTally(new ZonalQuestion());
        tally.Add([float.NaN, float.NaN, 7], [1, 0.5, 0], [1, 1, 1]);
        var found = tally.Summarise();

        Assert.Equal((0L, 2L, 0, 0), (found.ValidPixels, found.MaskedPixels, found.ValidPercent, found.Count));
        Assert.Equal([null, null, null, null, null], new[] { found.Minimum, found.Mean, found.Median, found.Majority, found.Percentiles[0].Value });
        Assert.Empty(found.Histogram.Counts);
    }

    [Fact]
    public void Bins_are_of_equal_width_or_as_given_or_the_values_themselves()
    {
        var equal = Of(new ZonalQuestion { Weights = ZonalWeights.Coverage, Bins = 3 }).Histogram;
        var given = Of(new ZonalQuestion { Weights = ZonalWeights.Coverage, Edges = [0, 3, 3.5] }).Histogram;
        var values = Of(new ZonalQuestion { IsCategorical = true }).Histogram;

        Assert.Equal([0.5, 0, 1.25], equal.Counts);
        Assert.Equal([1, 2, 3, 4], equal.Edges);
        Assert.Equal([0.5, 1], given.Counts);
        Assert.Equal([5, 10], given.AreasKm2);
        Assert.Equal([1, 3, 4], values.Edges);
        Assert.Equal([0.5, 1, 0.25], values.Counts);
    }

    [Fact]
    public void Categories_are_few()
    {
        var tally = new ZonalTally(new ZonalQuestion { IsCategorical = true });
        var many = Enumerable.Range(0, ZonalCategoriesException.Most + 1).Select(number => (float)number).ToArray();
        double[] ones = [.. Enumerable.Repeat(1.0, many.Length)];
        tally.Add(many, ones, ones);

        Assert.Throws<ZonalCategoriesException>(tally.Summarise);
    }

    [Fact]
    public void Percentiles_are_values_that_occur()
    {
        var tally = new ZonalTally(new ZonalQuestion { Percentiles = [98, 0, 50, 100] });
        float[] values = [.. Enumerable.Range(1, 100).Select(number => (float)number)];
        double[] ones = [.. Enumerable.Repeat(1.0, 100)];
        tally.Add(values, ones, ones);

        Assert.Equal([98, 1, 50, 100], tally.Summarise().Percentiles.Select(percentile => percentile.Value!.Value));
    }

    private static ZonalStatistics Of(ZonalQuestion question)
    {
        var tally = new ZonalTally(question);
        tally.Add(s_values, s_coverage, s_areas);
        return tally.Summarise();
    }
}
