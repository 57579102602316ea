using GeoCore.Gdal;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Sources;
using GeoCore.Geolocation.Sources.Attributes;
using GeoCore.Geolocation.Sources.Rasters;
using GeoCore.Tests.Geolocation.Grids;
using GeoCore.Tests.Raster;
using GeoCore.Tests.RasterData;
using NetTopologySuite.Geometries;

namespace GeoCore.Tests.Geolocation.Sources;

public class RasterCellsTests
{
    /// <summary>A raster whose values are the latitudes of its rows.</summary>
    private static FunctionRaster Latitudes(int width, int height, double west = -180) =>
        new("EPSG:4326", new Envelope(west, west + 360, -90, 90), width, height, (_, _, _, row) => (float)(90 - (row + 0.5) * 180 / height));

    [Theory]
    [InlineData("healpix:3", 1440, -180.0)]
    [InlineData("healpix:3", 7200, -180.0)]
    [InlineData("s2:3", 1440, 0.0)]
    [InlineData("latlon:36x18", 720, 0.0)]
    [InlineData("healpix:5", 90, 0.0)]
    public void Means_are_those_of_the_pixels_in_the_cells(string name, int width, double west)
    {
        var grid = GridTests.Of(name);
        using var raster = Latitudes(width, width / 2, west);
        var means = RasterCells.Means(grid, raster, cancellationToken: TestContext.Current.CancellationToken);
        Assert.All(Enumerable.Range(0, grid.Count), cell =>
        {
            double[] latitudes = [.. Enumerable.Range(0, 400).Select(i => grid.PointIn(cell, (i % 20 + 0.5) / 20, (i / 20 + 0.5) / 20).Latitude)];
            // even steps in latitude are no even areas
            double[] weights = [.. latitudes.Select(latitude => grid is LatLonGrid ? Math.Cos(double.DegreesToRadians(latitude)) : 1)];
            Assert.Equal(latitudes.Zip(weights, (latitude, weight) => latitude * weight).Sum() / weights.Sum(), means[cell], 400.0 / width + 0.6);
        });
        // pixels are weighed by their areas, so the whole world's mean latitude is that of the equator
        Assert.Equal(0, Enumerable.Range(0, grid.Count).Sum(cell => means[cell] * grid.AreaKm2(cell)) / grid.Areas.TotalKm2, 0.05);
    }

    [Fact]
    public void A_fine_raster_is_read_in_steps_and_a_coarse_one_only_once_a_row()
    {
        using var fine = Latitudes(7200, 3600);
        RasterCells.Means(NestedGrid.Healpix(2), fine, cancellationToken: TestContext.Current.CancellationToken);
        Assert.InRange(fine.Reads.Count, 90, 400);
        using var coarse = Latitudes(8, 4);
        var means = RasterCells.Means(NestedGrid.Healpix(3), coarse, cancellationToken: TestContext.Current.CancellationToken);
        Assert.All(coarse.Reads.Values, count => Assert.InRange(count, 1, 2));
        Assert.All(Enumerable.Range(0, means.Length), cell => Assert.InRange(Math.Abs(means[cell] - NestedGrid.Healpix(3).CentreOf(cell).Latitude), 0, 30));
    }

    [Fact]
    public void Fractions_count_classes_and_leave_unknown_ground_out()
    {
        var grid = NestedGrid.Healpix(2);
        using var raster = new FunctionRaster(
            "EPSG:4326", new Envelope(-180, 180, -90, 90), 720, 360, (_, _, column, row) => row < 180 ? 1 : column < 360 ? float.NaN : 7);
        var fractions = RasterCells.Fractions(grid, raster, 2, value => value == 1 ? 1 : 0, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([0.25, 0.5], fractions.ClassMasses(DensityMap.Uniform(grid)), (a, b) => Math.Abs(a - b) < 0.01);
        Assert.Equal(1, fractions.Mean(grid.CellAt(10, 50), [0, 1], 9), 1e-9);
        Assert.Equal(9, fractions.Mean(grid.CellAt(-90, -50), [0, 1], 9), 1e-9);
        Assert.Throws<ArgumentException>(() => RasterCells.Fractions(grid, raster, 2, _ => 2, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Places_that_a_raster_does_not_reach_have_no_mean()
    {
        var grid = NestedGrid.Healpix(2);
        using var raster = new FunctionRaster("EPSG:4326", new Envelope(0, 90, 0, 45), 360, 180, (_, _, _, _) => 5);
        var means = RasterCells.Means(grid, raster, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(5, means[grid.CellAt(45, 20)], 1e-9);
        Assert.Equal(double.NaN, means[grid.CellAt(-90, -20)]);
        using var tilted = new FunctionRaster("EPSG:3035", new Envelope(4e6, 5e6, 2e6, 3e6), 10, 10, (_, _, _, _) => 5);
        Assert.Throws<ArgumentException>(() => RasterCells.Means(grid, tilted, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(() => RasterCells.Means(grid, raster, 1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_shipped_population_makes_a_prior_and_buckets()
    {
        Assert.SkipUnless(GdalLibrary.IsAvailable, "GDAL is not installed");
        var grid = NestedGrid.Healpix(5);
        using var raster = GdalRaster.Open(Path.Combine(ShippedRaster.Folder, "population.tif"));
        double[] persons = [.. RasterCells.Means(grid, raster, cancellationToken: TestContext.Current.CancellationToken).Select(mean => double.IsNaN(mean) ? 0 : mean)];
        var prior = LocationPriors.Population(grid, persons, leastPersonsPerKm2: 0.01);
        // the plain of the Ganges against the Pacific
        Assert.True(prior.LogDensityAt(80, 27) > prior.LogDensityAt(-150, -20) + Math.Log(1000));
        var buckets = RasterCells.Fractions(grid, raster, PopulationBuckets.Classes.Count, PopulationBuckets.IndexOf, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(buckets.Mean(grid.CellAt(-150, -20), [1, .. new double[9]], 1) > 0.99);
        Assert.True(buckets.Mean(grid.CellAt(80, 27), [0, 0, 0, 0, 1, 1, 1, 1, 1, 1], 0) > 0.9);
    }
}
