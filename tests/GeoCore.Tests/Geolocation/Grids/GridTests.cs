using CsCheck;
using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;

namespace GeoCore.Tests.Geolocation.Grids;

public class GridTests
{
    /// <summary>Two formulas of one distance differ by less, kilometres; the haversine is the worse one for opposite places.</summary>
    private const double Rounding = 1e-3;

    public static TheoryData<string> Names => ["latlon:36x18", "latlon:7x5", "latlon:1x1", "healpix:3", "healpix:0", "s2:3", "s2:0", "adaptive", "sparse"];

    internal static Grid Of(string name) => name switch
    {
        "adaptive" => Mixed(keepAll: true),
        "sparse" => Mixed(keepAll: false),
        _ => Grid.TryParse(name, out var grid) ? grid : throw new ArgumentException(name),
    };

    /// <summary>Cells of levels 1 to 3.</summary>
    private static AdaptiveGrid Mixed(bool keepAll)
    {
        var cells = new List<HierarchyCell>();
        for (var i = 0; i < CellHierarchy.Healpix.CountAt(1); i++)
        {
            var cell = new HierarchyCell(1, i);
            cells.AddRange(i % 3 == 0 ? [cell] : i % 3 == 1 ? cell.Children : cell.Children.SelectMany(child => child.Children));
        }

        return new AdaptiveGrid(CellHierarchy.Healpix, keepAll ? cells : cells.Where((_, i) => i % 4 != 0));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_cells_of_a_parallel_are_those_of_its_places(string name)
    {
        var grid = Of(name);
        double[] longitudes = [-180, -179.99, -90, -45.3, -1e-9, 0, 0.1, 12.5, 89.9, 90, 135, 179.99, 180, 270, -540.5];
        var cells = new int[longitudes.Length];
        foreach (var latitude in new[] { -90, -89.999, -60.1, -41.8, -12.3, 0, 7.7, 41.9, 75, 88.8, 90 })
        {
            grid.CellsAt(longitudes, latitude, cells);
            Assert.Equal(longitudes.Select(longitude => grid.CellAt(longitude, latitude)), cells);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Centres_lie_in_their_cells_and_areas_add_up(string name)
    {
        var grid = Of(name);
        for (var cell = 0; cell < grid.Count; cell++)
        {
            var (longitude, latitude) = grid.CentreOf(cell);
            Assert.Equal(cell, grid.CellAt(longitude, latitude));
            Assert.Equal(cell, grid.CellAt(longitude + 720, latitude));
            Assert.Equal(grid.AreaKm2(cell), grid.Areas.Km2(cell), 1e-9);
        }

        Assert.Equal(grid.Count, grid.Areas.Count);
        Assert.Equal(GreatCircle.SphereAreaKm2, grid.Areas.TotalKm2 + grid.ResidualKm2, 1e-3);
        Assert.Equal(name != "sparse", grid.IsComplete);
        Assert.Throws<ArgumentOutOfRangeException>(() => grid.CentreOf(grid.Count));
        Assert.Throws<ArgumentOutOfRangeException>(() => grid.AreaKm2(-1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Places_inside_a_cell_belong_to_it(string name)
    {
        var grid = Of(name);
        Gen.Select(Gen.Int[0, grid.Count - 1], Gen.Double[0.001, 0.999], Gen.Double[0.001, 0.999]).Sample((cell, x, y) =>
        {
            var (longitude, latitude) = grid.PointIn(cell, x, y);
            return grid.CellAt(longitude, latitude) == cell;
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Cells_within_a_distance_are_those_whose_centres_are(string name)
    {
        var grid = Of(name);
        Gen.Select(Gen.Double[-180, 180], Gen.OneOf(Gen.Double[-90, 90], Gen.Const(90.0), Gen.Const(-90.0)), Gen.OneOf(Gen.Double[0, 3000], Gen.Double[0, 21_000]))
            .Sample((longitude, latitude, radius) =>
            {
                var found = new List<int>();
                grid.CellsWithin(longitude, latitude, radius, found);
                return found.Distinct().Count() == found.Count && Enumerable.Range(0, grid.Count).All(cell =>
                {
                    var (lambda, phi) = grid.CentreOf(cell);
                    var distance = GreatCircle.DistanceKm(longitude, latitude, lambda, phi);
                    return found.Contains(cell) ? distance <= radius + Rounding : distance >= radius - Rounding;
                });
            }, iter: 200);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Neighbours_share_an_edge_and_know_each_other(string name)
    {
        var grid = Of(name);
        var found = new List<int>[grid.Count];
        var neighbours = new int[4];
        for (var cell = 0; cell < grid.Count; cell++)
        {
            found[cell] = [.. neighbours.Take(grid.EdgeNeighbours(cell, neighbours)).Distinct()];
            Assert.DoesNotContain(cell, found[cell].Where(_ => grid.Count > 1));
        }

        if (grid is AdaptiveGrid)
        {
            // of two neighbours the smaller names the larger
            var adaptive = (AdaptiveGrid)grid;
            for (var cell = 0; cell < grid.Count; cell++)
            {
                Assert.All(found[cell], other => Assert.True(adaptive.Cells[other].Level < adaptive.Cells[cell].Level || found[other].Contains(cell)));
            }
        }
        else if (grid.Count > 12)
        {
            Assert.All(Enumerable.Range(0, grid.Count), cell => Assert.All(found[cell], other => Assert.Contains(cell, found[other])));
        }

        if (grid is NestedGrid { Level: > 0 })
            Assert.All(found, list => Assert.Equal(4, list.Count));
    }

    [Theory]
    [InlineData("latlon:36x18")]
    [InlineData("healpix:2")]
    [InlineData("s2:2")]
    public void Outlines_run_counter_clockwise_without_a_jump(string name)
    {
        var grid = Of(name);
        for (var cell = 0; cell < grid.Count; cell++)
        {
            var outline = grid.BoundaryOf(cell, 4);
            Assert.Equal(16, outline.Length);
            Assert.All(outline, place => Assert.InRange(Math.Abs(place.Longitude - grid.CentreOf(cell).Longitude), 0, 180));
            if (outline.Any(place => Math.Abs(place.Latitude) == 90))
                continue; // around a pole a plane area says nothing
            var twice = 0.0;
            for (var i = 0; i < outline.Length; i++)
            {
                var (a, b) = (outline[i], outline[(i + 1) % outline.Length]);
                twice += a.Longitude * b.Latitude - b.Longitude * a.Latitude;
            }

            Assert.True(twice > 0 || Math.Abs(grid.CentreOf(cell).Latitude) > 60, $"cell {cell}");
        }
    }

    [Fact]
    public void An_antichain_refuses_what_is_none()
    {
        static AdaptiveGrid Make(params HierarchyCell[] cells) => new(CellHierarchy.S2, cells);
        Assert.Throws<ArgumentException>(() => Make());
        Assert.Throws<ArgumentException>(() => Make(new HierarchyCell(1, 0), new HierarchyCell(1, 0)));
        Assert.Throws<ArgumentException>(() => Make(new HierarchyCell(0, 0), new HierarchyCell(2, 5)));
        Assert.Throws<ArgumentException>(() => Make(new HierarchyCell(0, 6)));
        Assert.Throws<ArgumentException>(() => Make(new HierarchyCell(31, 0)));
    }

    [Fact]
    public void An_antichain_finds_its_cells_inside_and_around_others()
    {
        var grid = new AdaptiveGrid(CellHierarchy.S2, [new(2, 5), new(3, 24), new(1, 0)]);
        Assert.Equal([new HierarchyCell(1, 0), new(2, 5), new(3, 24)], grid.Cells);
        Assert.Equal(0, grid.CellOf(new HierarchyCell(4, 7)));
        Assert.Equal(-1, grid.CellOf(new HierarchyCell(0, 0)));
        Assert.Equal(-1, grid.CellOf(new HierarchyCell(2, 7)));
        Assert.Equal(0..3, grid.CellsIn(new HierarchyCell(0, 0)));
        Assert.Equal(1..3, grid.CellsIn(new HierarchyCell(1, 1)));
        Assert.Equal(0, grid.CellsIn(new HierarchyCell(2, 0)).GetOffsetAndLength(3).Length);
        Assert.Equal(0, grid.CellsIn(new HierarchyCell(0, 3)).GetOffsetAndLength(3).Length);
    }
}
