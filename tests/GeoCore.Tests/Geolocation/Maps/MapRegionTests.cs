using CsCheck;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Tests.Geolocation.Grids;

namespace GeoCore.Tests.Geolocation.Maps;

public class MapRegionTests
{
    /// <summary>Of the area of the sphere as a double, km².</summary>
    private const double Rounding = 1e-6;

    /// <summary>Few distinct densities, so that ties are many.</summary>
    private static DensityMap Tied(Grid grid, int levels)
    {
        var random = new Random(levels);
        return DensityMap.FromDensities(grid, [.. Enumerable.Range(0, grid.Count).Select(i => i == 0 ? levels : (double)random.Next(levels))]);
    }

    private static int[] Ranked(DensityMap map)
    {
        var values = map.Values.ToArray();
        return [.. Enumerable.Range(0, values.Length).Where(cell => values[cell] > float.NegativeInfinity).OrderByDescending(cell => values[cell]).ThenBy(cell => cell)];
    }

    public static TheoryData<string, int> Maps => new() { { "latlon:36x18", 0 }, { "latlon:36x18", 3 }, { "healpix:3", 0 }, { "healpix:3", 5 }, { "sparse", 0 }, { "s2:3", 1000 } };

    private static DensityMap MapOf(string name, int levels) => levels == 0 ? MapTests.Humps(GridTests.Of(name), 5) : Tied(GridTests.Of(name), levels);

    [Theory]
    [MemberData(nameof(Maps))]
    public void The_densest_cells_within_an_area_are_those_of_a_full_sort(string name, int levels)
    {
        var map = MapOf(name, levels);
        var ranked = Ranked(map);
        Gen.Double[0, 1.1].Sample(share =>
        {
            var budget = share * map.Grid.Areas.TotalKm2;
            var found = TopCells.ForArea(map, budget);
            var next = found.Cells.Count < ranked.Length ? map.Grid.Areas.Km2(ranked[found.Cells.Count]) : double.PositiveInfinity;
            return found.Cells.SequenceEqual(ranked.Take(found.Cells.Count).Order()) && Math.Abs(found.Mass - found.Cells.Sum(map.Mass)) < 1e-12
                && Math.Abs(found.AreaKm2 - found.Cells.Sum(map.Grid.Areas.Km2)) < 1e-4 && found.AreaKm2 <= budget + Rounding && found.AreaKm2 + next > budget - Rounding;
        });
    }

    [Theory]
    [MemberData(nameof(Maps))]
    public void The_fewest_cells_with_a_mass_are_those_of_a_full_sort(string name, int levels)
    {
        var map = MapOf(name, levels);
        var ranked = Ranked(map);
        Gen.Double[0, 1].Sample(mass =>
        {
            var found = TopCells.ForMass(map, mass);
            var last = found.Cells.Count == 0 ? 0 : map.Mass(ranked[found.Cells.Count - 1]);
            return found.Cells.SequenceEqual(ranked.Take(found.Cells.Count).Order()) && Math.Abs(found.Mass - found.Cells.Sum(map.Mass)) < 1e-12
                && found.Mass >= Math.Min(mass, 1) - 1e-9 && found.Mass - last <= mass + 1e-12;
        });
    }

    [Fact]
    public void Limits_at_the_ends_are_kept_and_others_refused()
    {
        var map = Tied(NestedGrid.Healpix(2), 4);
        Assert.Empty(TopCells.ForArea(map, 0).Cells);
        Assert.Empty(TopCells.ForMass(map, 0).Cells);
        Assert.Equal(Ranked(map).Length, TopCells.ForArea(map, double.MaxValue).Cells.Count);
        Assert.Equal(Ranked(map).Length, TopCells.ForMass(map, 1).Cells.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => TopCells.ForArea(map, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => TopCells.ForMass(map, 1.1));
    }

    [Fact]
    public void Cells_that_share_edges_are_one_region_across_the_antimeridian()
    {
        var grid = new LatLonGrid(12, 6);
        // three in a row over the antimeridian, one that only touches a corner of them, one far away
        int[] cells = [2 * 12 + 11, 2 * 12, 2 * 12 + 1, 3 * 12 + 2, 30 + 1];
        var masses = new double[grid.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            masses[cells[i]] = i + 1;
        }

        var map = DensityMap.FromMasses(grid, masses);
        var regions = MapRegion.Of(map, TopCells.ForMass(map, 1).Cells);
        Assert.Equal([[24, 25, 35], [31], [38]], regions.Select(region => region.Cells.ToArray()).OrderBy(region => region[0]));
        Assert.Equal(6 / 15.0, regions[0].Mass, 1e-7);
        Assert.Equal(25, regions[0].Peak);
        Assert.Equal(grid.AreaKm2(24) * 3, regions[0].AreaKm2, 1e-6);
        Assert.Equal(3, MapRegion.Count(map, cells));
    }

    [Theory]
    [InlineData("healpix:3")]
    [InlineData("s2:3")]
    [InlineData("adaptive")]
    [InlineData("latlon:36x18")]
    public void All_cells_of_a_complete_grid_are_one_region(string name)
    {
        var map = DensityMap.Uniform(GridTests.Of(name));
        Assert.Equal(1, MapRegion.Count(map, [.. Enumerable.Range(0, map.Grid.Count)]));
    }
}
