using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using TileServer.Sources.Layers;
using TileServer.Sources.Layers.Predictions;
using TileServer.Tests.Http;

namespace TileServer.Tests.Statistics;

public class StatisticsTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Square = """{"type":"Polygon","coordinates":[[[1,1],[3,1],[3,3],[1,3],[1,1]]]}""";

    private readonly LiveServer _server = shared.Server;

    [Fact]
    public async Task A_polygon_comes_back_as_a_feature_with_statistics_of_every_band()
    {
        var feature = await PostAsync("/layers/part/statistics?weights=coverage&percentiles=50,90&bins=4", """{"type":"Feature","id":7,"properties":{"name":"Field"},"geometry":""" + Square + "}");
        var properties = feature.GetProperty("properties");
        var band = properties.GetProperty("statistics").GetProperty("b1");

        Assert.Equal((7, "Field"), (feature.GetProperty("id").GetInt32(), properties.GetProperty("name").GetString()));
        Assert.Equal(JsonElement.Parse(Square).GetRawText(), feature.GetProperty("geometry").GetRawText());

        // columns 10 to 29 and rows 70 to 89 of cells a tenth of a degree wide
        Assert.Equal((7010, 8929), (Number(band, "min"), Number(band, "max")));
        Assert.Equal((400, 19.5 + 7950), (Math.Round(Number(band, "count"), 6), Math.Round(Number(band, "mean"), 6)));
        Assert.Equal((400, 0, 100), (Number(band, "valid_pixels"), Number(band, "masked_pixels"), Number(band, "valid_percent")));
        Assert.Equal((400, 7929), (Number(band, "unique"), Number(band, "median")));
        Assert.Equal([100d, 100, 100, 100], band.GetProperty("histogram")[0].EnumerateArray().Select(count => Math.Round(count.GetDouble())));
        Assert.False(band.TryGetProperty("percentile_98", out _));
        Assert.Equal(CellArea.Km2(1, 1, 3, 3), Number(properties, "area_km2"), 1e-6);
        Assert.Equal(CellArea.Km2(1, 1, 3, 3), Number(band, "area_km2"), 1e-3);
        Assert.Equal((0.1, 0), (Number(properties.GetProperty("resolution"), "width"), Number(properties.GetProperty("resolution"), "level")));
    }

    [Fact]
    public async Task A_box_a_bare_geometry_and_a_collection_say_the_same()
    {
        var bare = StatisticsOf(await PostAsync("/layers/part/statistics", Square));
        var box = StatisticsOf(await _server.GetJsonAsync("/layers/part/statistics?bbox=1,1,3,3"));
        var collection = await PostAsync("/layers/part/statistics", $$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":null,"geometry":{{Square}}},{"type":"Feature","properties":{},"geometry":{{Square}}}]}""");

        Assert.Equal(bare.GetRawText(), box.GetRawText());
        Assert.All(collection.GetProperty("features").EnumerateArray(), feature => Assert.Equal(bare.GetRawText(), StatisticsOf(feature).GetRawText()));
    }

    /// <summary>T-11: of a field that grows with longitude, and of one that is the same everywhere.</summary>
    [Fact]
    public async Task Means_are_over_true_area()
    {
        const string slanted = """{"type":"Polygon","coordinates":[[[-30,-70],[75,-20],[40,85],[-120,60],[-30,-70]],[[0,0],[10,0],[10,10],[0,0]]]}""";
        var halves = StatisticsOf(await PostAsync("/layers/classes/statistics?categorical=false", """{"type":"Polygon","coordinates":[[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]]}"""));
        var constant = StatisticsOf(await PostAsync("/layers/picture/statistics", slanted));

        Assert.Equal(1.5, Number(halves, "mean"), 1e-12);
        Assert.Equal(510_065_622d, Number(halves, "area_km2"), 510d);
        Assert.Equal((50, 0), (Number(constant, "mean"), Number(constant, "std")));
    }

    [Fact]
    public async Task Classes_are_counted_with_their_areas_and_names()
    {
        var statistics = StatisticsOf(await _server.GetJsonAsync("/layers/classes/statistics?bbox=0,-10,20,30"));

        Assert.Equal([1d, 2], statistics.GetProperty("histogram")[1].EnumerateArray().Select(value => value.GetDouble()));
        Assert.Equal(["North", "South"], statistics.GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
        Assert.Equal(CellArea.Km2(0, 0, 20, 30), statistics.GetProperty("histogram_area_km2")[0].GetDouble(), 1);
        Assert.Equal(1, Number(statistics, "majority"));
    }

    /// <summary>T-09: three ways to write the same two halves.</summary>
    [Fact]
    public async Task A_zone_across_the_antimeridian_is_the_sum_of_its_halves()
    {
        var beyond = StatisticsOf(await PostAsync("/layers/ramp/statistics", Box(170.3, -5, 190.2, 12.1)));
        var west = StatisticsOf(await PostAsync("/layers/ramp/statistics", Box(170.3, -5, 180, 12.1)));
        var east = StatisticsOf(await PostAsync("/layers/ramp/statistics", Box(-180, -5, -169.8, 12.1)));
        var split = StatisticsOf(await PostAsync("/layers/ramp/statistics", $$"""{"type":"MultiPolygon","coordinates":[[{{Ring(170.3, -5, 180, 12.1)}}],[{{Ring(-180, -5, -169.8, 12.1)}}]]}"""));
        var box = StatisticsOf(await _server.GetJsonAsync("/layers/ramp/statistics?bbox=170.3,-5,-169.8,12.1"));

        foreach (var name in new[] { "count", "sum", "area_km2", "valid_pixels" })
        {
            Assert.Equal(Number(west, name) + Number(east, name), Number(beyond, name), 1e-6 * Math.Abs(Number(west, name)));
            Assert.Equal(Number(beyond, name), Number(split, name), 1e-6);
            Assert.Equal(Number(beyond, name), Number(box, name), 1e-6);
        }
    }

    [Fact]
    public async Task Fewer_cells_are_larger_ones_and_the_answer_says_so()
    {
        var all = await _server.GetJsonAsync("/layers/ramp/statistics?bbox=0,0,90,60");
        var few = await _server.GetJsonAsync("/layers/ramp/statistics?bbox=0,0,90,60&max_pixels=1000");

        Assert.Equal(0, Number(all.GetProperty("properties").GetProperty("resolution"), "level"));
        Assert.True(Number(few.GetProperty("properties").GetProperty("resolution"), "level") > 1);
        Assert.True(Number(StatisticsOf(few), "valid_pixels") <= 1000);
        Assert.Equal(Number(StatisticsOf(all), "mean"), Number(StatisticsOf(few), "mean"), 1.5);
    }

    [Fact]
    public async Task A_zone_outside_of_the_layer_has_no_cells()
    {
        var statistics = StatisticsOf(await PostAsync("/layers/part/statistics", Box(50, 50, 51, 51)));

        Assert.Equal((0, 0, 0), (Number(statistics, "count"), Number(statistics, "valid_pixels"), Number(statistics, "valid_percent")));
        Assert.Equal(JsonValueKind.Null, statistics.GetProperty("mean").ValueKind);
    }

    [Fact]
    public async Task A_probability_has_its_mass_and_density()
    {
        var cells = new NestedGrid(CellHierarchy.Healpix, 4);
        var map = DensityMap.FromMasses(cells, [.. Enumerable.Range(0, cells.Count).Select(cell => 1.0 / cells.Count)]);
        await using var server = await LiveServer.StartAsync(new PredictionLayer(new LayerDescription("even", "Even"), map));
        var statistics = StatisticsOf(await server.GetJsonAsync("/layers/even/statistics?bbox=-180,-90,0,90"));

        Assert.Equal(0.5, Number(statistics, "mass"), 2e-3);
        Assert.Equal(1 / CellArea.EarthKm2, Number(statistics, "mean_density"), 1e-3 / CellArea.EarthKm2);
    }

    [Fact]
    public async Task A_histogram_is_what_statistics_say()
    {
        var histogram = await _server.GetJsonAsync("/layers/part/histogram?bins=5");
        var statistics = StatisticsOf(await _server.GetJsonAsync("/layers/part/statistics?bins=5"));

        Assert.Equal(statistics.GetProperty("histogram").GetRawText(), histogram.GetProperty("b1").GetProperty("histogram").GetRawText());
        Assert.Equal(10_000, histogram.GetProperty("b1").GetProperty("histogram")[0].EnumerateArray().Sum(count => count.GetDouble()), 1e-6);
    }

    [Fact]
    public async Task Rings_that_cross_themselves_are_repaired()
    {
        var bow = await PostAsync("/layers/part/statistics?weights=coverage", """{"type":"Polygon","coordinates":[[[1,1],[3,3],[3,1],[1,3],[1,1]]]}""");

        Assert.True(bow.GetProperty("properties").GetProperty("repaired").GetBoolean());
        Assert.Equal(200, Number(StatisticsOf(bow), "count"), 1e-6);
    }

    [Theory]
    [InlineData("""{"type":"Point","coordinates":[1,1]}""", "expected a Polygon")]
    [InlineData("""{"type":"Feature","properties":{},"geometry":null}""", "geometry")]
    [InlineData("""{"type":"Polygon","coordinates":[[[1,1],[2,2],[1e999,3],[1,1]]]}""", "coordinates[0][2]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[1,1],[2,2],[null,3],[1,1]]]}""", "coordinates[0][2]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[1,1],[2,91],[3,3],[1,1]]]}""", "coordinates[0][1]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[1,1],[2,2]]]}""", "coordinates[0]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[1,1],[2,2],[3,3],[1,1]]]}""", "cross")]
    [InlineData("""{"type":"Polygon","coordinates":[[[-300,1],[300,1],[300,2],[-300,2],[-300,1]]]}""", "one turn")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[1,1],[2,1],["x",2],[1,1]]]}}]}""", "features[0].geometry.coordinates[0][2]")]
    [InlineData("""{"type":"FeatureCollection"}""", "features")]
    [InlineData("{\"type\":\"Polygon\",\"coordinates\":[[[NaN,1]]]}", "JSON")]
    [InlineData("[]", "Polygon")]
    public async Task Bad_geometry_is_explained(string body, string place)
    {
        using var response = await SendAsync("/layers/part/statistics", body);
        var problem = await LiveServer.ProblemAsync(response, 400, "invalid-geometry");

        Assert.Contains(place, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("weights=area", "weights")]
    [InlineData("percentiles=2,101", "percentiles")]
    [InlineData("bins=0", "bins")]
    [InlineData("bins=3,2,1", "bins")]
    [InlineData("max_pixels=99999999999", "max_pixels")]
    [InlineData("categorical=maybe", "categorical")]
    [InlineData("categorical=true", "categorical")]
    [InlineData("bidx=2", "bidx")]
    [InlineData("bbox=1,2,3", "bbox")]
    [InlineData("bbox=1,5,3,5", "bbox")]
    [InlineData("bbox=1,5,3,95", "bbox")]
    public async Task Bad_parameters_are_named(string query, string name)
    {
        using var response = await _server.GetAsync("/layers/part/statistics?" + query);
        var problem = await LiveServer.ProblemAsync(response, 400, "invalid-parameter");

        Assert.Equal(name, problem.GetProperty("errors")[0].GetProperty("param").GetString());
    }

    [Fact]
    public async Task A_hundred_thousand_corners_are_answered_and_more_are_too_many()
    {
        var most = await PostAsync("/layers/part/statistics?weights=coverage", Circle(99_999));
        using var refused = await SendAsync("/layers/part/statistics", Circle(200_000));

        Assert.Equal(Math.PI * 16 * 100, Number(StatisticsOf(most), "count"), 0.1);
        await LiveServer.ProblemAsync(refused, 422, "geometry-too-complex");
    }

    [Fact]
    public async Task Rings_that_cross_themselves_without_end_are_refused_at_once()
    {
        var random = new Random(3);
        var corners = string.Join(',', Enumerable.Range(0, 20_000).Select(_ => FormattableString.Invariant($"[{random.NextDouble() * 9},{random.NextDouble() * 9}]")));
        using var refused = await SendAsync("/layers/part/statistics", $$"""{"type":"Polygon","coordinates":[[{{corners}}]]}""");
        var problem = await LiveServer.ProblemAsync(refused, 400, "invalid-geometry");

        Assert.Contains("fails at", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_about_boxes_are_conditional_and_a_broken_source_says_so()
    {
        using var first = await _server.GetAsync("/layers/part/statistics?bbox=1,1,3,3");
        using var second = await _server.GetAsync("/layers/part/statistics?bbox=1,1,3,3", ("If-None-Match", first.Headers.ETag!.ToString()));
        using var broken = await _server.GetAsync("/layers/broken/statistics?bbox=1,1,3,3");

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        await LiveServer.ProblemAsync(broken, 503, "source-unavailable");
    }

    private static JsonElement StatisticsOf(JsonElement feature) => feature.GetProperty("properties").GetProperty("statistics").GetProperty("b1");

    private static double Number(JsonElement item, string name) => item.GetProperty(name).GetDouble();

    private static string Ring(double west, double south, double east, double north) =>
        string.Create(CultureInfo.InvariantCulture, $"[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]");

    private static string Box(double west, double south, double east, double north) => $$"""{"type":"Polygon","coordinates":[{{Ring(west, south, east, north)}}]}""";

    private static string Circle(int corners)
    {
        var text = new StringBuilder("""{"type":"Polygon","coordinates":[[""");
        for (var i = 0; i <= corners; i++)
        {
            var angle = 2 * Math.PI * (i % corners) / corners;
            text.Append(i > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"[{5 + (4 * Math.Cos(angle)):0.########},{5 + (4 * Math.Sin(angle)):0.########}]");
        }

        return text.Append("]]}").ToString();
    }

    private Task<HttpResponseMessage> SendAsync(string path, string body) =>
        _server.Client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

    private async Task<JsonElement> PostAsync(string path, string body)
    {
        using var response = await SendAsync(path, body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return await LiveServer.ReadJsonAsync(response);
    }
}
