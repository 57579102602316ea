using System.Globalization;
using System.Text.Json;
using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using GeoCore.Tests.Evaluation;

namespace GeoCore.Tests.Geolocation.Grids;

/// <summary>Ids and areas against the files that the reference libraries wrote.</summary>
public class GridGoldenTests
{
    [Fact]
    public void S2_leaves_ancestors_and_tokens_are_those_of_the_library()
    {
        var rows = GoldenRecall.File("cells.json").GetProperty("s2").GetProperty("rows").EnumerateArray().ToArray();
        Assert.Equal(9, rows.Length);
        Assert.All(rows, row =>
        {
            double longitude = row.Number("lon"), latitude = row.Number("lat");
            var leaf = CellHierarchy.S2.CellAt(longitude, latitude, S2CellId.MaximumLevel);
            Assert.Equal(Id(row.GetProperty("leaf_id_u64")), S2CellId.Of(leaf));
            foreach (var ancestor in row.GetProperty("parent_ids_u64").EnumerateObject())
            {
                var level = int.Parse(ancestor.Name, CultureInfo.InvariantCulture);
                var id = Id(ancestor.Value);
                var cell = CellHierarchy.S2.CellAt(longitude, latitude, level);
                var lowest = 1UL << (2 * (S2CellId.MaximumLevel - level));
                Assert.Equal(id, (S2CellId.Of(leaf) & (~lowest + 1)) | lowest);
                Assert.Equal(id, S2CellId.Of(leaf.AncestorAt(level)));
                Assert.Equal(id, S2CellId.Of(cell));
                Assert.True(S2CellId.TryParse(id, out var read) && read == cell);
            }

            foreach (var token in row.GetProperty("tokens").EnumerateObject())
            {
                var cell = leaf.AncestorAt(int.Parse(token.Name, CultureInfo.InvariantCulture));
                Assert.Equal(token.Value.GetString(), S2CellId.TokenOf(cell));
                Assert.True(S2CellId.TryParse(token.Value.GetString(), out var read) && read == cell);
            }
        });
    }

    [Fact]
    public void Healpix_cells_are_those_of_the_library()
    {
        var rows = GoldenRecall.File("cells.json").GetProperty("healpix_nested").GetProperty("rows").EnumerateArray().ToArray();
        Assert.Equal(10, rows.Length);
        int[] levels = [0, 6, 10, 11];
        Assert.All(rows, row => Assert.All(Enumerable.Range(0, levels.Length), i => Assert.Equal(
            row[2 + i].GetInt64(), CellHierarchy.Healpix.CellAt(row[1].GetDouble(), row[0].GetDouble(), levels[i]).Index)));
    }

    [Fact]
    public void Cells_of_latitude_and_longitude_have_the_golden_areas()
    {
        var rows = GoldenRecall.File("distances_and_areas.json").GetProperty("cell_areas").EnumerateArray().ToArray();
        var seen = 0;
        foreach (var row in rows)
        {
            double resolution = row[0].GetDouble(), south = row[1].GetDouble();
            var perDegree = (int)Math.Round(1 / resolution);
            if (Math.Abs(perDegree * resolution - 1) > 1e-12)
                continue; // cells that do not divide a degree
            var grid = LatLonGrid.OfCellsPerDegree(perDegree);
            var cell = grid.CellAt(0.5 * resolution, south + 0.5 * resolution);
            Assert.Equal(1, grid.AreaKm2(cell) / row[2].GetDouble(), 1e-9);
            seen++;
        }

        Assert.Equal(12, seen);
        Assert.Equal(1, LatLonGrid.OfCellsPerDegree(24).Areas.TotalKm2 / GreatCircle.SphereAreaKm2, 1e-9);
    }

    [Fact]
    public void The_cells_of_a_public_gallery_are_found_by_their_places()
    {
        // the file numbers its rows from the south
        var grid = LatLonGrid.OfCellsPerDegree(1);
        foreach (var row in GoldenRecall.File("gallery_prior_1deg.json").GetProperty("rows").EnumerateArray())
        {
            var (south, west) = Math.DivRem(row[0].GetInt32(), 360);
            Assert.Equal((179 - south) * 360 + west, grid.CellAt(west - 180 + 0.5, south - 90 + 0.5));
        }
    }

    [Theory]
    [InlineData("latlon:8640x4320", 37_324_800)]
    [InlineData("healpix:7", 196_608)]
    [InlineData("s2:3", 384)]
    public void A_grid_is_found_by_its_name(string name, int cells)
    {
        Assert.True(Grid.TryParse(name, out var grid));
        Assert.Equal((name, cells), (grid.Name, grid.Count));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("healpix")]
    [InlineData("healpix:14")]
    [InlineData("healpix:-1")]
    [InlineData("s2:15")]
    [InlineData("latlon:0x5")]
    [InlineData("latlon:100000x100000")]
    [InlineData("latlon:10")]
    [InlineData("h3:4")]
    public void Other_names_are_none(string? name) => Assert.False(Grid.TryParse(name, out _));

    [Theory]
    [InlineData(0UL)]
    [InlineData(6UL << 61 | 1)]
    [InlineData(2UL)]
    public void Bits_that_are_no_cell_are_refused(ulong id) => Assert.False(S2CellId.TryParse(id, out _));

    [Fact]
    public void Texts_that_are_no_token_are_refused() =>
        Assert.All(new[] { null, "", "x", "0", "12345678901234567", "-1", "f" }, token => Assert.False(S2CellId.TryParse(token, out _)));

    private static ulong Id(JsonElement text) => ulong.Parse(text.GetString()!, CultureInfo.InvariantCulture);
}
