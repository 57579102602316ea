using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Sources;
using GeoCore.Geolocation.Sources.Retrieval;
using GeoCore.Tests.Geolocation.Maps;

namespace GeoCore.Tests.Geolocation.Sources;

/// <summary>Priors, floors and temperatures.</summary>
public class PriorTests
{
    [Fact]
    public void Land_is_even_and_the_sea_a_twentieth_of_it()
    {
        var grid = NestedGrid.Healpix(1);
        double[] land = [.. Enumerable.Range(0, grid.Count).Select(cell => cell % 3 / 2.0)];
        var map = LocationPriors.Land(grid, land);
        Assert.Equal(Math.Log(0.05), map.LogDensity(0) - map.LogDensity(2), 1e-6);
        Assert.Equal(Math.Log(0.525), map.LogDensity(1) - map.LogDensity(2), 1e-6);
        Assert.Throws<ArgumentException>(() => LocationPriors.Land(grid, new double[3]));
        Assert.Throws<ArgumentException>(() => LocationPriors.Land(grid, [.. land.Select(x => 2 * x)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => LocationPriors.Land(grid, land, -1));
    }

    [Fact]
    public void People_make_density_by_a_power()
    {
        var grid = NestedGrid.Healpix(0);
        double[] persons = [.. Enumerable.Range(0, 12).Select(cell => 100.0 * cell)];
        Assert.Equal(0, LocationPriors.Population(grid, persons).Mass(0));
        var root = LocationPriors.Population(grid, persons, 0.5, 1);
        Assert.Equal(0.5 * Math.Log(301.0 / 101), root.LogDensity(3) - root.LogDensity(1), 1e-6);
        Assert.Throws<ArgumentException>(() => LocationPriors.Population(grid, [.. persons.Select(x => -x)]));
    }

    [Fact]
    public void Photographs_make_density_around_them()
    {
        var grid = NestedGrid.Healpix(4);
        var map = LocationPriors.Photographs(grid, new GalleryPlaces([10, 10.5, 100], [50, 50, -20]), cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(map.LogDensityAt(10, 50) > map.LogDensityAt(100, -20));
        Assert.Equal(1, map.Masses().Sum(), 1e-12);
    }

    [Fact]
    public void A_floor_lies_under_a_map_and_lifts_what_was_impossible()
    {
        var grid = NestedGrid.Healpix(2);
        var map = DensityMap.FromMasses(grid, [.. Enumerable.Range(0, grid.Count).Select(cell => cell < 10 ? 1.0 : 0)]);
        var floor = MapTests.Humps(grid, 1);
        var lifted = new DensityFloor(floor, 0.01).Under(map);
        Assert.All(Enumerable.Range(0, grid.Count), cell => Assert.Equal(0.99 * map.Mass(cell) + 0.01 * floor.Mass(cell), lifted.Mass(cell), 1e-7));
        Assert.Same(map, new DensityFloor(floor, 0).Under(map));
        Assert.Equal(1e-3, new DensityFloor(floor).Share);
        Assert.Throws<ArgumentException>(() => new DensityFloor(DensityMap.Uniform(NestedGrid.Healpix(1))).Under(map));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DensityFloor(floor, 1.5));
    }

    [Fact]
    public void The_temperature_of_an_overconfident_classifier_is_found()
    {
        // truths drawn from the softmax of the true logits; the classifier gives three times as much
        var random = new Random(6);
        const int rows = 20_000, classes = 4;
        var logits = new float[rows * classes];
        var truths = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            double[] real = [.. Enumerable.Range(0, classes).Select(_ => 3 * random.NextDouble())];
            var left = random.NextDouble() * real.Sum(Math.Exp);
            truths[row] = classes - 1;
            for (var k = 0; k < classes; k++)
            {
                logits[row * classes + k] = (float)(3 * real[k]);
                if ((left -= Math.Exp(real[k])) < 0)
                {
                    truths[row] = k;
                    left = double.PositiveInfinity;
                }
            }
        }

        var fit = TemperatureFit.Of(logits, truths);
        Assert.Equal(3, fit.Temperature, 0.15);
        Assert.True(fit.LogLoss < fit.UnchangedLogLoss);
        // nothing beside it is better
        foreach (var factor in new[] { 0.99f, 1.01f })
        {
            Assert.True(TemperatureFit.Of([.. logits.Select(logit => logit / (float)fit.Temperature * factor)], truths).UnchangedLogLoss > fit.LogLoss);
        }
    }

    [Fact]
    public void A_classifier_that_is_never_wrong_gets_the_coldest_and_one_that_knows_nothing_the_hottest_temperature()
    {
        Assert.InRange(TemperatureFit.Of([1, 0, 1, 0, 0, 1], [0, 0, 1]).Temperature, 0.0009, 0.05);
        Assert.InRange(TemperatureFit.Of([1, 0, 1, 0, 0, 1], [1, 1, 0]).Temperature, 900, 1100);
        Assert.Throws<ArgumentException>(() => TemperatureFit.Of([1, 2, 3], [0, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => TemperatureFit.Of([1, 2], [2]));
        Assert.Throws<ArgumentException>(() => TemperatureFit.Of([], []));
    }
}
