using System.Security.Cryptography;
using GeoCore.Tiling;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;

namespace TileServer.Tests.Sources;

/// <summary>A tile's bytes depend on its key alone (T-22).</summary>
public sealed class DeterminismTests
{
    private static readonly TileFormat[] s_formats = [TileFormat.Png, TileFormat.Npy];

    [Fact]
    public async Task Any_order_and_any_number_of_threads_give_the_same_bytes()
    {
        var alone = await RenderAllAsync(1, seed: 1);
        var together = await RenderAllAsync(8, seed: 2);
        Assert.Equal(alone.Count, together.Count);
        foreach (var (key, digest) in alone)
            Assert.Equal(digest, together[key]);
    }

    [Fact]
    public void The_etag_names_version_options_and_encoder_and_needs_no_rendering()
    {
        using var layer = PipelineLayers.Create("amount");
        var request = Request(layer, new TileIndex(3, 2, 1), TileFormat.Png, RenderOptions.Default);
        Assert.Matches($"^\"{layer.Version}\\.[A-Za-z0-9_-]{{16}}\\.{TileEncoders.Version}\"$", request.ETag);
        var others = new[]
        {
            Request(layer, new TileIndex(3, 2, 2), TileFormat.Png, RenderOptions.Default),
            Request(layer, new TileIndex(3, 2, 1), TileFormat.Npy, RenderOptions.Default),
            Request(layer, new TileIndex(3, 2, 1), TileFormat.Png, RenderOptions.Default with { Opacity = 0.5 }),
        };
        Assert.Equal(4, others.Select(other => other.ETag).Append(request.ETag).Distinct().Count());
        using var again = PipelineLayers.Create("amount");
        Assert.Equal(request.ETag, Request(again, new TileIndex(3, 2, 1), TileFormat.Png, RenderOptions.Default).ETag);
    }

    [Fact]
    public void Two_layers_never_share_tiles_even_if_their_files_look_alike()
    {
        using var one = new RasterLayer(new LayerDescription("one", "One"), MemoryRaster.OfWorld(4, 2, (_, _, _) => 1));
        using var other = new RasterLayer(new LayerDescription("other", "Other"), MemoryRaster.OfWorld(4, 2, (_, _, _) => 2));
        Assert.Equal(one.Info.Digest, other.Info.Digest);
        Assert.NotEqual(one.Version, other.Version);
    }

    [Fact]
    public void Changed_data_and_changed_default_colours_change_the_version()
    {
        using var one = Layer("digest 1", null);
        using var other = Layer("digest 2", null);
        using var styled = Layer("digest 1", new ConfiguredStyle("magma"));
        using var same = Layer("digest 1", null);
        Assert.Matches("^[0-9a-f]{12}$", one.Version);
        Assert.Equal(one.Version, same.Version);
        Assert.Equal(3, new[] { one.Version, other.Version, styled.Version }.Distinct().Count());

        static RasterLayer Layer(string digest, ConfiguredStyle? style) =>
            new(new LayerDescription("a", "A"), MemoryRaster.OfWorld(36, 18, (column, row, _) => column + row, digest: digest), style);
    }

    private static TileRequest Request(Layer layer, TileIndex tile, TileFormat format, RenderOptions options) =>
        new(layer, TileMatrixSets.WebMercatorQuad, tile, 256, format, options);

    private static async Task<Dictionary<string, string>> RenderAllAsync(int threads, int seed)
    {
        var layers = PipelineLayers.Names.Select(PipelineLayers.Create).ToList();
        var service = new TileService(TileEncoders.Default, new TileServiceOptions { CacheBytes = 0, Renderings = threads });
        var requests = (
            from layer in layers
            from format in s_formats
            from tile in new TileIndex[] { new(0, 0, 0), new(1, 1, 0), new(2, 3, 1), new(3, 0, 4), new(5, 17, 11), new(9, 300, 200) }
            select Request(layer, tile, format, RenderOptions.Default)).ToArray();
        new Random(seed).Shuffle(requests);
        var digests = new Dictionary<string, string>();
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = threads }, async (request, token) =>
        {
            var tile = await service.GetTileAsync(request, token);
            var digest = Convert.ToHexString(SHA256.HashData(tile.Body.Span));
            lock (digests)
                digests.Add($"{request.Layer.Id} {request.ETag}", digest);
        });
        layers.ForEach(layer => layer.Dispose());
        Assert.Equal(requests.Length, digests.Count);
        return digests;
    }
}
