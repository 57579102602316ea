using System.Buffers.Binary;
using System.Net;
using System.Text.Json;
using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Tests.Imaging;
using TileServer.Sources.Layers.Predictions;
using TileServer.Tests.Http;
using TileServer.Tests.Sources;

namespace TileServer.Tests.Predictions;

/// <summary>A server with one probability map and a raster.</summary>
public sealed class PredictionServer : IAsyncLifetime
{
    private LiveServer? _server;

    internal DensityMap Map { get; } = TestMaps.TwoHills(NestedGrid.Healpix(4));

    internal LiveServer Server => _server ?? throw new InvalidOperationException("The server has not started.");

    public async ValueTask InitializeAsync() => _server = await LiveServer.StartAsync(TestMaps.Layer(Map), TestLayers.Part());

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}

public sealed class PredictionApiTests(PredictionServer shared) : IClassFixture<PredictionServer>
{
    private readonly LiveServer _server = shared.Server;
    private readonly DensityMap _map = shared.Map;

    [Theory]
    [InlineData("png")]
    [InlineData("webp")]
    [InlineData("npy")]
    [InlineData("tif")]
    public async Task Every_quantity_comes_in_every_format(string format)
    {
        foreach (var quantity in new[] { "density", "probability", "log10density", "hdr" })
        {
            using var answer = await _server.GetAsync($"/tiles/places/2/2/1.{format}?quantity={quantity}");
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{quantity}.{format}: {answer.StatusCode}");
            var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            Assert.NotEmpty(body);
            if (format != "npy")
                continue;
            var values = new NpyFile(body).Plane<float>(0);
            Assert.True(values.Distinct().Count() > 50, $"{quantity}: {values.Distinct().Count()} numbers");
        }
    }

    [Fact]
    public async Task Half_of_the_mass_is_drawn_in_the_first_colour_of_the_regions_and_little_mass_not_at_all()
    {
        using var answer = await _server.GetAsync("/tiles/places/4/8/5.png?quantity=hdr");
        var picture = DecodedImage.Read(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Contains(picture.Pixels.ToArray(), pixel => pixel == GeoCore.Imaging.PackedColor.Pack(122, 1, 119));
        using var far = await _server.GetAsync("/tiles/places/4/2/5.png?quantity=hdr");
        var empty = DecodedImage.Read(await far.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.All(empty.Pixels.ToArray(), pixel => Assert.Equal(0u, pixel >> 24));
    }

    [Fact]
    public async Task A_layer_tells_its_quantities_and_a_legend_its_regions()
    {
        var detail = await _server.GetJsonAsync("/layers/places");
        foreach (var rel in new[] { "vectors", "regions", "geotiff" })
        {
            using var there = await _server.GetAsync(detail.GetProperty("links").EnumerateArray().Single(link => link.GetProperty("rel").GetString() == rel).GetProperty("href").GetString()!);
            Assert.Equal(HttpStatusCode.OK, there.StatusCode);
        }

        var layer = detail.GetProperty("layer");
        Assert.Equal("prediction", layer.GetProperty("kind").GetString());
        Assert.Equal(["density", "probability", "log10density", "hdr"], layer.GetProperty("quantities").EnumerateArray().Select(quantity => quantity.GetString()!));
        var legend = await _server.GetJsonAsync("/layers/places/legend.json?quantity=hdr");
        Assert.Contains(legend.GetProperty("entries").EnumerateArray(), entry => entry.GetProperty("color").GetString() == "#7a0177");
        var tileJson = await _server.GetJsonAsync("/tiles/places/tilejson.json?quantity=hdr");
        Assert.Contains("quantity=hdr", tileJson.GetProperty("tiles")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_point_names_its_cell()
    {
        var cell = _map.Grid.CellAt(10, 50);
        var point = await _server.GetJsonAsync("/layers/places/point?lon=10&lat=50");
        Assert.Equal($"healpix:4/{cell}", point.GetProperty("cell").GetProperty("id").GetString());
        Assert.Equal(_map.Mass(cell), point.GetProperty("cell").GetProperty("probability").GetDouble(), 1e-9);
        Assert.Equal(Math.Exp(_map.LogDensity(cell)), point.GetProperty("values")[0].GetDouble(), 1e-12);
    }

    [Fact]
    public async Task The_area_before_a_click_is_that_of_the_evaluation()
    {
        using var layer = TestMaps.Layer(_map);
        foreach (var (longitude, latitude) in new[] { (10.0, 50.0), (180, -20), (-60, 10) })
        {
            var area = layer.SearchedBefore(longitude, latitude);
            var answer = await _server.GetJsonAsync(FormattableString.Invariant($"/layers/places/rva?lon={longitude}&lat={latitude}"));
            Assert.Equal(area.MeanKm2, answer.GetProperty("searchedAreaKm2").GetDouble(), 1e-6);
            Assert.Equal(area.StrictKm2, answer.GetProperty("strictKm2").GetDouble(), 1e-6);
            Assert.Equal(area.MeanKm2 / GreatCircle.SphereAreaKm2, answer.GetProperty("share").GetDouble(), 1e-9);
            Assert.Equal(4, answer.GetProperty("areas").GetArrayLength());
        }
    }

    [Fact]
    public async Task Regions_are_features_with_their_mass_area_and_parts()
    {
        using var answer = await _server.GetAsync("/layers/places/regions?mass=0.5,0.95");
        Assert.Equal("application/geo+json", answer.Content.Headers.ContentType!.MediaType);
        var features = (await LiveServer.ReadJsonAsync(answer)).GetProperty("features");
        Assert.Equal([0.95, 0.5], features.EnumerateArray().Select(feature => feature.GetProperty("properties").GetProperty("level").GetDouble()));
        using var layer = TestMaps.Layer(_map);
        var region = PredictionRegion.Of(layer, 0.95);
        var properties = features[0].GetProperty("properties");
        Assert.Equal(region.AreaKm2, properties.GetProperty("areaKm2").GetDouble(), 1e-6);
        Assert.Equal(region.Mass, properties.GetProperty("mass").GetDouble(), 1e-9);
        Assert.Equal(2, properties.GetProperty("parts").GetInt32());
        var second = properties.GetProperty("top")[1];
        Assert.Equal(2, second.GetProperty("rank").GetInt32());
        Assert.True(second.GetProperty("bbox")[0].GetDouble() > second.GetProperty("bbox")[2].GetDouble(), "the box of the second hill crosses the antimeridian");
        Assert.Equal("MultiPolygon", features[0].GetProperty("geometry").GetProperty("type").GetString());
        foreach (var ring in features[0].GetProperty("geometry").GetProperty("coordinates").EnumerateArray())
            Assert.True(SignedArea(ring[0]) > 0, "outer rings run counter-clockwise");
    }

    [Fact]
    public async Task The_whole_map_is_one_geotiff_that_can_be_read_in_pieces()
    {
        using var answer = await _server.GetAsync("/cog/places.tif");
        var file = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal("image/tiff", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(42, BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(2)));
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, file, TestContext.Current.CancellationToken);
            using var raster = GeoCore.Gdal.GdalRaster.Open(path);
            var level = raster.Info.Levels[0];
            var values = new float[level.Width * level.Height];
            raster.Read(new GeoCore.Raster.RasterWindow(0, 0, 0, level.Width, level.Height), 0, values.AsSpan());
            var (column, row) = ((int)((10 + 180) * level.Width / 360.0), (int)((90 - 50) * level.Height / 180.0));
            var place = _map.Grid.CellAt(-180 + ((column + 0.5) * 360 / level.Width), 90 - ((row + 0.5) * 180 / level.Height));
            Assert.Equal(Math.Exp(_map.LogDensity(place)), values[(row * level.Width) + column], 1e-10);
        }
        finally
        {
            File.Delete(path);
        }

        using var piece = await _server.GetAsync("/cog/places.tif", ("Range", "bytes=0-99"));
        Assert.Equal(HttpStatusCode.PartialContent, piece.StatusCode);
        Assert.Equal(file[..100], await piece.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        using var again = await _server.GetAsync("/cog/places.tif", ("If-None-Match", answer.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("/layers/places/regions?mass=0", 400, "invalid-parameter")]
    [InlineData("/layers/places/regions?mass=1.1", 400, "invalid-parameter")]
    [InlineData("/layers/places/regions?mass=NaN", 400, "invalid-parameter")]
    [InlineData("/layers/places/regions?mass=0.5,,0.9", 400, "invalid-parameter")]
    [InlineData("/layers/places/regions?mass=.1,.1,.1,.1,.1,.1,.1,.1,.1,.1,.1,.1,.1,.1,.1,.1,.1", 400, "invalid-parameter")]
    [InlineData("/layers/places/rva?lon=0", 400, "invalid-parameter")]
    [InlineData("/layers/places/rva?lon=0&lat=90.1", 400, "invalid-parameter")]
    [InlineData("/layers/places/rva?lon=1e308&lat=Infinity", 400, "invalid-parameter")]
    [InlineData("/layers/part/regions", 404, "not-found")]
    [InlineData("/layers/part/rva?lon=0&lat=0", 404, "not-found")]
    [InlineData("/layers/nowhere/regions", 404, "layer-not-found")]
    [InlineData("/cog/part.tif", 404, "not-found")]
    [InlineData("/cog/nowhere.tif", 404, "layer-not-found")]
    [InlineData("/cog/places.tif?quantity=nonsense", 400, "invalid-parameter")]
    [InlineData("/tiles/places/0/0/0.png?quantity=nonsense", 400, "invalid-parameter")]
    [InlineData("/tiles/places/0/0/0.png?class=1", 400, "invalid-parameter")]
    [InlineData("/tiles/places/0/0/0.png?bidx=2", 400, "invalid-parameter")]
    [InlineData("/tiles/places/0/0/0.png?quantity=log10density&scale=log", 400, "invalid-parameter")]
    public async Task Nonsense_is_explained(string path, int status, string slug)
    {
        using var answer = await _server.GetAsync(path);
        await LiveServer.ProblemAsync(answer, status, slug);
    }

    private static double SignedArea(JsonElement ring)
    {
        var corners = ring.EnumerateArray().Select(corner => (X: corner[0].GetDouble(), Y: corner[1].GetDouble())).ToArray();
        return corners.Zip(corners.Skip(1), (from, to) => ((from.X * to.Y) - (to.X * from.Y)) / 2).Sum();
    }
}
