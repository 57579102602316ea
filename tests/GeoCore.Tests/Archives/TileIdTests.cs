using CsCheck;
using GeoCore.Archives;
using GeoCore.Tiling;
using NetTopologySuite.Geometries;

namespace GeoCore.Tests.Archives;

public class TileIdTests
{
    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 0, 0, 1)]
    [InlineData(1, 0, 1, 2)]
    [InlineData(1, 1, 1, 3)]
    [InlineData(1, 1, 0, 4)]
    [InlineData(2, 0, 0, 5)]
    [InlineData(12, 3423, 1763, 19_078_479)]
    public void Numbers_are_those_of_the_specification(int z, int x, int y, long id)
    {
        Assert.Equal(id, TileId.Of(new TileIndex(z, x, y)));
        Assert.Equal(new TileIndex(z, x, y), TileId.ToTile(id));
    }

    [Fact]
    public void Every_number_of_a_zoom_is_one_tile_and_neighbours_on_the_curve_are_neighbours_on_the_map()
    {
        var tiles = Enumerable.Range((int)TileId.FirstOf(5), 1 << 10).Select(id => TileId.ToTile(id)).ToList();
        Assert.Equal(1 << 10, tiles.Distinct().Count());
        Assert.All(tiles, tile => Assert.Equal(5, tile.Z));
        Assert.All(tiles.Zip(tiles.Skip(1)), pair => Assert.Equal(1, Math.Abs(pair.First.X - pair.Second.X) + Math.Abs(pair.First.Y - pair.Second.Y)));
    }

    [Fact]
    public void A_number_leads_back_to_its_tile_at_every_zoom() =>
        Gen.Select(Gen.Int[0, 24], Gen.Int[0, (1 << 24) - 1], Gen.Int[0, (1 << 24) - 1])
            .Select((z, x, y) => new TileIndex(z, x & ((1 << z) - 1), y & ((1 << z) - 1)))
            .Sample(tile => TileId.ToTile(TileId.Of(tile)) == tile);

    [Fact]
    public void The_curve_visits_exactly_the_tiles_of_a_box_in_ascending_order()
    {
        var range = TileRange.Of(6, new Envelope(5.2, 40.1, -20, 55));
        var tiles = range.AlongCurve().ToList();
        Assert.Equal(range.Count, tiles.Count);
        Assert.All(tiles, tile => Assert.True(tile.X >= range.West && tile.X <= range.East && tile.Y >= range.North && tile.Y <= range.South));
        Assert.Equal(tiles.Select(TileId.Of).Order(), tiles.Select(TileId.Of));
    }

    [Fact]
    public void A_box_that_ends_at_an_edge_of_tiles_does_not_touch_the_next() =>
        Assert.Equal(new TileRange(1, 0, 0, 0, 0), TileRange.Of(1, new Envelope(-180, 0, 0, 85)));
}
