using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Sources.Attributes;
using GeoCore.Tests.Evaluation;
using GeoCore.Tests.Geolocation.Grids;
using GeoCore.Tests.Geolocation.Maps;

namespace GeoCore.Tests.Geolocation.Sources;

public class AttributeTests
{
    private static readonly double[] s_areas = [10, 20, 30, 40];

    /// <summary>Four cells of one area that have the golden masses: the worked numbers are about masses alone.</summary>
    private static AdaptiveGrid FourCells { get; } = new(CellHierarchy.Healpix, Enumerable.Range(0, 4).Select(i => new HierarchyCell(3, i)));

    private static double[] Normalised(IEnumerable<double> values)
    {
        double[] all = [.. values];
        return [.. all.Select(value => value / all.Sum())];
    }

    [Fact]
    public void Worked_numbers_of_classes_of_whole_cells_hold()
    {
        var golden = GoldenRecall.File("rva.json").GetProperty("attributes");
        double[] prior = golden.Numbers("prior"), probabilities = golden.Numbers("p_class_given_image");
        var fractions = ClassFractions.FromClasses(FourCells, 3, [.. golden.Numbers("cell_class").Select(k => (int)k)]);
        Assert.Equal(golden.Numbers("class_prior"), fractions.ClassMasses(prior), Near);

        var trained = DensityMap.FromMasses(FourCells, prior);
        var lookup = new AttributeSource("lookup", fractions, trained, AttributeReadOut.Lookup).ScoresOf(probabilities, TestContext.Current.CancellationToken);
        Assert.Equal(golden.Numbers("score_map_by_lookup_normalised"), Normalised(lookup), Near);
        Assert.Equal(golden.Numbers("score_map_by_lookup_area_weighted"), Normalised(lookup.Select((score, cell) => score * s_areas[cell])), Near);
        // the source's own class prior is that of a map in single precision
        var ratios = Ratios(fractions, probabilities, golden.Numbers("class_prior"));
        Assert.Equal(golden.Numbers("bayes_posterior"), Normalised(ratios.Select((ratio, cell) => ratio * prior[cell])), Near);
    }

    [Fact]
    public void Worked_numbers_of_fractions_of_cells_hold()
    {
        var golden = GoldenRecall.File("rva.json").GetProperty("attributes");
        double[] prior = golden.Numbers("prior"), probabilities = golden.Numbers("p_class_given_image");
        double[] table = [.. golden.GetProperty("class_fractions").EnumerateArray().SelectMany(row => row.EnumerateArray().Select(x => x.GetDouble()))];
        var fractions = ClassFractions.FromTable(FourCells, 3, table);
        Assert.Equal(golden.Numbers("class_prior_from_fractions"), fractions.ClassMasses(prior), Near);
        var ratios = Ratios(fractions, probabilities, golden.Numbers("class_prior_from_fractions"));
        Assert.Equal(golden.Numbers("bayes_posterior_fractions"), Normalised(ratios.Select((ratio, cell) => ratio * prior[cell])), Near);

        // the whole way through logits and maps in single precision
        var source = new AttributeSource("bayes", fractions, DensityMap.FromMasses(FourCells, prior));
        var map = source.Evaluate([.. probabilities.Select(p => (float)Math.Log(p))], TestContext.Current.CancellationToken);
        Assert.Equal(golden.Numbers("bayes_posterior_fractions"), map.Masses(), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(golden.Numbers("class_prior_from_fractions"), source.ClassPrior, (a, b) => Math.Abs(a - b) < 1e-7);
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-12;

    private static double[] Ratios(ClassFractions fractions, double[] probabilities, double[] classPrior)
    {
        double[] values = [.. probabilities.Zip(classPrior, (p, prior) => p / prior)];
        return [.. Enumerable.Range(0, 4).Select(cell => fractions.Mean(cell, values, 1))];
    }

    [Fact]
    public void Unknown_ground_keeps_its_prior_and_an_unseen_class_has_no_say()
    {
        var grid = NestedGrid.Healpix(0);
        int[] classes = [0, 0, 0, 0, 1, 1, 1, 1, -1, -1, -1, 2];
        var fractions = ClassFractions.FromClasses(grid, 3, classes);
        var prior = DensityMap.FromMasses(grid, [.. classes.Select(k => k == 2 ? 0.0 : 1.0)]);
        var source = new AttributeSource("s", fractions, prior);
        var scores = source.ScoresOf([0.8, 0.1, 0.1], TestContext.Current.CancellationToken);
        Assert.Equal(0.8 * 11 / 4, scores[0], 1e-6);
        Assert.Equal(0.1 * 11 / 4, scores[4], 1e-6);
        Assert.Equal([1, 1, 1, 1], scores[8..]);
        Assert.Equal(0, new AttributeSource("s", fractions, prior, AttributeReadOut.Lookup).ScoresOf([0.8, 0.1, 0.1], TestContext.Current.CancellationToken)[8]);
    }

    [Fact]
    public void A_predictor_that_says_nothing_leaves_the_prior()
    {
        var grid = NestedGrid.Healpix(3);
        var prior = MapTests.Humps(grid, 4);
        var fractions = ClassFractions.FromPlaces(grid, 5, (longitude, latitude) => (int)((longitude + 180) / 72.001), 3, TestContext.Current.CancellationToken);
        var source = new AttributeSource("s", fractions, prior);
        var map = source.Evaluate([.. source.ClassPrior.Select(p => (float)Math.Log(p))], TestContext.Current.CancellationToken);
        Assert.All(Enumerable.Range(0, grid.Count), cell => Assert.Equal(prior.LogDensity(cell), map.LogDensity(cell), 1e-5));
    }

    [Theory]
    [InlineData("healpix:3")]
    [InlineData("latlon:72x36")]
    [InlineData("s2:3")]
    public void Fractions_are_counted_at_places_spread_over_the_cells(string name)
    {
        var grid = GridTests.Of(name);
        // two halves of the world along the equator
        var fractions = ClassFractions.FromPlaces(grid, 2, (_, latitude) => latitude > 0 ? 1 : 0, 8, TestContext.Current.CancellationToken);
        Assert.Equal([0.5, 0.5], fractions.ClassMasses(DensityMap.Uniform(grid)), (a, b) => Math.Abs(a - b) < 5e-3);
        Assert.All(Enumerable.Range(0, grid.Count), cell => Assert.Equal(1, fractions.Mean(cell, [1, 1], 5), 1e-12));
        var north = grid.CellAt(10, 60);
        Assert.Equal(1, fractions.Mean(north, [0, 1], 0), 1e-12);
    }

    [Fact]
    public void Blurred_fractions_stay_fractions_and_mix_neighbours()
    {
        var grid = NestedGrid.Healpix(4);
        var classes = Enumerable.Range(0, grid.Count).Select(cell => grid.CentreOf(cell).Latitude > 0 ? 1 : 0).ToArray();
        var sharp = ClassFractions.FromClasses(grid, 2, classes);
        var blurred = sharp.Blurred(600, TestContext.Current.CancellationToken);
        Assert.Equal([0.5, 0.5], blurred.ClassMasses(DensityMap.Uniform(grid)), (a, b) => Math.Abs(a - b) < 0.03);
        Assert.All(Enumerable.Range(0, grid.Count), cell => Assert.Equal(1, blurred.Mean(cell, [1, 1], 7), 1e-9));
        Assert.InRange(blurred.Mean(grid.CellAt(45, 3), [0, 1], 0), 0.4, 0.8);
        Assert.InRange(blurred.Mean(grid.CellAt(45, 60), [0, 1], 0), 0.999, 1 + 1e-9);
        var same = sharp.Blurred(1, TestContext.Current.CancellationToken);
        Assert.All(Enumerable.Range(0, grid.Count), cell => Assert.Equal(sharp.Mean(cell, [0, 1], 0), same.Mean(cell, [0, 1], 0), 1e-9));
    }

    [Fact]
    public void Tables_that_are_no_fractions_are_refused()
    {
        var grid = NestedGrid.Healpix(0);
        Assert.Throws<ArgumentException>(() => ClassFractions.FromTable(grid, 2, new double[23]));
        Assert.Throws<ArgumentException>(() => ClassFractions.FromTable(grid, 2, [.. Enumerable.Repeat(0.6, 24)]));
        Assert.Throws<ArgumentException>(() => ClassFractions.FromTable(grid, 2, [.. Enumerable.Repeat(double.NaN, 24)]));
        Assert.Throws<ArgumentException>(() => ClassFractions.FromClasses(grid, 2, [.. Enumerable.Repeat(2, 12)]));
        Assert.Throws<ArgumentException>(() => ClassFractions.FromClasses(grid, 2, [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassFractions.FromTable(grid, 257, []));
        var fractions = ClassFractions.FromClasses(grid, 2, new int[12]);
        Assert.Throws<ArgumentException>(() => new AttributeSource("s", fractions, DensityMap.Uniform(NestedGrid.Healpix(1))));
        Assert.Throws<ArgumentException>(() => new AttributeSource("s", fractions, DensityMap.Uniform(grid)).ScoresOf([1], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(1e-9, 1)]
    [InlineData(1.0, 1)]
    [InlineData(1.001, 2)]
    [InlineData(300.0, 5)]
    [InlineData(9999.0, 8)]
    [InlineData(10_000.0, 8)]
    [InlineData(1e9, 9)]
    [InlineData(-1.0, -1)]
    [InlineData(double.NaN, -1)]
    public void Densities_of_people_have_buckets(double density, int bucket) => Assert.Equal(bucket, PopulationBuckets.IndexOf(density));

    [Fact]
    public void Land_cover_codes_have_classes_and_groups()
    {
        Assert.Equal(22, LandCover.Classes.Count);
        Assert.Equal(10, PopulationBuckets.Classes.Count);
        Assert.Equal(9, LandCover.Groups.Count);
        for (var i = 0; i < 22; i++)
        {
            Assert.Equal(i, LandCover.IndexOf(LandCover.Classes[i].Code));
        }

        Assert.Equal([0, 5, 6, 7, 11, 14, 14, 19], new[] { 12, 61, 72, 81, 122, 151, 153, 202 }.Select(LandCover.IndexOf));
        Assert.All(new[] { 0, 1, 13, 63, 154, 203, 221, 230, 255, -10 }, code => Assert.Equal(-1, LandCover.IndexOf(code)));
        string Group(int code) => LandCover.Groups[LandCover.GroupIndexOf(code)].Name;
        Assert.Equal(["cropland", "forest", "forest", "shrubs", "shrubs", "grass", "wetland", "urban", "water or ice", "sparse vegetation or lichens", "bare ground"],
            new[] { 40, 100, 170, 110, 121, 130, 180, 190, 220, 140, 201 }.Select(Group));
        Assert.Equal(-1, LandCover.GroupIndexOf(0));
    }
}
