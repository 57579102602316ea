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
}
