using System.Net;
using System.Text.Json;
using TileServer.Tests.Http;

namespace TileServer.Tests.Features;

public sealed class FeatureServer : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geosuite-features-");

    internal LiveServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        FeatureFiles.WriteAll(_folder.FullName);
        Server = await LiveServer.FollowAsync(_folder.FullName);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

public sealed class ItemsTests(FeatureServer shared) : IClassFixture<FeatureServer>
{
    private readonly LiveServer _server = shared.Server;

    [Fact]
    public async Task Files_of_features_are_layers_and_broken_ones_trouble_nobody()
    {
        var layers = (await _server.GetJsonAsync("/layers")).GetProperty("layers").EnumerateArray().ToDictionary(layer => layer.GetProperty("id").GetString()!);
        Assert.Equal(["areas", "package", "places", "shapes"], layers.Keys.Order());
        Assert.All(layers.Values, layer => Assert.Equal("vector", layer.GetProperty("kind").GetString()));
        foreach (var id in new[] { "package", "places", "shapes" })
            Assert.Equal([-175.0, -55, 175, 55], layers[id].GetProperty("bounds").EnumerateArray().Select(edge => Math.Round(edge.GetDouble(), 6)));
        foreach (var id in new[] { "broken", "cut" })
        {
            using var answer = await _server.GetAsync($"/collections/{id}/items");
            await LiveServer.ProblemAsync(answer, 503, "source-unavailable");
        }
    }

    [Theory]
    [InlineData("places")]
    [InlineData("package")]
    [InlineData("shapes")]
    public async Task Links_lead_through_all_features_once_in_a_stable_order(string layer)
    {
        var numbers = new List<int>();
        var ids = new List<long>();
        string? next = $"/collections/{layer}/items?limit=100";
        var pages = 0;
        for (; next is not null; pages++)
        {
            var page = await _server.GetJsonAsync(next);
            Assert.Equal(FeatureFiles.PlaceCount, page.GetProperty("numberMatched").GetInt32());
            Assert.Equal(page.GetProperty("features").GetArrayLength(), page.GetProperty("numberReturned").GetInt32());
            numbers.AddRange(page.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("properties").GetProperty("number").GetInt32()));
            ids.AddRange(page.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("id").GetInt64()));
            next = LinkOf(page, "next");
        }

        Assert.Equal(5, pages);
        Assert.Equal(Enumerable.Range(0, FeatureFiles.PlaceCount), numbers);
        Assert.Equal(ids.Order(), ids);
        Assert.Equal(FeatureFiles.PlaceCount, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("bbox=0,0,40,30", 12)]
    [InlineData("bbox=-10,-10,5,5", 4)]
    [InlineData("bbox=160,-60,-160,60", 48)]
    [InlineData("bbox=0,0,-100,40,30,100", 12)]
    [InlineData("bbox=0,0,4452779.63,3503549.84&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/3857", 12)]
    [InlineData("bbox=0,0,30,40&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326", 12)]
    [InlineData("number=17", 1)]
    [InlineData("name=place%2017", 1)]
    [InlineData("name=PLACE%2017", 0)]
    [InlineData("share=2.5", 1)]
    [InlineData("datetime=2020-01-05", 16)]
    [InlineData("datetime=2020-01-27/..", 30)]
    [InlineData("datetime=../2020-01-02T12:00:00Z", 32)]
    [InlineData("datetime=2020-01-05T00:00:00Z/2020-01-06T23:59:59Z&bbox=0,0,180,90", 6)]
    public async Task A_question_is_answered_by_all_files_alike(string query, int count)
    {
        foreach (var layer in new[] { "places", "package", "shapes" })
        {
            var page = await _server.GetJsonAsync($"/collections/{layer}/items?limit=2000&{query}");
            Assert.True(count == page.GetProperty("numberMatched").GetInt32(), $"{layer}?{query}: {page.GetProperty("numberMatched").GetInt32()}");
            Assert.Equal(count, page.GetProperty("features").GetArrayLength());
            Assert.Null(LinkOf(page, "next"));
            if (count > 1)
            {
                var first = await _server.GetJsonAsync($"/collections/{layer}/items?limit=1&{query}");
                Assert.Equal((count, 1), (first.GetProperty("numberMatched").GetInt32(), first.GetProperty("features").GetArrayLength()));
                var second = await _server.GetJsonAsync(LinkOf(first, "next")!);
                Assert.Equal(page.GetProperty("features")[1].GetProperty("id").GetInt64(), second.GetProperty("features")[0].GetProperty("id").GetInt64());
            }
        }
    }

    [Fact]
    public async Task Truth_values_and_numbers_are_what_they_are()
    {
        foreach (var layer in new[] { "places", "package" })
        {
            var page = await _server.GetJsonAsync($"/collections/{layer}/items?east=true&number=20");
            var properties = page.GetProperty("features")[0].GetProperty("properties");
            Assert.Equal((JsonValueKind.True, 5.0, "2020-01-21"), (properties.GetProperty("east").ValueKind, properties.GetProperty("share").GetDouble(), properties.GetProperty("day").GetString()));
        }
    }

    [Fact]
    public async Task Coordinates_come_in_the_system_asked_for_with_its_axes()
    {
        using var metres = await _server.GetAsync("/collections/package/items?number=20&crs=http://www.opengis.net/def/crs/EPSG/0/3857");
        Assert.Equal("<http://www.opengis.net/def/crs/EPSG/0/3857>", metres.Headers.GetValues("Content-Crs").Single());
        var place = (await LiveServer.ReadJsonAsync(metres)).GetProperty("features")[0].GetProperty("geometry").GetProperty("coordinates");
        Assert.Equal(2782987.27, place[0].GetDouble(), 0.01);
        Assert.Equal(-7361866.11, place[1].GetDouble(), 0.01);
        var swapped = (await _server.GetJsonAsync("/collections/shapes/items?number=20&crs=http://www.opengis.net/def/crs/EPSG/0/4326")).GetProperty("features")[0].GetProperty("geometry").GetProperty("coordinates");
        Assert.Equal((-55, 25), (Math.Round(swapped[0].GetDouble(), 6), Math.Round(swapped[1].GetDouble(), 6)));
    }

    [Fact]
    public async Task One_feature_has_an_address_of_its_own()
    {
        var page = await _server.GetJsonAsync("/collections/package/items?number=33");
        var id = page.GetProperty("features")[0].GetProperty("id").GetInt64();
        using var answer = await _server.GetAsync($"/collections/package/items/{id}");
        Assert.Equal("application/geo+json", answer.Content.Headers.ContentType!.MediaType);
        var feature = await LiveServer.ReadJsonAsync(answer);
        Assert.Equal(("Feature", 33), (feature.GetProperty("type").GetString(), feature.GetProperty("properties").GetProperty("number").GetInt32()));
        using var known = await _server.GetAsync($"/collections/package/items/{id}", ("If-None-Match", answer.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        foreach (var wrong in new[] { "99999", "x", "-1", "9223372036854775808" })
        {
            using var missing = await _server.GetAsync($"/collections/package/items/{wrong}");
            await LiveServer.ProblemAsync(missing, 404, "not-found");
        }
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("bbox=1,2,3", "bbox")]
    [InlineData("bbox=0,10,10,0", "bbox")]
    [InlineData("bbox=nan,0,10,0", "bbox")]
    [InlineData("bbox=-200,0,10,10", "bbox")]
    [InlineData("bbox-crs=EPSG:1", "bbox-crs")]
    [InlineData("crs=moon", "crs")]
    [InlineData("datetime=yesterday", "datetime")]
    [InlineData("datetime=2021-01-01/2020-01-01", "datetime")]
    [InlineData("after=x", "after")]
    [InlineData("number=x", "number")]
    [InlineData("unknown=1", "unknown")]
    [InlineData("f=xml", "f")]
    public async Task A_parameter_that_cannot_be_used_is_named(string query, string name)
    {
        using var answer = await _server.GetAsync($"/collections/places/items?{query}");
        var problem = await LiveServer.ProblemAsync(answer, 400, "invalid-parameter");
        Assert.Contains(problem.GetProperty("errors").EnumerateArray(), error => error.GetProperty("param").GetString() == name);
    }

    [Fact]
    public async Task A_limit_beyond_the_largest_is_the_largest_and_api_tells_which()
    {
        var page = await _server.GetJsonAsync("/collections/places/items?limit=1000000");
        Assert.Equal(FeatureFiles.PlaceCount, page.GetProperty("numberReturned").GetInt32());
        var api = await _server.GetJsonAsync("/api");
        Assert.Equal(2000, api.GetProperty("components").GetProperty("parameters").GetProperty("limit").GetProperty("schema").GetProperty("maximum").GetInt32());
    }

    [Fact]
    public async Task A_place_is_answered_with_the_features_there()
    {
        var hit = await _server.GetJsonAsync("/layers/package/point?lon=25.0004&lat=-55");
        Assert.True(hit.GetProperty("inside").GetBoolean());
        Assert.Equal(20, hit.GetProperty("features")[0].GetProperty("properties").GetProperty("number").GetInt32());
        var missed = await _server.GetJsonAsync("/layers/package/point?lon=25.1&lat=-55");
        Assert.Equal((false, 0), (missed.GetProperty("inside").GetBoolean(), missed.GetProperty("features").GetArrayLength()));
        var star = await _server.GetJsonAsync("/layers/areas/point?lon=0&lat=55");
        Assert.Equal("star", star.GetProperty("features")[0].GetProperty("properties").GetProperty("kind").GetString());
        Assert.Equal(0, (await _server.GetJsonAsync("/layers/areas/point?lon=0&lat=47")).GetProperty("features").GetArrayLength());
    }

    [Fact]
    public async Task Geometries_of_every_kind_are_written()
    {
        var features = (await _server.GetJsonAsync("/collections/areas/items")).GetProperty("features").EnumerateArray()
            .ToDictionary(feature => feature.GetProperty("properties").GetProperty("kind").GetString()!, feature => feature.GetProperty("geometry"));
        Assert.Equal(7, features.Count);
        Assert.Equal(JsonValueKind.Null, features["nowhere"].ValueKind);
        Assert.Equal(2, features["star"].GetProperty("coordinates").GetArrayLength());
        Assert.Equal("GeometryCollection", features["several"].GetProperty("type").GetString());
        Assert.Equal(12, features["several"].GetProperty("geometries")[1].GetProperty("coordinates")[1][1].GetDouble());
    }

    internal static string? LinkOf(JsonElement page, string relation) => page.GetProperty("links").EnumerateArray()
        .Where(link => link.GetProperty("rel").GetString() == relation).Select(link => new Uri(link.GetProperty("href").GetString()!).PathAndQuery).FirstOrDefault();
}
