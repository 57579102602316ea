using CsCheck;
using GeoCore.Geodesy;
using RasterData.Generator.Layers;
using RasterData.Generator.Population;

namespace GeoCore.Tests.RasterData;

public class PopulationSurfaceTests
{
    private static readonly WorldGrid s_grid = new(90, 45);
    private static readonly bool[] s_allLand = [.. Enumerable.Repeat(true, s_grid.Count)];
    private static readonly SpreadKernel s_kernel = new([(500, 0.25), (1800, 0.75)]);

    private static readonly Gen<Place> s_places = Gen.Select(Gen.Double[-180, 180], Gen.Double[-90, 90], Gen.Double[1, 1e7], (x, y, people) => new Place(x, y, people));

    [Fact]
    public void No_one_is_lost_anywhere_on_Earth() => Gen.Select(s_places.Array[1, 5], Gen.Bool.Array[s_grid.Count]).Sample((places, land) =>
    {
        var surface = new PopulationSurface(s_grid, land);
        surface.Add(places, s_kernel);
        Assert.Equal(1, Sum(surface.People) / places.Sum(place => place.Population), 1e-9);
        for (var i = 0; i < s_grid.Count; i++)
            Assert.True(surface.People[i] == 0 || surface.IsLand[i]);
    }, iter: 50);

    [Fact]
    public void The_surface_agrees_with_a_sum_over_all_cells() => s_places.Sample(place =>
    {
        var surface = new PopulationSurface(s_grid, s_allLand);
        surface.Add([place], s_kernel);
        var expected = new double[s_grid.Count];
        foreach (var (radius, share) in s_kernel.Discs)
        {
            var weights = Enumerable.Range(0, s_grid.Count).Select(cell => Weight(cell, place, radius)).ToArray();
            var sum = weights.Sum();
            for (var i = 0; i < weights.Length; i++)
                expected[i] += share * place.Population * weights[i] / sum;
        }

        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], surface.People[i], 1e-9 * place.Population);
    }, iter: 40);

    [Fact]
    public void Beyond_the_largest_disc_there_is_nobody()
    {
        var surface = new PopulationSurface(s_grid, s_allLand);
        var place = new Place(179.9, 71.3, 1000);
        surface.Add([place], s_kernel);
        for (var i = 0; i < s_grid.Count; i++)
        {
            var distance = GreatCircle.DistanceKm(place.Longitude, place.Latitude, s_grid.LongitudeOf(i % s_grid.Columns), s_grid.LatitudeOf(i / s_grid.Columns));
            Assert.Equal(distance < 1800, surface.People[i] > 0);
        }
    }

    [Fact]
    public void Density_is_people_by_area_with_the_digits_asked_for()
    {
        var surface = new PopulationSurface(s_grid, new bool[s_grid.Count]);
        surface.Add([new Place(10, 50, 123456)], new SpreadKernel([(600, 1)]));
        var cell = (s_grid.RowOf(50) * s_grid.Columns) + s_grid.ColumnOf(10);
        Assert.Equal(123456 / s_grid.CellKm2(cell / s_grid.Columns), surface.Density(23)[cell], 1e-4);
        var rounded = surface.Density(8)[cell];
        Assert.Equal(1, rounded / surface.Density(23)[cell], 1.0 / 512);
        Assert.Equal(0, BitConverter.SingleToInt32Bits(rounded) & ((1 << 15) - 1));
        Assert.Equal(s_grid.Count - 1, surface.Density(8).Count(float.IsNaN));
    }

    [Fact]
    public void A_disc_between_the_middles_of_cells_is_refused() =>
        Assert.Throws<ArgumentException>(() => new PopulationSurface(s_grid, s_allLand).Add([new Place(0, 0, 1)], new SpreadKernel([(50, 1)])));

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }

    private static double Weight(int cell, Place place, double radiusKm)
    {
        var distance = GreatCircle.DistanceKm(place.Longitude, place.Latitude, s_grid.LongitudeOf(cell % s_grid.Columns), s_grid.LatitudeOf(cell / s_grid.Columns));
        var ratio = Math.Sin(distance / Wgs84.MeanRadiusKm / 2) / Math.Sin(radiusKm / Wgs84.MeanRadiusKm / 2);
        return ratio < 1 ? Math.Pow(1 - (ratio * ratio), 2) * s_grid.CellKm2(cell / s_grid.Columns) : 0;
    }
}
