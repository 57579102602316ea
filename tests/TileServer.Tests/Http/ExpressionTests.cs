using System.Net;
using System.Text;
using TileServer.Sources.Layers;
using TileServer.Tests.Sources;

namespace TileServer.Tests.Http;

/// <summary>Formulas wherever a layer is asked for values or colours.</summary>
public sealed class ExpressionTests : IAsyncLifetime
{
    private const string Index = "(b1-b2)/(b1%2Bb2)";

    private LiveServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await LiveServer.StartAsync(
        new RasterLayer(
            new LayerDescription("bands", "Two bands"),
            MemoryRaster.OfWorld(
                720, 360, (column, row, band) => band == 0 ? column : row + 100,
                [MemoryRaster.Band("red", noData: 5), MemoryRaster.Band("infrared")], "bands", withOverviews: true)),
        TestLayers.Picture(), new EncoderLayer(new LayerDescription("model", "Model"), RandomEncoders.Create(GeoCore.Encoding.OutputKind.Binary)));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_point_has_the_value_of_the_formula()
    {
        var point = await _server.GetJsonAsync($"/layers/bands/point?lon=0.1&lat=0.1&expression={Index};b1%2Bb2");
        var hole = await _server.GetJsonAsync($"/layers/bands/point?lon=-177.3&lat=0.1&expression={Index}");

        Assert.Equal((360 - 279) / (360.0 + 279), point.GetProperty("values")[0].GetDouble(), 1e-6);
        Assert.Equal(639, point.GetProperty("values")[1].GetDouble());
        Assert.Equal(["(b1-b2)/(b1+b2)", "b1+b2"], point.GetProperty("band_names").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, hole.GetProperty("values")[0].ValueKind);
    }

    [Fact]
    public async Task Values_of_a_tile_are_those_of_its_bands_through_the_formula()
    {
        using var bands = await _server.GetAsync("/tiles/bands/3/4/3.npy?bidx=1,2&mask=false");
        using var tile = await _server.GetAsync($"/tiles/bands/3/4/3.npy?expression={Index}");
        var (one, other) = (new NpyFile(await BytesAsync(bands)), new NpyFile(await BytesAsync(tile)));
        var values = other.Plane<float>(0);
        Assert.Equal([2, 256, 256], other.Shape);
        for (var i = 0; i < values.Length; i += 37)
        {
            var (b1, b2) = (one.Plane<float>(0)[i], one.Plane<float>(1)[i]);
            Assert.Equal((b1 - b2) / (b1 + b2), values[i], 1e-6f);
        }
    }

    [Theory]
    [InlineData("/tiles/bands/2/1/1.png?expression=b1-b2", "image/png")]
    [InlineData("/tiles/bands/2/1/1.png?expression=b1-b2&colormap=magma&rescale=-100,100", "image/png")]
    [InlineData("/tiles/bands/2/1/1.png?expression=b1;b2;b1-b2&rescale=0,500", "image/png")]
    [InlineData("/tiles/bands/2/1/1.webp?expression=b1*0", "image/webp")]
    [InlineData("/tiles/bands/2/1/1.tif?expression=b1-b2", "image/tiff")]
    [InlineData("/tiles/picture/2/1/1.png?expression=b1/b2", "image/png")]
    [InlineData("/tiles/model/2/1/1.png?expression=1-b1", "image/png")]
    [InlineData("/layers/bands/legend.png?expression=b1-b2", "image/png")]
    [InlineData("/layers/bands/legend.json?expression=b1-b2", "application/json")]
    [InlineData("/tiles/bands/tilejson.json?expression=b1-b2", "application/json")]
    public async Task Every_form_of_a_layer_takes_a_formula(string path, string mediaType)
    {
        using var response = await _server.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(mediaType, response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Statistics_are_of_the_formula()
    {
        var feature = await _server.GetJsonAsync("/layers/bands/statistics?bbox=0,0,10,10&expression=b1-b2;b1*2");
        var statistics = feature.GetProperty("properties").GetProperty("statistics");

        Assert.Equal((360 - 279, 379 - 260), (statistics.GetProperty("b1-b2").GetProperty("min").GetDouble(), statistics.GetProperty("b1-b2").GetProperty("max").GetDouble()));
        Assert.Equal(720, statistics.GetProperty("b1*2").GetProperty("min").GetDouble());
    }

    [Fact]
    public async Task Many_places_are_answered_with_the_formula()
    {
        using var response = await _server.Client.PostAsync(
            "/layers/bands/points?expression=b2-100", new StringContent("[[0.1,0.1],[0.1,45.1]]", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        var answer = await LiveServer.ReadJsonAsync(response);

        Assert.Equal([179, 89], answer.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("values")[0].GetDouble()));
    }

    [Fact]
    public async Task The_colours_of_a_formula_are_spread_over_its_own_values()
    {
        var legend = await _server.GetJsonAsync("/layers/bands/legend.json?expression=b1/1000");
        var entries = legend.GetProperty("entries").EnumerateArray().ToList();

        Assert.InRange(entries[0].GetProperty("value").GetDouble(), 0.005, 0.03);
        Assert.InRange(entries[^1].GetProperty("value").GetDouble(), 0.68, 0.72);
    }

    [Theory]
    [InlineData("b1%2B", 3)]
    [InlineData("b1 b2", 3)]
    [InlineData("drop(b1)", 0)]
    [InlineData("b1;", 3)]
    public async Task What_is_no_formula_is_explained_with_the_place(string text, int position)
    {
        foreach (var path in new[] { "/tiles/bands/0/0/0.png", "/layers/bands/point?lon=1&lat=1", "/layers/bands/statistics", "/layers/bands/legend.json" })
        {
            using var response = await _server.GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}expression={text}");
            var problem = await LiveServer.ProblemAsync(response, 400, "invalid-expression");

            Assert.Equal(position, problem.GetProperty("position").GetInt32());
            Assert.Equal("expression", problem.GetProperty("errors")[0].GetProperty("param").GetString());
        }
    }

    [Theory]
    [InlineData("expression=b3", "expression")]
    [InlineData("expression=1", "expression")]
    [InlineData("expression=b1&bidx=1", "bidx")]
    [InlineData("expression=b1;b2", "bidx")]
    public async Task A_formula_that_does_not_fit_the_layer_is_explained(string query, string name)
    {
        using var response = await _server.GetAsync("/tiles/bands/0/0/0.png?" + query);
        var problem = await LiveServer.ProblemAsync(response, 400, "invalid-parameter");

        Assert.Equal(name, problem.GetProperty("errors")[0].GetProperty("param").GetString());
    }

    [Fact]
    public async Task Blanks_make_no_difference_to_what_is_kept()
    {
        using var one = await _server.GetAsync("/tiles/bands/0/0/0.png?expression=b1-b2");
        using var other = await _server.GetAsync("/tiles/bands/0/0/0.png?expression=b1%20-%20b2");

        Assert.Equal(one.Headers.ETag, other.Headers.ETag);
        Assert.Equal("hit-l1", other.Headers.GetValues("X-Cache").Single());
    }

    private static Task<byte[]> BytesAsync(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode);
        return response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }
}
