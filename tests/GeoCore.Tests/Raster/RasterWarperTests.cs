using GeoCore.Gdal;
using GeoCore.Raster;
using GeoCore.Tests.Gdal;
using NetTopologySuite.Geometries;

namespace GeoCore.Tests.Raster;

public sealed class RasterWarperTests : IDisposable
{
    private static readonly Envelope s_world = new(-180, 180, -90, 90);
    private readonly TemporaryRaster _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("EPSG:4326", -180, 180, -90, 90)]
    [InlineData("EPSG:3035", 2500000, 7000000, 1500000, 5500000)]
    public void Cancellation_stops_between_rows_and_does_no_harm(string crs, double west, double east, double south, double north)
    {
        using var source = new FunctionRaster(crs, new Envelope(west, east, south, north), 4000, 2000, FunctionRaster.Noise);
        var warper = new RasterWarper(source, new BlockCache(1 << 26));
        var tile = Warped.TileAt(11, 47, 4) with { Height = 1024 };
        var pixels = new PixelBuffer<float>(1, 256, 1024);
        using var cancellation = new CancellationTokenSource();
        source.OnRead = cancellation.Cancel;
        Assert.Throws<OperationCanceledException>(() => warper.Warp(tile, [0], Resampling.Bilinear, pixels, cancellation.Token));

        var readBefore = source.Reads.Count;
        Assert.Throws<OperationCanceledException>(() => warper.Warp(tile, [0], Resampling.Average, pixels, new CancellationToken(canceled: true)));
        Assert.Equal(readBefore, source.Reads.Count);

        source.OnRead = null;
        warper.Warp(tile, [0], Resampling.Bilinear, pixels, TestContext.Current.CancellationToken);
        Assert.Equal(Warped.Ours(source, tile, Resampling.Bilinear), pixels.Values.ToArray());
    }

    [Fact]
    public void Wrong_arguments_are_named()
    {
        using var source = new FunctionRaster("EPSG:4326", s_world, 64, 32, FunctionRaster.Noise);
        var warper = new RasterWarper(source, new BlockCache(1 << 20));
        var tile = Warped.Tile(0, 0, 0);
        var pixels = new PixelBuffer<float>(1, 256, 256);
        var token = TestContext.Current.CancellationToken;
        Assert.Throws<ArgumentNullException>("source", () => new RasterWarper(null!, new BlockCache(0)));
        Assert.Throws<ArgumentNullException>("cache", () => new RasterWarper(source, null!));
        Assert.Throws<ArgumentOutOfRangeException>("maximumBytes", () => new BlockCache(-1));
        Assert.Throws<ArgumentNullException>("pixels", () => warper.Warp(tile, [0], Resampling.Nearest, null!, token));
        Assert.Throws<ArgumentException>("pixels", () => warper.Warp(tile, [0, 0], Resampling.Nearest, pixels, token));
        Assert.Throws<ArgumentException>("pixels", () => warper.Warp(tile with { Width = 255 }, [0], Resampling.Nearest, pixels, token));
        Assert.Throws<ArgumentOutOfRangeException>("bands", () => warper.Warp(tile, [1], Resampling.Nearest, pixels, token));
        Assert.Throws<ArgumentOutOfRangeException>("bands", () => warper.Warp(tile, [-1], Resampling.Nearest, pixels, token));
        Assert.Throws<ArgumentOutOfRangeException>("resampling", () => warper.Warp(tile, [0], (Resampling)9, pixels, token));
    }

    [Fact]
    public void A_place_outside_the_raster_has_no_value_and_reads_nothing()
    {
        foreach (var crs in new[] { "EPSG:4326", "EPSG:32632" })
        {
            var bounds = crs == "EPSG:4326" ? new Envelope(5, 15, 45, 50) : new Envelope(3e5, 9e5, 5e6, 5.6e6);
            using var source = new FunctionRaster(crs, bounds, 500, 500, FunctionRaster.Noise);
            foreach (var resampling in Enum.GetValues<Resampling>())
            {
                Assert.All(Warped.Ours(source, Warped.TileAt(-120, -30, 6), resampling), value => Assert.True(float.IsNaN(value)));
            }

            Assert.Empty(source.Reads);
        }
    }

    [Fact]
    public void A_file_damaged_while_it_is_served_says_so_and_recovers()
    {
        var path = _files.Write("a.tif", 2048, 1024, s_world, (_, column, row) => FunctionRaster.Noise(0, 0, column, row));
        var bytes = File.ReadAllBytes(path);
        var cache = new BlockCache(1 << 26);
        using var raster = GdalRaster.Open(path);
        var first = Warped.Ours(raster, Warped.Tile(3, 0, 3), Resampling.Bilinear, cache);
        File.Copy(path, _files.Path("whole.tif"));
        using var whole = GdalRaster.Open(_files.Path("whole.tif"));
        var expected = Warped.Ours(whole, Warped.Tile(3, 7, 3), Resampling.Bilinear);

        using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            // the header stays, every block is lost
            file.SetLength(8192);
            file.SetLength(bytes.Length);
        }

        Assert.Throws<RasterException>(() => Warped.Ours(raster, Warped.Tile(3, 7, 3), Resampling.Bilinear, cache));
        // what was decoded before is still there
        Assert.Equal(first, Warped.Ours(raster, Warped.Tile(3, 0, 3), Resampling.Bilinear, cache));

        using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            file.Write(bytes);
        }

        Assert.Equal(expected, Warped.Ours(raster, Warped.Tile(3, 7, 3), Resampling.Bilinear, cache));
    }
}
