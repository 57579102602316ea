using System.Text.Json;
using GeoCore.Geolocation.Grids;
using TileServer.Sources.Layers.Predictions;
using TileServer.Tests.Http;
using TileServer.Tests.Predictions;

namespace TileServer.Tests.Qgis;

/// <summary>Files for QGIS, opened in a QGIS without a window (T-23).</summary>
public sealed class QgisFileTests : IAsyncLifetime
{
    /// <summary>Mean difference of channels, 0 to 255, up to which two pictures count as the same drawn twice: edges of cells lie a pixel beside.</summary>
    private const double SamePicture = 2;

    private LiveServer _server = null!;

    private string Address => _server.Address.ToString().TrimEnd('/');

    public async ValueTask InitializeAsync() => _server = await LiveServer.StartAsync(TestLayers.Ramp(), TestLayers.Classes(), TestLayers.Picture(), Places());

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Every_layer_of_the_definition_is_valid_and_drawn_like_its_tiles()
    {
        var opened = await QgisPython.RunAsync("open_definition.py", Address, "/qgis/all.qlr", "1", "1", "0", "10.25", "50.25");
        Assert.True(opened.GetProperty("ok").GetBoolean(), opened.GetProperty("message").GetString());
        var layers = opened.GetProperty("layers").EnumerateArray().ToDictionary(layer => layer.GetProperty("name").GetString()!);
        string[] wanted =
        [
            .. new[] { "Ramp <of longitudes>", "Two classes", "A picture", "Places" }.SelectMany(title => new[] { $"{title} (tiles)", $"{title} (WMTS)", $"{title} (WMS)" }),
            "Places (values)", "Places (cells)", "Places (regions)",
        ];
        Assert.Empty(wanted.Except(layers.Keys));
        string[] features = ["(cells)", "(regions)", "(features)"];
        foreach (var layer in layers.Values)
        {
            Assert.True(layer.GetProperty("valid").GetBoolean(), layer.ToString());
            Assert.True(layer.GetProperty("drawn").GetDouble() > 0.01, layer.ToString());
            if (!features.Any(layer.GetProperty("name").GetString()!.EndsWith))
                Assert.True(layer.GetProperty("difference").GetDouble() < SamePicture, layer.ToString());
        }

        // one picture is drawn at first, all others wait to be ticked
        Assert.Equal([wanted[0]], layers.Where(layer => layer.Value.GetProperty("shown").GetBoolean()).Select(layer => layer.Key));
        Assert.Equal("Made up", layers[wanted[0]].GetProperty("attribution").GetString());
        Assert.Equal("GeoSuite/Places", layers["Places (values)"].GetProperty("group").GetString());
        Assert.Equal(3, layers["Places (regions)"].GetProperty("features").GetInt32());
        await AssertValuesAsync(layers.Values);
    }

    [Fact]
    public async Task Connections_are_imported_by_the_dialogue_of_qgis()
    {
        var imported = await QgisPython.RunAsync("connections.py", Address);
        Assert.Empty(imported.GetProperty("complaints").EnumerateArray());
        var version = (await _server.GetJsonAsync("/layers/places")).GetProperty("layer").GetProperty("version").GetString();
        Assert.Equal($"{Address}/tiles/places/{{z}}/{{x}}/{{y}}.png?v={version}", imported.GetProperty("xyz").GetProperty("GeoSuite: Places/url").GetString());
        Assert.Equal(4, imported.GetProperty("xyz").EnumerateObject().Count());
        Assert.Equal([$"{Address}/wms", $"{Address}/wmts/1.0.0/WMTSCapabilities.xml"], imported.GetProperty("wms").EnumerateObject().Select(connection => connection.Value.GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal($"{Address}/tiles/places/{{z}}/{{x}}/{{y}}.mvt?v={version}", imported.GetProperty("vectortile").GetProperty("GeoSuite: Places/url").GetString());
        Assert.Equal($"{Address}/styles/places.json?flavour=qgis", imported.GetProperty("vectortile").GetProperty("GeoSuite: Places/styleUrl").GetString());
        Assert.Equal($"{Address}/", imported.GetProperty("wfs").GetProperty("GeoSuite/url").GetString());
    }

    [Fact]
    public async Task A_GeoTIFF_opens_with_four_requests()
    {
        var version = (await _server.GetJsonAsync("/layers/places")).GetProperty("layer").GetProperty("version").GetString();
        var asked = await QgisPython.RunAsync("count_requests.py", Address, $"places.tif?v={version}");
        Assert.True(asked.GetProperty("valid").GetBoolean());
        Assert.InRange(asked.GetProperty("opened").GetArrayLength(), 1, 6);
    }

    [Fact]
    public async Task The_project_opens_and_its_page_is_printed()
    {
        var opened = await QgisPython.RunAsync("open_project.py", Address);
        Assert.True(opened.GetProperty("read").GetBoolean());
        Assert.Equal(("GeoSuite", "EPSG:3857"), (opened.GetProperty("title").GetString(), opened.GetProperty("crs").GetString()));
        Assert.All(opened.GetProperty("layers").EnumerateObject(), layer => Assert.True(layer.Value.GetBoolean(), layer.Name));
        Assert.Contains("geosuite_places_cog", opened.GetProperty("layers").EnumerateObject().Select(layer => layer.Name));
        Assert.All(opened.GetProperty("items").EnumerateObject(), item => Assert.Equal(1, item.Value.GetInt32()));
        Assert.True(opened.GetProperty("drawn").GetDouble() > 0.3, opened.ToString());
    }

    /// <summary>What QGIS finds where it is clicked is what the server says of the place.</summary>
    private async Task AssertValuesAsync(IEnumerable<JsonElement> layers)
    {
        foreach (var layer in layers)
        {
            if (!layer.TryGetProperty("values", out var values))
                continue;

            // services tell the middle of the pixel that was hit, and its value
            var (longitude, latitude) = values.TryGetProperty("longitude", out var told) ? (told.GetDouble(), values.GetProperty("latitude").GetDouble()) : (10.25, 50.25);
            var point = await _server.GetJsonAsync(FormattableString.Invariant($"/layers/{layer.GetProperty("layer").GetString()}/point?lon={longitude}&lat={latitude}"));
            var expected = point.GetProperty("values")[0].GetDouble();
            Assert.True(
                values.EnumerateObject().Any(found => found.Value.ValueKind == JsonValueKind.Number && Math.Abs(found.Value.GetDouble() - expected) <= 1e-5 * Math.Abs(expected)),
                $"{layer} has no {expected}");
        }
    }

    internal static PredictionLayer Places() => Grid.TryParse("healpix:4", out var grid) ? TestMaps.Layer(TestMaps.TwoHills(grid)) : throw new InvalidOperationException("There is no such grid.");
}
