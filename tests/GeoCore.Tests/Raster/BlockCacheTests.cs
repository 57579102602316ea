using GeoCore.Raster;
using NetTopologySuite.Geometries;

namespace GeoCore.Tests.Raster;

public sealed class BlockCacheTests
{
    private const int BlockBytes = 64 * 64 * sizeof(float);
    private static readonly Envelope s_world = new(-180, 180, -90, 90);

    [Theory]
    [InlineData(0)]
    [InlineData(BlockBytes - 1)]
    [InlineData(5 * BlockBytes)]
    public void The_cache_stays_within_its_bound_and_gives_the_same_pixels(long maximumBytes)
    {
        using var source = new FunctionRaster("EPSG:4326", s_world, 1024, 512, FunctionRaster.Noise);
        BlockCache small = new(maximumBytes), large = new(1 << 26);
        for (var x = 0; x < 4; x++)
        {
            Assert.Equal(Warped.Ours(source, Warped.Tile(2, x, 1), Resampling.Bilinear, large), Warped.Ours(source, Warped.Tile(2, x, 1), Resampling.Bilinear, small));
            Assert.InRange(small.Bytes, 0, maximumBytes);
        }

        Assert.True(large.Decoded < small.Decoded || maximumBytes > 0);
        Assert.Equal(large.Decoded * BlockBytes, large.Bytes);
    }

    [Fact]
    public void Sixteen_threads_decode_each_block_once()
    {
        using var source = new FunctionRaster("EPSG:4326", s_world, 1024, 512, FunctionRaster.Noise) { OnRead = () => Thread.SpinWait(20_000) };
        var cache = new BlockCache(1 << 26);
        var warper = new RasterWarper(source, cache);
        var tiles = new PixelBuffer<float>[16];
        var threads = Enumerable.Range(0, tiles.Length).Select(i => new Thread(() =>
        {
            tiles[i] = new PixelBuffer<float>(1, 256, 256);
            warper.Warp(Warped.Tile(2, 1, 1), [0], Resampling.Cubic, tiles[i], CancellationToken.None);
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.All(source.Reads, read => Assert.Equal(1, read.Value));
        Assert.Equal(source.Reads.Count, cache.Decoded);
        Assert.All(tiles, tile => Assert.Equal(tiles[0].Values.ToArray(), tile.Values.ToArray()));
    }

    [Fact]
    public void Rasters_and_bands_do_not_mix()
    {
        using var one = new FunctionRaster("EPSG:4326", s_world, 256, 128, (band, _, _, _) => 1 + band, bands: 2);
        using var other = new FunctionRaster("EPSG:4326", s_world, 256, 128, (_, _, _, _) => 9);
        var cache = new BlockCache(1 << 26);
        Assert.All(Warped.Ours(one, Warped.Tile(0, 0, 0), Resampling.Nearest, cache), value => Assert.Equal(1, value));
        Assert.All(Warped.Ours(other, Warped.Tile(0, 0, 0), Resampling.Nearest, cache), value => Assert.Equal(9, value));
        var pixels = new PixelBuffer<float>(3, 64, 64);
        new RasterWarper(one, cache).Warp(Warped.Tile(0, 0, 0, 64), [1, 0, 1], Resampling.Bilinear, pixels, TestContext.Current.CancellationToken);
        Assert.Equal([2f, 1f, 2f], Enumerable.Range(0, 3).Select(band => pixels.Band(band)[2000]));
    }

    [Fact]
    public void A_block_that_failed_is_tried_again()
    {
        using var source = new FunctionRaster("EPSG:4326", s_world, 256, 128, FunctionRaster.Noise);
        var cache = new BlockCache(1 << 26);
        source.OnRead = () => throw new RasterException("The disk is gone.");
        Assert.Throws<RasterException>(() => Warped.Ours(source, Warped.Tile(0, 0, 0), Resampling.Nearest, cache));
        Assert.Equal(0, cache.Bytes);
        source.OnRead = null;
        Assert.DoesNotContain(float.NaN, Warped.Ours(source, Warped.Tile(0, 0, 0), Resampling.Nearest, cache));
    }
}
