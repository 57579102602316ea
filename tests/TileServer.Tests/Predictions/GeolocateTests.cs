using System.Net;
using System.Text.Json;
using TileServer.Sources.Catalogue;
using TileServer.Tests.Http;

namespace TileServer.Tests.Predictions;

public sealed class GeolocateTests(PictureServer shared) : IClassFixture<PictureServer>
{
    private readonly LiveServer _server = shared.Server;

    [Theory]
    [InlineData("image/png")]
    [InlineData("image/jpeg")]
    [InlineData("image/webp")]
    [InlineData("application/octet-stream")]
    [InlineData("multipart/form-data")]
    public async Task A_picture_is_answered_with_a_map_and_its_reasons(string type)
    {
        using var answer = await PostAsync("/geolocate", TestPictures.Of(type), type);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        var document = await LiveServer.ReadJsonAsync(answer);
        var id = document.GetProperty("id").GetString()!;
        Assert.Matches("^query-[0-9a-f]{32}$", id);
        Assert.Equal("hills", document.GetProperty("model").GetProperty("id").GetString());
        Assert.Equal(("loglinear", "uniform"), (document.GetProperty("rule").GetString(), document.GetProperty("prior").GetString()));
        Assert.Equal("healpix:4", document.GetProperty("grid").GetProperty("name").GetString());
        var first = document.GetProperty("regions")[0];
        Assert.Equal(10, first.GetProperty("peak")[0].GetDouble(), 4.0);
        Assert.Equal(50, first.GetProperty("peak")[1].GetDouble(), 4.0);
        double[] areas = [.. document.GetProperty("uncertainty").GetProperty("areas").EnumerateArray().Select(area => area.GetProperty("areaKm2").GetDouble())];
        Assert.Equal(areas.Order(), areas);
        Assert.Equal(Math.Exp(document.GetProperty("uncertainty").GetProperty("entropyNats").GetDouble()), document.GetProperty("uncertainty").GetProperty("effectiveAreaKm2").GetDouble(), 1);
        var sources = document.GetProperty("sources");
        Assert.Equal(["red", "blue"], sources.EnumerateArray().Select(source => source.GetProperty("name").GetString()!));
        Assert.All(sources.EnumerateArray(), source => Assert.True(source.GetProperty("active").GetBoolean()));
        Assert.True(sources[0].GetProperty("contributionNats").GetDouble() > 0.5);
        Assert.InRange(document.GetProperty("attributes")[0].GetProperty("classes")[0].GetProperty("probability").GetDouble(), 0.9, 1);
        Assert.Contains("pictures of one colour", document.GetProperty("notices")[0].GetString(), StringComparison.Ordinal);
        Assert.False(document.TryGetProperty("truth", out _));

        // every link leads somewhere
        foreach (var link in document.GetProperty("links").EnumerateArray().Where(link => link.GetProperty("rel").GetString() != "viewer"))
        {
            var href = link.GetProperty("href").GetString()!.Replace("{z}/{x}/{y}", "2/2/1", StringComparison.Ordinal).Replace("{quantity}", "hdr", StringComparison.Ordinal)
                .Replace("{mass}", "0.5", StringComparison.Ordinal).Replace("{lon}", "10", StringComparison.Ordinal).Replace("{lat}", "50", StringComparison.Ordinal);
            using var there = await _server.GetAsync(href);
            Assert.True(there.IsSuccessStatusCode, $"{href}: {there.StatusCode}");
            Assert.Equal("no-store", there.Headers.CacheControl?.ToString());
            Assert.False(there.Headers.Contains("X-Ignored-Params"), href);
        }

        // and nobody else learns of it
        Assert.DoesNotContain(id, (await _server.GetJsonAsync("/layers")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sources_are_switched_off_and_weighed_without_running_a_network_again()
    {
        var document = await AnsweredAsync();
        var id = document.GetProperty("id").GetString();
        var count = shared.Locator.Count;
        var usual = await BytesAsync($"/tiles/{id}/2/2/1.npy");
        foreach (var choice in new[] { "sources=red:0", "sources=red:0,blue:3", "rule=product", "rule=linear", "prior=north", "prior=north&rule=loglinear&sources=blue:0" })
            Assert.NotEqual(usual, await BytesAsync($"/tiles/{id}/2/2/1.npy?{choice}"));
        Assert.Equal(usual, await BytesAsync($"/tiles/{id}/2/2/1.npy?sources=red:1,blue:0.5&rule=loglinear&prior=uniform"));
        var without = await _server.GetJsonAsync($"/geolocate/{id}?sources=red:0");
        Assert.False(without.GetProperty("sources")[0].GetProperty("active").GetBoolean());
        Assert.Equal(-60, without.GetProperty("regions")[0].GetProperty("peak")[0].GetDouble(), 4.0);
        Assert.Contains(without.GetProperty("links").EnumerateArray(), link => link.GetProperty("href").GetString()!.EndsWith("?quantity={quantity}&sources=red:0", StringComparison.Ordinal));
        var before = (await _server.GetJsonAsync($"/layers/{id}/rva?lon=-60&lat=-10")).GetProperty("searchedAreaKm2").GetDouble();
        var after = (await _server.GetJsonAsync($"/layers/{id}/rva?lon=-60&lat=-10&sources=red:0")).GetProperty("searchedAreaKm2").GetDouble();
        Assert.True(after < before);
        var tileJson = await _server.GetJsonAsync($"/tiles/{id}/tilejson.json?sources=red:0");
        Assert.Contains("sources=red:0", tileJson.GetProperty("tiles")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(count, shared.Locator.Count);
    }

    [Fact]
    public async Task The_question_may_say_how_sources_are_taken_together_at_first()
    {
        var document = await AnsweredAsync("?model=hills&sources=red:0&rule=product&prior=north&mass=0.5");
        Assert.Equal(("product", "north"), (document.GetProperty("rule").GetString(), document.GetProperty("prior").GetString()));
        Assert.Equal(-60, document.GetProperty("regions")[0].GetProperty("peak")[0].GetDouble(), 4.0);
        var again = await _server.GetJsonAsync($"/geolocate/{document.GetProperty("id").GetString()}?mass=0.5");
        Assert.Equal(document.GetProperty("regions").GetRawText(), again.GetProperty("regions").GetRawText());
        Assert.Equal(document.GetProperty("expires").GetString(), again.GetProperty("expires").GetString());
    }

    [Fact]
    public async Task Cells_are_as_large_and_maps_as_blurred_as_is_asked_for()
    {
        var cells = await AnsweredAsync("?minCellKm2=1000000");
        Assert.True(cells.GetProperty("grid").GetProperty("cellAreaKm2").GetDouble() >= 1e6);
        var sharp = await AnsweredAsync();
        var blurred = await AnsweredAsync("?blurKm=1500");
        Assert.True(blurred.GetProperty("uncertainty").GetProperty("entropyNats").GetDouble() > sharp.GetProperty("uncertainty").GetProperty("entropyNats").GetDouble());
    }

    [Fact]
    public async Task The_place_in_a_picture_is_looked_at_only_where_it_is_asked_for()
    {
        var picture = TestPictures.JpegWithPlace(10.5, 50.25);
        using var silent = await PostAsync("/geolocate", picture, "image/jpeg");
        Assert.False((await LiveServer.ReadJsonAsync(silent)).TryGetProperty("truth", out _));
        using var asked = await PostAsync("/geolocate?truth=exif", picture, "image/jpeg");
        var truth = (await LiveServer.ReadJsonAsync(asked)).GetProperty("truth");
        Assert.Equal(10.5, truth.GetProperty("lon").GetDouble(), 1e-6);
        Assert.Equal(50.25, truth.GetProperty("lat").GetDouble(), 1e-6);
        Assert.InRange(truth.GetProperty("searchedAreaKm2").GetDouble(), 1, 2e6);
        using var missing = await PostAsync("/geolocate?truth=exif", TestPictures.Of("image/png"), "image/png");
        var document = await LiveServer.ReadJsonAsync(missing);
        Assert.False(document.TryGetProperty("truth", out _));
        Assert.Contains(document.GetProperty("notices").EnumerateArray(), notice => notice.GetString()!.Contains("does not say where", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("?sources=green:1")]
    [InlineData("?sources=red")]
    [InlineData("?sources=red:-1")]
    [InlineData("?sources=red:NaN")]
    [InlineData("?sources=red:1,red:2")]
    [InlineData("?sources=red:1e9")]
    [InlineData("?sources=,")]
    [InlineData("?rule=majority")]
    [InlineData("?rule=gated")]
    [InlineData("?prior=elsewhere")]
    [InlineData("?minCellKm2=1")]
    [InlineData("?minCellKm2=1e300")]
    [InlineData("?blurKm=-1")]
    [InlineData("?truth=gps")]
    [InlineData("?mass=0")]
    [InlineData("?rule=linear&sources=red:0,blue:0")]
    public async Task Questions_that_make_no_sense_are_refused(string question)
    {
        using var answer = await PostAsync("/geolocate" + question, TestPictures.Of("image/png"), "image/png");
        var problem = await LiveServer.ProblemAsync(answer, 400, "invalid-parameter");
        Assert.Contains(problem.GetProperty("errors")[0].GetProperty("param").GetString()!, question, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choices_that_make_no_sense_are_refused_everywhere()
    {
        var id = (await AnsweredAsync()).GetProperty("id").GetString();
        foreach (var path in new[] { $"/tiles/{id}/0/0/0.png", $"/tiles/{id}/tilejson.json", $"/layers/{id}", $"/layers/{id}/regions", $"/layers/{id}/legend.svg", $"/geolocate/{id}", $"/cog/{id}.tif" })
        {
            foreach (var choice in new[] { "sources=green:1", "rule=x", "prior=x", "rule=product&rule=linear", "rule=linear&sources=red:0,blue:0" })
            {
                using var answer = await _server.GetAsync($"{path}?{choice}");
                await LiveServer.ProblemAsync(answer, 400, "invalid-parameter");
            }
        }
    }

    [Fact]
    public async Task Models_and_limits_are_told_and_without_a_model_how_to_get_one()
    {
        var document = await _server.GetJsonAsync("/geolocate");
        var model = document.GetProperty("models")[0];
        Assert.Equal(["red", "blue"], model.GetProperty("sources").EnumerateArray().Select(source => source.GetProperty("name").GetString()!));
        Assert.Equal(["loglinear", "product", "linear"], model.GetProperty("rules").EnumerateArray().Select(rule => rule.GetString()!));
        Assert.Equal(PictureServer.MostBytes, document.GetProperty("limits").GetProperty("bytes").GetInt32());
        Assert.Equal(25, document.GetProperty("limits").GetProperty("minimumCellKm2").GetDouble());
        using var unknown = await PostAsync("/geolocate?model=hill", TestPictures.Of("image/png"), "image/png");
        var problem = await LiveServer.ProblemAsync(unknown, 404, "not-found");
        Assert.Equal("hills", problem.GetProperty("suggestions")[0].GetString());
        await using var empty = await LiveServer.StartAsync(_ => { }, new LayerCatalogue([]));
        using var none = await TestPictures.PostAsync(empty, "/geolocate", TestPictures.Of("image/png"), "image/png");
        Assert.Contains("train geolocator", (await LiveServer.ProblemAsync(none, 409, "conflict")).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty((await empty.GetJsonAsync("/geolocate")).GetProperty("models").EnumerateArray());
    }

    private async Task<JsonElement> AnsweredAsync(string question = "")
    {
        using var answer = await PostAsync("/geolocate" + question, TestPictures.Of("image/png"), "image/png");
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return await LiveServer.ReadJsonAsync(answer);
    }

    private async Task<byte[]> BytesAsync(string path)
    {
        using var answer = await _server.GetAsync(path);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode}");
        return await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    private Task<HttpResponseMessage> PostAsync(string path, byte[] picture, string type) => TestPictures.PostAsync(_server, path, picture, type);

}
