using System.Net;
using System.Text;
using GeoCore.Imaging;
using SkiaSharp;
using TileServer.Sources.Catalogue;

namespace TileServer.Tests.Http;

public class LayerTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly LiveServer _server = shared.Server;

    [Fact]
    public async Task The_catalogue_says_what_a_map_needs()
    {
        var layers = (await _server.GetJsonAsync("/layers")).GetProperty("layers").EnumerateArray().ToDictionary(layer => layer.GetProperty("id").GetString()!);

        Assert.Equal(["ramp", "classes", "picture", "part", "broken"], layers.Keys);
        Assert.Equal("raster", layers["ramp"].GetProperty("kind").GetString());
        Assert.Equal("°E", layers["ramp"].GetProperty("unit").GetString());
        Assert.Matches("^[0-9a-f]{12}$", layers["ramp"].GetProperty("version").GetString()!);
        Assert.True(layers["ramp"].GetProperty("stylable").GetBoolean());
        Assert.True(layers["classes"].GetProperty("categorical").GetBoolean());
        Assert.False(layers["picture"].GetProperty("stylable").GetBoolean());
        Assert.Equal([0d, 0, 10, 10], layers["part"].GetProperty("bounds").EnumerateArray().Select(number => number.GetDouble()));
    }

    [Fact]
    public async Task One_layer_has_statistics_style_and_links_that_work()
    {
        var detail = await _server.GetJsonAsync("/layers/ramp");

        Assert.Equal("viridis", detail.GetProperty("style").GetProperty("colormap").GetString());
        Assert.Equal(180, detail.GetProperty("style").GetProperty("rescale")[0][1].GetDouble());
        Assert.True(detail.GetProperty("statistics")[0].GetProperty("count").GetInt32() > 0);
        foreach (var link in detail.GetProperty("links").EnumerateArray())
        {
            using var target = await _server.GetAsync(link.GetProperty("href").GetString()!);
            Assert.Equal(HttpStatusCode.OK, target.StatusCode);
            Assert.Equal(link.GetProperty("type").GetString(), target.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task A_point_has_value_unit_and_cell()
    {
        var point = await _server.GetJsonAsync("/layers/ramp/point?lon=370.1&lat=45.2");

        Assert.Equal(10.1, point.GetProperty("coordinates")[0].GetDouble(), 9);
        Assert.Equal(10.25, point.GetProperty("values")[0].GetDouble());
        Assert.Equal("°E", point.GetProperty("units")[0].GetString());
        Assert.Equal([380, 89], point.GetProperty("pixel").EnumerateArray().Select(number => number.GetInt32()));
        Assert.True(point.GetProperty("inside").GetBoolean());
    }

    [Fact]
    public async Task A_place_outside_has_no_value_and_a_class_has_a_name()
    {
        var outside = await _server.GetJsonAsync("/layers/part/point?lon=20&lat=5");
        var named = await _server.GetJsonAsync("/layers/classes/point?lon=20&lat=5");
        var projected = await _server.GetJsonAsync("/layers/ramp/point?lon=1113194.9&lat=0&crs=EPSG:3857");

        Assert.False(outside.GetProperty("inside").GetBoolean());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, outside.GetProperty("values")[0].ValueKind);
        Assert.Equal("North", named.GetProperty("labels")[0].GetString());
        Assert.Equal(10, projected.GetProperty("coordinates")[0].GetDouble(), 4);
    }

    [Theory]
    [InlineData("[[-100,5],[100,-5],[20.1,0.1]]")]
    [InlineData("""{"type":"MultiPoint","coordinates":[[-100,5],[100,-5],[20.1,0.1,7]]}""")]
    public async Task Many_places_are_answered_in_order(string body)
    {
        using var response = await PostAsync("/layers/ramp/points", body);
        var answer = await LiveServer.ReadJsonAsync(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([-99.75, 100.25, 20.25], answer.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("values")[0].GetDouble()));
        Assert.Equal("°E", answer.GetProperty("units")[0].GetString());
    }

    [Theory]
    [InlineData("[[0,91]]", 400, "invalid-geometry")]
    [InlineData("[[0]]", 400, "invalid-geometry")]
    [InlineData("[[\"a\",1]]", 400, "invalid-geometry")]
    [InlineData("[[1e999,1]]", 400, "invalid-geometry")]
    [InlineData("{\"type\":5}", 400, "invalid-geometry")]
    [InlineData("{\"type\":\"MultiPoint\"}", 400, "invalid-geometry")]
    [InlineData("7", 400, "invalid-geometry")]
    [InlineData("[[", 400, "invalid-geometry")]
    [InlineData("", 400, "invalid-geometry")]
    [InlineData("[[[[[[[[[[[[1]]]]]]]]]]]]", 400, "invalid-geometry")]
    public async Task A_body_that_is_no_list_of_places_is_explained(string body, int status, string slug)
    {
        using var response = await PostAsync("/layers/ramp/points", body);

        await LiveServer.ProblemAsync(response, status, slug);
    }

    [Fact]
    public async Task Too_much_is_refused()
    {
        await using var server = await LiveServer.StartAsync(options => (options.MostPoints, options.LargestBody) = (2, 2048), [TestLayers.Ramp()]);
        using var many = await PostAsync("/layers/ramp/points", "[[0,0],[0,0],[0,0]]", server);
        using var large = await PostAsync("/layers/ramp/points", new string(' ', 5000), server);
        using var foreign = await server.Client.PostAsync("/layers/ramp/points", new StringContent("<a/>", Encoding.UTF8, "text/xml"), TestContext.Current.CancellationToken);

        await LiveServer.ProblemAsync(many, 422, "result-too-large");
        await LiveServer.ProblemAsync(large, 413, "content-too-large");
        await LiveServer.ProblemAsync(foreign, 415, "unsupported-media-type");
    }

    /// <summary>Test T-13 of the specification.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("colormap=magma_r&rescale=-90,90")]
    [InlineData("rescale=1,180&scale=log")]
    [InlineData("opacity=0.5&gamma=2")]
    public async Task The_colour_of_a_legend_line_is_the_colour_of_a_pixel(string style)
    {
        var legend = await _server.GetJsonAsync($"/layers/ramp/legend.json?{style}&ticks=20");
        using var response = await _server.GetAsync($"/tiles/ramp/WorldCRS84Quad/0/1/0.png?{style}&resampling=nearest");
        using var picture = SKBitmap.Decode(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        var pixels = new HashSet<string>();
        for (var column = 0; column < 256; column++)
        {
            var pixel = picture.GetPixel(column, 128);
            pixels.Add(PackedColor.ToHex(PackedColor.Pack(pixel.Red, pixel.Green, pixel.Blue, pixel.Alpha)));
        }

        // lines whose value is a pixel's longitude within a cell have a colour that occurs
        var east = legend.GetProperty("entries").EnumerateArray().Where(line => line.GetProperty("value").GetDouble() is > 2 and < 178).ToList();
        Assert.NotEmpty(east);
        Assert.All(east, line => Assert.Contains(pixels, color => IsNear(color, line.GetProperty("color").GetString()!)));
    }

    [Fact]
    public async Task Legends_are_drawn_in_every_format()
    {
        using var png = await _server.GetAsync("/layers/ramp/legend.png?orientation=horizontal&width=300&height=60&dpi=192&label=Longitude&SERVICE=WMS");
        using var picture = SKBitmap.Decode(await png.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        var classes = await _server.GetJsonAsync("/layers/classes/legend.json");
        var none = await _server.GetJsonAsync("/layers/picture/legend.json");

        Assert.Equal((300, 60), (picture.Width, picture.Height));
        Assert.Equal("SERVICE", png.Headers.GetValues("X-Ignored-Params").Single());
        Assert.Equal(["#ff0000", "#0000ff"], classes.GetProperty("entries").EnumerateArray().Select(line => line.GetProperty("color").GetString()));
        Assert.Equal("North", classes.GetProperty("entries")[0].GetProperty("label").GetString());
        Assert.Empty(none.GetProperty("entries").EnumerateArray());
    }

    [Fact]
    public async Task A_layer_that_cannot_be_opened_makes_the_server_degraded_not_dead()
    {
        await using var server = await LiveServer.StartAsync(_ => { }, [TestLayers.Ramp()], [new FailedLayer("lost", "/secret/lost.tif", "not a TIFF")]);
        var health = await server.GetJsonAsync("/health/ready");
        using var lost = await server.GetAsync("/tiles/lost/0/0/0.png");

        Assert.Equal("degraded", health.GetProperty("status").GetString());
        Assert.Equal(["ok", "failed"], health.GetProperty("sources").EnumerateArray().Select(source => source.GetProperty("status").GetString()));
        await LiveServer.ProblemAsync(lost, 503, "source-unavailable");
    }

    private static bool IsNear(string color, string other)
    {
        Assert.True(PackedColor.TryParse(color, out var a));
        Assert.True(PackedColor.TryParse(other, out var b));
        return Math.Abs(PackedColor.Red(a) - PackedColor.Red(b)) + Math.Abs(PackedColor.Green(a) - PackedColor.Green(b))
            + Math.Abs(PackedColor.Blue(a) - PackedColor.Blue(b)) + Math.Abs(PackedColor.Alpha(a) - PackedColor.Alpha(b)) <= 12;
    }

    private Task<HttpResponseMessage> PostAsync(string path, string body, LiveServer? server = null) =>
        (server ?? _server).Client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
}
