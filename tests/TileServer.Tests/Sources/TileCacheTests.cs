using CsCheck;
using GeoCore.Tiling;
using TileServer.Sources.Tiles;

namespace TileServer.Tests.Sources;

public sealed class TileCacheTests
{
    private static TileKey Key(int number) => new("0123456789ab", "WebMercatorQuad", new TileIndex(20, number, 0), 256, "", "png");

    private static EncodedTile Tile(int bytes) => new(new byte[bytes], false, false);

    [Fact]
    public void The_bytes_never_exceed_the_capacity() => Gen.Int[0, 40_000].Array[1, 300].Sample(sizes =>
    {
        var cache = new TileCache(100_000);
        for (var i = 0; i < sizes.Length; i++)
        {
            cache.Add(Key(i % 97), Tile(sizes[i]));
            cache.Find(Key(i * 7 % 97));
            Assert.InRange(cache.Bytes, 0, cache.Capacity);
        }
    });

    [Fact]
    public void Emptying_by_replacement_leaves_no_bytes_behind()
    {
        var cache = new TileCache(100_000);
        for (var i = 0; i < 1000; i++)
            cache.Add(Key(1), Tile(500));
        Assert.Equal(1, cache.Count);
        Assert.InRange(cache.Bytes, 500, 1500);
    }

    [Fact]
    public void A_tile_larger_than_the_capacity_is_not_kept()
    {
        var cache = new TileCache(1000);
        cache.Add(Key(1), Tile(2000));
        Assert.Null(cache.Find(Key(1)));
        Assert.Equal(0, cache.Bytes);
    }

    [Fact]
    public void A_capacity_of_zero_keeps_nothing()
    {
        var cache = new TileCache(0);
        cache.Add(Key(1), Tile(1));
        Assert.Null(cache.Find(Key(1)));
    }

    [Fact]
    public void A_scan_over_many_tiles_does_not_drive_out_those_in_use()
    {
        // room for about 100 tiles; 50 are in use, and 10,000 others pass by once
        var cache = new TileCache(100 * 1320);
        for (var round = 0; round < 3; round++)
        {
            for (var hot = 0; hot < 50; hot++)
            {
                if (cache.Find(Key(hot)) is null)
                    cache.Add(Key(hot), Tile(1000));
            }
        }

        for (var i = 0; i < 10_000; i++)
        {
            if (cache.Find(Key(1000 + i)) is null)
                cache.Add(Key(1000 + i), Tile(1000));
        }

        Assert.InRange(Enumerable.Range(0, 50).Count(hot => cache.Find(Key(hot)) is not null), 45, 50);
    }

    [Fact]
    public void New_tiles_find_room_once_old_ones_are_no_longer_asked_for()
    {
        var cache = new TileCache(100 * 1320);
        for (var i = 0; i < 100; i++)
            cache.Add(Key(i), Tile(1000));
        for (var round = 0; round < 10; round++)
        {
            for (var i = 0; i < 80; i++)
            {
                if (cache.Find(Key(500 + i)) is null)
                    cache.Add(Key(500 + i), Tile(1000));
            }
        }

        Assert.InRange(Enumerable.Range(0, 80).Count(i => cache.Find(Key(500 + i)) is not null), 70, 80);
    }

    [Fact]
    public void Many_threads_leave_the_books_in_order()
    {
        var cache = new TileCache(200_000);
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 5000; i++)
            {
                var key = Key(((thread * 31) + (i * 7)) % 400);
                if (cache.Find(key) is null)
                    cache.Add(key, Tile(i % 3000));
            }
        });
        Assert.InRange(cache.Bytes, 0, cache.Capacity);
        Assert.InRange(cache.Count, 1, 400);
    }
}
