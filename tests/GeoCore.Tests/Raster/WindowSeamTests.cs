using GeoCore.Raster;
using GeoCore.Tiling;
using NetTopologySuite.Geometries;

namespace GeoCore.Tests.Raster;

public sealed class WindowSeamTests
{
    public static TheoryData<string, double, double, double, double, int, double, double> Sources => new()
    {
        // the last three: native zoom, and a place inside
        { "EPSG:4326", -180, 180, -90, 90, 2, 11, 47 },
        { "EPSG:4326", 0, 360, -90, 90, 2, -0.1, -20 },
        { "EPSG:4326", 170, 190, -60, -30, 6, 179.9, -45 },
        { "EPSG:3857", -20037508.342789244, 20037508.342789244, -20037508.342789244, 20037508.342789244, 2, 11, 47 },
        { "EPSG:32632", 300000, 900000, 5000000, 5600000, 7, 9.5, 47.5 },
        { "EPSG:3031", -4000000, 4000000, -4000000, 4000000, 4, 179.9, -75 },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public void Four_tiles_are_one_window_bit_for_bit(string crs, double west, double east, double south, double north, int native, double longitude, double latitude)
    {
        using var source = new FunctionRaster(
            crs, new Envelope(west, east, south, north), 1024, 700, (band, level, column, row) => (column * 7 + row) % 41 == 0 ? float.NaN : FunctionRaster.Noise(band, level, column, row));
        var cache = new BlockCache(1 << 26);
        var set = TileMatrixSets.WebMercatorQuad;
        foreach (var z in new[] { 0, native - 1, native, native + 1, native + 3 })
        {
            var tile = set.Locate(longitude, latitude, z).Tile;
            // tiles of 64 pixels do as well; those of 80 begin within a square of the scattered sampler
            foreach (var (pixels, x, y) in z == native ? [(64, tile.X & ~1, tile.Y & ~1), (80, Math.Max(0, tile.X - 1), Math.Max(0, tile.Y - 1))] : new[] { (64, tile.X & ~1, tile.Y & ~1) })
            {
                var one = set.GetGrid(new TileIndex(z, x, y), pixels) with { Width = 2 * pixels, Height = 2 * pixels };
                foreach (var resampling in Enum.GetValues<Resampling>())
                {
                    var whole = Warped.Ours(source, one, resampling, cache);
                    for (var quarter = 0; quarter < 4; quarter++)
                    {
                        int left = quarter % 2 * pixels, top = quarter / 2 * pixels;
                        var part = Warped.Ours(source, one with { Column = one.Column + left, Row = one.Row + top, Width = pixels, Height = pixels }, resampling, cache);
                        for (var row = 0; row < pixels; row++)
                        {
                            Assert.True(
                                Bits(whole.AsSpan((top + row) * 2 * pixels + left, pixels)).SequenceEqual(Bits(part.AsSpan(row * pixels, pixels))),
                                $"{crs} {resampling} zoom {z}, quarter {quarter}, row {row}");
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void The_level_follows_the_zoom_and_not_the_window()
    {
        using var source = new FunctionRaster("EPSG:4326", new Envelope(-180, 180, -90, 90), 4096, 2048, FunctionRaster.Noise);
        var warper = new RasterWarper(source, new BlockCache(1 << 20));
        Assert.Equal([4, 3, 2, 1, 0, 0], Enumerable.Range(0, 6).Select(z => warper.LevelFor(Warped.Tile(z, 0, 0))));
        for (var x = 0; x < 8; x++)
        {
            Assert.Equal(1, warper.LevelFor(Warped.Tile(3, x, x)));
        }
    }

    [Fact]
    public void A_raster_around_a_pole_has_levels_in_web_mercator()
    {
        using var source = new FunctionRaster("EPSG:3031", new Envelope(-4e6, 4e6, -4e6, 4e6), 4096, 4096, FunctionRaster.Noise);
        var warper = new RasterWarper(source, new BlockCache(1 << 20));
        var levels = Enumerable.Range(0, 8).Select(z => warper.LevelFor(Warped.Tile(z, 0, 0))).ToArray();
        Assert.Equal(levels.OrderDescending(), levels);
        Assert.InRange(levels[0], 2, 5);
        Assert.Equal(0, levels[7]);
    }

    private static ReadOnlySpan<int> Bits(ReadOnlySpan<float> values) => System.Runtime.InteropServices.MemoryMarshal.Cast<float, int>(values);
}
