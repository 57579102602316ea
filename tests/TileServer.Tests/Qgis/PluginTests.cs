using System.Globalization;
using System.Net;
using System.Text.Json;
using TileServer.Sources.Catalogue;
using TileServer.Tests.Http;
using TileServer.Tests.Predictions;

namespace TileServer.Tests.Qgis;

/// <summary>Our plug-in for QGIS: fetched from a server as an analyst does, and each of its algorithms against the answers of that server.</summary>
public sealed class PluginTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geosuite-plugin-");
    private LiveServer _server = null!;

    private string Address => _server.Address.ToString().TrimEnd('/');

    public async ValueTask InitializeAsync() =>
        _server = await LiveServer.StartAsync(_ => { }, new LayerCatalogue([TestLayers.Ramp(), TestLayers.Part(), QgisFileTests.Places()], null, [new HillLocator()]));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_plug_in_is_installed_from_the_server_and_its_algorithms_answer_as_the_server_does()
    {
        QgisPython.SkipWithoutQgis();
        var picture = Path.Combine(_folder.FullName, "red.png");
        await File.WriteAllBytesAsync(picture, TestPictures.Of("image/png"), TestContext.Current.CancellationToken);
        var run = await QgisPython.RunAsync("run_algorithms.py", Address, picture, _folder.FullName);

        Assert.Equal(("GeoSuite", $"{Address}/qgis/geosuite.zip"), (Text(run, "offered", "name"), Text(run, "offered", "download_url")));
        Assert.Equal(
            ["geosuite:downloadcoverage", "geosuite:geolocate", "geosuite:loadlayers", "geosuite:pointquery", "geosuite:recallversusarea", "geosuite:zonalstatistics"],
            run.GetProperty("algorithms").EnumerateArray().Select(name => name.GetString()!));

        var rows = run.GetProperty("points").EnumerateArray().ToList();
        Assert.Equal(await ValueAsync("part", 5.25, 5.25), rows[0].GetProperty("part").GetDouble());
        Assert.Equal(await ValueAsync("part", 9.75, 0.25), rows[1].GetProperty("part").GetDouble());
        Assert.Equal(("p2", "NULL"), (rows[2].GetProperty("name").GetString(), rows[2].GetProperty("part").ToString()));
        Assert.Equal(rows[0].GetProperty("part").GetDouble(), run.GetProperty("metres")[0].GetProperty("part").GetDouble());

        await AssertZonesAsync([.. run.GetProperty("zones").EnumerateArray()]);
        var searched = run.GetProperty("searched");
        var areas = searched.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("searched_km2").GetDouble()).ToList();
        Assert.Equal((await _server.GetJsonAsync("/layers/places/rva?lon=-100&lat=40")).GetProperty("searchedAreaKm2").GetDouble(), areas[1], 1e-6 * areas[1]);
        Assert.Equal(areas.Order().ElementAt(1), searched.GetProperty("median").GetDouble(), 1e-6);
        Assert.InRange(searched.GetProperty("chart")[2].GetDouble(), 0.02, 0.5);

        var coverage = run.GetProperty("coverage");
        Assert.True(coverage.GetProperty("valid").GetBoolean());
        var expected = await ValueAsync("places", 10.25, 50.25);
        Assert.Equal(expected, coverage.GetProperty("sample").GetDouble(), 1e-5 * expected);

        if (run.TryGetProperty("piece", out var piece))
        {
            Assert.True(piece.GetProperty("valid").GetBoolean());
            Assert.Equal([2, 4, 3, 6], piece.GetProperty("extent").EnumerateArray().Select(edge => Math.Round(edge.GetDouble(), 9)));
            Assert.Equal([10, 20], piece.GetProperty("size").EnumerateArray().Select(edge => edge.GetInt32()));
            Assert.Equal(await ValueAsync("part", 2.55, 4.55), piece.GetProperty("sample").GetDouble());
        }

        await AssertLocatedAsync(run.GetProperty("located"));
        Assert.Equal(["Places (tiles)", "Ramp <of longitudes> (tiles)"], run.GetProperty("loaded").EnumerateArray().Select(name => name.GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_panel_adds_layers_and_answers_clicks_polygons_pictures_and_points()
    {
        QgisPython.SkipWithoutQgis();
        var picture = Path.Combine(_folder.FullName, "red.png");
        await File.WriteAllBytesAsync(picture, TestPictures.Of("image/png"), TestContext.Current.CancellationToken);
        var used = await QgisPython.RunAsync("use_panel.py", Address, picture);

        // the server that the package came from is there without being typed
        Assert.Equal(Address, used.GetProperty("address").GetString());
        Assert.Equal(["part", "places", "ramp"], used.GetProperty("listed").EnumerateArray().Select(name => name.GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal("A part has been added.", Heading(used, "added_xyz"));
        Assert.True(used.GetProperty("tool").GetBoolean() && used.GetProperty("tool_changed").GetBoolean() && used.GetProperty("unloaded").GetBoolean());
        Assert.Equal(await ValueAsync("part", 5.25, 5.25), double.Parse(used.GetProperty("place").GetProperty("rows")[0][1].GetString()!, CultureInfo.InvariantCulture));
        Assert.Equal(["min", "max", "mean"], used.GetProperty("polygon").GetProperty("rows").EnumerateArray().Take(3).Select(row => row[0].GetString()!));
        Assert.Equal(used.GetProperty("polygon").GetProperty("rows")[2][1].GetString(), used.GetProperty("selection").GetProperty("rows")[2][1].GetString());
        Assert.StartsWith("Hills. A map is no evidence.", Heading(used, "picture"), StringComparison.Ordinal);
        Assert.StartsWith("Where red.png may have been taken at 10.00000, 50.00000", Heading(used, "place_in_answer"), StringComparison.Ordinal);
        Assert.Equal("Probability per km²", used.GetProperty("place_in_answer").GetProperty("rows")[0][0].GetString());
        Assert.Equal("9.64286", used.GetProperty("picture").GetProperty("rows")[0][3].GetString());
        var layers = used.GetProperty("layers").EnumerateArray().ToDictionary(layer => layer[0].GetString()!, layer => (layer[1].GetBoolean(), layer[2].GetString()));
        Assert.Equal([(true, "gdal"), (true, "ogr"), (true, "wms")], new[] { "Density per km² (values)", "Regions of 50, 80 and 95 %", "Density (tiles)" }.Select(name => layers[name]));
        Assert.Equal("8.30185e+06", used.GetProperty("search").GetProperty("rows")[1][1].GetString());
        Assert.Equal((420, 280), (used.GetProperty("chart")[0].GetInt32(), used.GetProperty("chart")[1].GetInt32()));

        // what is missing or wrong is told in the panel
        Assert.StartsWith("Connect to a server", Heading(used, "nothing_chosen"), StringComparison.Ordinal);
        Assert.StartsWith("Select polygons", Heading(used, "nothing_selected"), StringComparison.Ordinal);
        Assert.Equal("http://127.0.0.1:9 cannot be reached: Connection refused", Heading(used, "nobody"));
    }

    [Fact]
    public async Task What_goes_wrong_is_one_sentence()
    {
        var faults = await QgisPython.RunAsync("algorithm_faults.py", Address);
        (string Name, string Part)[] expected =
        [
            ("address", "is no address of a server"), ("scheme", "is no address of a server"), ("nobody", "http://127.0.0.1:9 cannot be reached"), ("missing", "Perhaps you mean ramp"),
            ("form", "'ramp' is offered as xyz"), ("busy", "Too much to do. Try again in 7 s."), ("other", "does not answer as a GeoSuite server does"), ("strange", "The server's answer is not understood (KeyError: 'band_names')"), ("silent", "did not answer within 1.5 s"),
            ("nothing", "There are no points"), ("picture", "is neither JPEG nor PNG nor WebP"),
        ];
        foreach (var (name, part) in expected)
        {
            var message = faults.GetProperty(name).GetString()!;
            Assert.Contains(part, message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', message);
        }
    }

    /// <summary>Statistics are those of the server in the same boxes; where no cell lies they are empty.</summary>
    private async Task AssertZonesAsync(IReadOnlyList<JsonElement> zones)
    {
        foreach (var (row, box) in new[] { (zones[0], "2,2,4,4"), (zones[1], "8,8,20,20") })
        {
            var band = (await _server.GetJsonAsync($"/layers/part/statistics?bbox={box}")).GetProperty("properties").GetProperty("statistics").GetProperty("b1");
            foreach (var figure in new[] { "min", "max", "mean", "std", "median", "sum", "count", "area_km2" })
                Assert.Equal(band.GetProperty(figure).GetDouble(), row.GetProperty(figure).GetDouble(), 1e-6 * Math.Abs(band.GetProperty(figure).GetDouble()));
        }

        Assert.Equal(("z2", "NULL"), (zones[2].GetProperty("name").GetString(), zones[2].GetProperty("mean").ToString()));
    }

    /// <summary>The regions are those that the server would tell, and the answer has been forgotten.</summary>
    private async Task AssertLocatedAsync(JsonElement located)
    {
        Assert.True(located.GetProperty("density").GetBoolean());
        Assert.Equal(404, Assert.Single(located.GetProperty("forgotten").EnumerateArray()).GetInt32());
        Assert.All(located.GetProperty("outlines").EnumerateArray(), outline => Assert.True(outline.GetBoolean()));
        var content = new ByteArrayContent(TestPictures.Of("image/png"));
        content.Headers.ContentType = new("image/png");
        using var answer = await _server.Client.PostAsync("/geolocate", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var document = await LiveServer.ReadJsonAsync(answer);
        var regions = (await _server.GetJsonAsync($"/layers/{document.GetProperty("layer").GetString()}/regions?mass=0.5,0.8,0.95")).GetProperty("features");
        Assert.Equal(
            regions.EnumerateArray().Select(region => region.GetProperty("properties").GetProperty("areaKm2").GetDouble()),
            located.GetProperty("regions").EnumerateArray().Select(region => region.GetProperty("area_km2").GetDouble()));
        Assert.All(located.GetProperty("regions").EnumerateArray(), region => Assert.Equal("red.png", region.GetProperty("picture").GetString()));
        var peak = document.GetProperty("regions")[0].GetProperty("peak");
        Assert.Equal((peak[0].GetDouble(), peak[1].GetDouble()), (located.GetProperty("peaks")[0][0].GetDouble(), located.GetProperty("peaks")[0][1].GetDouble()));
    }

    private async Task<double> ValueAsync(string layer, double longitude, double latitude) =>
        (await _server.GetJsonAsync(FormattableString.Invariant($"/layers/{layer}/point?lon={longitude}&lat={latitude}"))).GetProperty("values")[0].GetDouble();

    private static string Heading(JsonElement used, string step) => used.GetProperty(step).GetProperty("heading").GetString()!;

    private static string? Text(JsonElement element, string first, string second) => element.GetProperty(first).GetProperty(second).GetString();
}
