using GeoCore.Tiling;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;

namespace TileServer.Tests.Sources;

public sealed class TileServiceTests
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);

    private static TileRequest Request(Layer layer, TileFormat? format = null, TileIndex tile = default, RenderOptions? options = null) =>
        new(layer, TileMatrixSets.WebMercatorQuad, tile, 256, format ?? TileFormat.Png, options ?? RenderOptions.Default);

    private static RasterLayer Ramp(MemoryRaster? source = null) =>
        new(new LayerDescription("ramp", "Ramp"), source ?? MemoryRaster.OfWorld(360, 180, (column, row, _) => column + row));

    [Fact]
    public async Task A_tile_is_rendered_once_and_then_comes_from_memory()
    {
        using var layer = Ramp();
        var service = new TileService(TileEncoders.Default);
        var first = await service.GetTileAsync(Request(layer), TestContext.Current.CancellationToken);
        var second = await service.GetTileAsync(Request(layer), TestContext.Current.CancellationToken);
        Assert.Equal(TileOrigin.Rendered, first.Origin);
        Assert.Equal(TileOrigin.Memory, second.Origin);
        Assert.True(first.Body.Span.SequenceEqual(second.Body.Span));
        Assert.Equal("image/png", first.MediaType);
        Assert.Equal(first.ETag, second.ETag);
        Assert.Equal(1, service.RenderCount);
    }

    [Fact]
    public async Task Two_hundred_requests_for_a_cold_tile_cause_one_rendering()
    {
        using var release = new ManualResetEventSlim();
        var source = MemoryRaster.OfWorld(360, 180, (column, row, _) => column + row);
        using var layer = Ramp(source);
        layer.GetStatistics(1);
        source.BeforeRead = () => Assert.True(release.Wait(s_deadline), "the test never let the rendering go on");
        var service = new TileService(TileEncoders.Default);
        var tiles = Enumerable.Range(0, 200).Select(_ => service.GetTileAsync(Request(layer), TestContext.Current.CancellationToken).AsTask()).ToArray();
        release.Set();
        var answers = await Task.WhenAll(tiles).WaitAsync(s_deadline, TestContext.Current.CancellationToken);
        Assert.Equal(1, service.RenderCount);
        Assert.Single(answers, answer => answer.Origin == TileOrigin.Rendered);
        Assert.All(answers, answer => Assert.True(answer.Body.Span.SequenceEqual(answers[0].Body.Span)));
    }

    [Fact]
    public async Task A_leader_who_leaves_does_not_take_the_tile_from_the_others()
    {
        using var release = new ManualResetEventSlim();
        using var reached = new SemaphoreSlim(0);
        var source = MemoryRaster.OfWorld(360, 180, (column, row, _) => column + row);
        using var layer = Ramp(source);
        layer.GetStatistics(1);
        source.BeforeRead = () =>
        {
            reached.Release();
            Assert.True(release.Wait(s_deadline), "the test never let the rendering go on");
        };
        var service = new TileService(TileEncoders.Default);
        using var leaving = new CancellationTokenSource();
        var leader = service.GetTileAsync(Request(layer), leaving.Token).AsTask();
        Assert.True(await reached.WaitAsync(s_deadline, TestContext.Current.CancellationToken), "the rendering never began");
        var waiter = service.GetTileAsync(Request(layer), TestContext.Current.CancellationToken).AsTask();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leader);
        release.Set();
        var tile = await waiter.WaitAsync(s_deadline, TestContext.Current.CancellationToken);
        Assert.Equal(TileOrigin.Coalesced, tile.Origin);
        Assert.Equal(1, service.RenderCount);
    }

    [Fact]
    public async Task A_rendering_that_nobody_waits_for_stops_and_leaves_nothing_behind()
    {
        const int blocks = 57 * 29;
        using var release = new ManualResetEventSlim();
        using var reached = new SemaphoreSlim(0);
        var source = MemoryRaster.OfWorld(3600, 1800, (column, row, _) => column + row);
        using var layer = Ramp(source);
        layer.GetStatistics(1);
        source.BeforeRead = () =>
        {
            reached.Release();
            Assert.True(release.Wait(s_deadline), "the test never let the rendering go on");
        };
        var service = new TileService(TileEncoders.Default);
        using var leaving = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 3).Select(_ => service.GetTileAsync(Request(layer), leaving.Token).AsTask()).ToArray();
        Assert.True(await reached.WaitAsync(s_deadline, TestContext.Current.CancellationToken), "the rendering never began");
        await leaving.CancelAsync();
        foreach (var task in waiting)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        source.BeforeRead = null;
        release.Set();
        using var deadline = new CancellationTokenSource(s_deadline);
        while (service.Gate.Active > 0)
        {
            Assert.False(deadline.IsCancellationRequested, "the cancelled rendering never gave its place back");
            await Task.Yield();
        }

        Assert.Equal(0, service.Cache.Count);
        Assert.InRange(source.Reads, 1, (blocks * 3) / 4);
        Assert.Equal(TileOrigin.Rendered, (await service.GetTileAsync(Request(layer), TestContext.Current.CancellationToken)).Origin);
    }

    [Fact]
    public async Task A_tile_outside_the_layer_is_blank_and_reads_nothing()
    {
        var info = MemoryRaster.OfWorld(4, 4, (_, _, _) => 0).Info with { Envelope = new(5, 10, 45, 50) };
        var source = new MemoryRaster(info, (column, row, _) => column + row);
        using var layer = Ramp(source);
        var service = new TileService(TileEncoders.Default);
        var options = new RenderOptions { Rescale = [new(0, 9)] };
        layer.GetStatistics(1);
        var reads = source.Reads;
        var far = await service.GetTileAsync(Request(layer, tile: new TileIndex(4, 1, 1), options: options), TestContext.Current.CancellationToken);
        var also = await service.GetTileAsync(Request(layer, tile: new TileIndex(4, 2, 1), options: options), TestContext.Current.CancellationToken);
        Assert.Equal((TileOrigin.Outside, true), (far.Origin, far.IsEmpty));
        Assert.Equal(reads, source.Reads);
        Assert.Equal((0L, 0), (service.RenderCount, service.Cache.Count));
        Assert.True(far.Body.Equals(also.Body), "blank tiles are one array");
        var near = await service.GetTileAsync(Request(layer, tile: new TileIndex(4, 8, 5), options: options), TestContext.Current.CancellationToken);
        Assert.Equal((TileOrigin.Rendered, false), (near.Origin, near.IsEmpty));
    }

    [Fact]
    public async Task Tiles_of_one_colour_are_one_array()
    {
        using var layer = Ramp(MemoryRaster.OfWorld(36, 18, (_, _, _) => 7));
        var service = new TileService(TileEncoders.Default);
        var one = await service.GetTileAsync(Request(layer, tile: new TileIndex(3, 1, 3)), TestContext.Current.CancellationToken);
        var other = await service.GetTileAsync(Request(layer, tile: new TileIndex(3, 2, 3)), TestContext.Current.CancellationToken);
        Assert.False(one.IsEmpty);
        Assert.True(one.Body.Equals(other.Body), "equal tiles are one array");
        Assert.InRange(service.Cache.Bytes, 1, 2 * 400);
    }

    [Fact]
    public async Task Too_many_renderings_are_refused_and_tiles_in_memory_are_still_served()
    {
        using var release = new ManualResetEventSlim();
        var source = MemoryRaster.OfWorld(360, 180, (column, row, _) => column + row);
        using var layer = Ramp(source);
        layer.GetStatistics(1);
        var service = new TileService(TileEncoders.Default, new TileServiceOptions { Renderings = 1, QueuePerRendering = 2 });
        await service.GetTileAsync(Request(layer), TestContext.Current.CancellationToken);
        using var fresh = Ramp(source);
        fresh.GetStatistics(1);
        source.BeforeRead = () => Assert.True(release.Wait(s_deadline), "the test never let the rendering go on");
        var waiting = Enumerable.Range(0, 8).Select(
            x => service.GetTileAsync(Request(fresh, tile: new TileIndex(3, x, 4), options: new RenderOptions { Rescale = [new(0, 9)] }), TestContext.Current.CancellationToken).AsTask()).ToList();
        for (var refused = 0; refused < 5; refused++)
        {
            var ended = await Task.WhenAny(waiting).WaitAsync(s_deadline, TestContext.Current.CancellationToken);
            await Assert.ThrowsAsync<OverloadedException>(() => ended);
            waiting.Remove(ended);
        }

        Assert.Equal(TileOrigin.Memory, (await service.GetTileAsync(Request(layer), TestContext.Current.CancellationToken)).Origin);
        release.Set();
        Assert.Equal(3, (await Task.WhenAll(waiting).WaitAsync(s_deadline, TestContext.Current.CancellationToken)).Length);
    }
}
