using System.Text;
using System.Text.Json;
using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using TileServer.Sources.Layers;
using TileServer.Tests.Http;
using TileServer.Tests.Predictions;
using TileServer.Tests.Sources;

namespace TileServer.Tests.Statistics;

/// <summary>Recall against area of layers.</summary>
public sealed class SearchTests : IAsyncLifetime
{
    private LiveServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await LiveServer.StartAsync(
        TestMaps.Layer(TestMaps.TwoHills(new NestedGrid(CellHierarchy.Healpix, 4))),
        new RasterLayer(new LayerDescription("amounts", "Amounts"), MemoryRaster.OfWorld(720, 360, (column, row, _) => row == 0 ? -9999 : column < 360 ? 1 : row < 180 ? 3 : 0, [MemoryRaster.Band(noData: -9999)], "amounts")),
        TestLayers.Ramp(), TestLayers.Classes(), TestLayers.Picture());

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Places_come_in_the_order_of_amounts()
    {
        var answer = await PostAsync("amounts", "[[90,45],[-90,45],[-90,-45],[450,-45],[0,89.9]]");
        var points = answer.GetProperty("points").EnumerateArray().ToList();
        var (half, quarter) = (CellArea.Km2(-180, -90, 0, 89.5), CellArea.Km2(0, 0, 180, 89.5));

        Assert.Equal((5, 1), (answer.GetProperty("count").GetInt32(), answer.GetProperty("missing").GetInt32()));
        Assert.Equal([1, 1 + (360 * 179), 1 + (360 * 179), 1 + (360 * 179) + (360 * 359)], points.Take(4).Select(point => point.GetProperty("rank").GetInt32()));
        foreach (var (point, area) in points.Zip(new[] { quarter / 2, quarter + (half / 2), quarter + (half / 2), quarter + half + (CellArea.Km2(0, -90, 180, 0) / 2) }))
            Assert.Equal(area, point.GetProperty("area_km2").GetDouble(), 1);
        Assert.Equal((0, 3 * quarter / ((3 * quarter) + half)), (points[0].GetProperty("hdr_level").GetDouble(), Math.Round(points[1].GetProperty("hdr_level").GetDouble(), 12)), (one, other) => one.Item1 == other.Item1 && Math.Abs(one.Item2 - other.Item2) < 1e-6);
        Assert.Equal(JsonValueKind.Null, points[4].GetProperty("rank").ValueKind);
        Assert.Equal([0, 0.2, 0.6, 0.8], answer.GetProperty("curve").GetProperty("recall").EnumerateArray().Select(share => share.GetDouble()));
        Assert.Equal(quarter + (half / 2), answer.GetProperty("median_area_km2").GetDouble(), 1);
        Assert.Equal(CellArea.Km2(-180, -90, 180, 89.5), answer.GetProperty("total_area_km2").GetDouble(), 1);
    }

    [Fact]
    public async Task Of_a_probability_the_areas_are_those_of_single_questions()
    {
        var answer = await PostAsync("places", """{"type":"MultiPoint","coordinates":[[10,50],[-100,0],[179,-21]]}""");
        foreach (var point in answer.GetProperty("points").EnumerateArray())
        {
            var place = point.GetProperty("coordinates");
            var single = await _server.GetJsonAsync(FormattableString.Invariant($"/layers/places/rva?lon={place[0].GetDouble()}&lat={place[1].GetDouble()}"));
            Assert.Equal(single.GetProperty("searchedAreaKm2").GetDouble(), point.GetProperty("area_km2").GetDouble(), 1e-2);
            Assert.Equal(single.GetProperty("hdr_level").GetDouble(), point.GetProperty("hdr_level").GetDouble(), 1e-5);
            Assert.Equal(single.GetProperty("rank").GetInt32(), point.GetProperty("rank").GetInt32());
            Assert.InRange(single.GetProperty("distance_km").GetDouble(), 0, 20_100);
        }
    }

    [Fact]
    public async Task A_curve_of_many_points_has_few_steps_and_ends_where_all_are_found()
    {
        var random = new Random(4);
        var places = string.Join(',', Enumerable.Range(0, 5000).Select(_ => FormattableString.Invariant($"[{(random.NextDouble() * 360) - 180},{(random.NextDouble() * 178) - 89}]")));
        var answer = await PostAsync("places", $"[{places}]");
        var recall = answer.GetProperty("curve").GetProperty("recall").EnumerateArray().Select(share => share.GetDouble()).ToList();
        var areas = answer.GetProperty("curve").GetProperty("area_km2").EnumerateArray().Select(area => area.GetDouble()).ToList();

        Assert.InRange(recall.Count, 100, 258);
        Assert.Equal(1, recall[^1]);
        Assert.Equal(areas.Order(), areas);
    }

    [Theory]
    [InlineData("ramp", "", "layer")]
    [InlineData("classes", "", "layer")]
    [InlineData("picture", "", "bidx")]
    [InlineData("places", "?quantity=hdr", "quantity")]
    public async Task What_cannot_be_searched_is_explained(string layer, string query, string name)
    {
        using var response = await SendAsync(layer + "/rva" + query, "[[1,1]]");
        var problem = await LiveServer.ProblemAsync(response, 400, "invalid-parameter");

        Assert.Equal(name, problem.GetProperty("errors")[0].GetProperty("param").GetString());
    }

    [Fact]
    public async Task Negative_values_can_be_left_out_by_a_formula_and_bad_places_are_refused()
    {
        using var formula = await SendAsync("ramp/rva?expression=max(b1,0)", "[[10,10]]");
        using var wrong = await SendAsync("amounts/rva", "[[10,100]]");
        using var none = await SendAsync("amounts/rva", "[]");

        Assert.True(formula.IsSuccessStatusCode);
        Assert.Equal(0, (await LiveServer.ReadJsonAsync(none)).GetProperty("count").GetInt32());
        await LiveServer.ProblemAsync(wrong, 400, "invalid-geometry");
    }

    [Fact]
    public async Task Regions_are_asked_for_by_level_and_told_in_both_spellings()
    {
        var regions = await _server.GetJsonAsync("/layers/places/regions?level=0.5,0.9&f=geojson");
        using var wrong = await _server.GetAsync("/layers/places/regions?f=shp");

        Assert.Equal([0.9, 0.5], regions.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("properties").GetProperty("level").GetDouble()));
        Assert.All(regions.GetProperty("features").EnumerateArray(), feature => Assert.Equal(feature.GetProperty("properties").GetProperty("areaKm2").GetDouble(), feature.GetProperty("properties").GetProperty("area_km2").GetDouble()));
        await LiveServer.ProblemAsync(wrong, 400, "invalid-parameter");
    }

    private Task<HttpResponseMessage> SendAsync(string path, string body) =>
        _server.Client.PostAsync("/layers/" + path, new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

    private async Task<JsonElement> PostAsync(string layer, string body)
    {
        using var response = await SendAsync(layer + "/rva", body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return await LiveServer.ReadJsonAsync(response);
    }
}
