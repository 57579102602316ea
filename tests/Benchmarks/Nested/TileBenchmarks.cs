using BenchmarkDotNet.Attributes;
using Benchmarks.Commands;
using Benchmarks.Http;
using GeoCore.Gdal;
using GeoCore.Raster;
using GeoCore.Tiling;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;

namespace Benchmarks.Nested;

/// <summary>One tile from the inside out, so that the sums can be checked: values ≤ values and picture ≤ request to a server that keeps no tiles; a cached request is the server alone.</summary>
public class TileBenchmarks
{
    private const int Edge = 256;
    private readonly PixelBuffer<float> _values = new(1, Edge, Edge);
    private readonly TileRenderer _renderer = new(TileEncoders.Default, TimeProvider.System);
    private LayerCatalogue _catalogue = null!;
    private Layer _layer = null!;
    private PixelGrid _grid;
    private ServerProcess _forgetful = null!;
    private ServerProcess _caching = null!;
    private LoadConnection _cold = null!;
    private LoadConnection _warm = null!;

    [Params("land", "elevation")]
    public string Name { get; set; } = string.Empty;

    /// <summary>North, equator, south and dateline at low, middle and deep zoom.</summary>
    [Params("1/0/0", "3/4/2", "6/32/31", "9/177/309", "12/4089/2246")]
    public string Tile { get; set; } = string.Empty;

    [GlobalSetup]
    public void SetUp()
    {
        string[] folders = [Path.Combine(Home.Folder, "raster-data"), Path.Combine(Home.Folder, "Learners", "Published")];
        _catalogue = FolderCatalogue.Load(folders, new LayerOpeners(GdalRaster.Open, null, null));
        _layer = _catalogue.Layers.Single(layer => layer.Id == Name);
        var numbers = Tile.Split('/').Select(number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        _grid = TileMatrixSets.WebMercatorQuad.GetGrid(new TileIndex(numbers[0], numbers[1], numbers[2]), Edge);
        (_forgetful, _cold) = Connect("--cache-size", "0");
        (_caching, _warm) = Connect();
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _cold.Dispose();
        _warm.Dispose();
        _forgetful.Dispose();
        _caching.Dispose();
        _catalogue.Dispose();
    }

    [Benchmark]
    public void Values() => _layer.Render(_grid, RenderOptions.Default, _values, CancellationToken.None);

    [Benchmark]
    public int Picture() => _renderer.Render(_layer, _grid, RenderOptions.Default, TileFormat.Png, CancellationToken.None).Tile.Body.Length;

    [Benchmark]
    public int Request() => _cold.ExchangeAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    [Benchmark]
    public int CachedRequest() => _warm.ExchangeAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    private (ServerProcess Server, LoadConnection Connection) Connect(params string[] options)
    {
        var path = $"/tiles/{Name}/{Tile}.png";
        var server = ServerProcess.Start(Programs.TileServer, ["serve", .. options]);
        server.AskAsync(path, TimeSpan.FromSeconds(60), CancellationToken.None).GetAwaiter().GetResult();
        var plan = new LoadPlan(server.Port, path, [], Connections: 1, Seconds: 1, Status: 200);
        return (server, LoadConnection.OpenAsync(plan, CancellationToken.None).GetAwaiter().GetResult());
    }
}
