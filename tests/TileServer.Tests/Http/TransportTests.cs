using System.Net;

namespace TileServer.Tests.Http;

public class TransportTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly LiveServer _server = shared.Server;

    [Theory]
    [InlineData("/tiles/ramp/0/0/0.png", HttpStatusCode.OK)]
    [InlineData("/nothing", HttpStatusCode.NotFound)]
    public async Task Pages_of_every_origin_may_read(string path, HttpStatusCode status)
    {
        using var response = await _server.GetAsync(path, ("Origin", "https://maps.example"));

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
        var exposed = response.Headers.NonValidated["Access-Control-Expose-Headers"].ToString();
        Assert.All(["ETag", "X-Cache", "OATiles-hint", "Server-Timing"], header => Assert.Contains(header, exposed, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_preflight_is_answered_for_a_day()
    {
        using var response = await _server.SendAsync(
            HttpMethod.Options, "/layers/ramp/points", ("Origin", "https://maps.example"), ("Access-Control-Request-Method", "POST"));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Contains("POST", response.Headers.NonValidated["Access-Control-Allow-Methods"].ToString(), StringComparison.Ordinal);
        Assert.Equal("86400", response.Headers.GetValues("Access-Control-Max-Age").Single());
    }

    [Fact]
    public async Task Only_configured_origins_may_read_where_some_are_configured()
    {
        await using var server = await LiveServer.StartAsync(options => options.CorsOrigins = ["https://maps.example"], [TestLayers.Ramp()]);
        using var friend = await server.GetAsync("/layers", ("Origin", "https://maps.example"));
        using var stranger = await server.GetAsync("/layers", ("Origin", "https://evil.example"));

        Assert.Equal("https://maps.example", friend.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.False(stranger.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Contains("Origin", stranger.Headers.Vary);
    }

    [Theory]
    [InlineData("DELETE", "/layers", "GET, HEAD")]
    [InlineData("POST", "/tiles/ramp/0/0/0.png", "GET, HEAD")]
    [InlineData("PUT", "/layers/ramp/points", "POST")]
    [InlineData("GET", "/layers/ramp/points", "POST")]
    public async Task A_method_that_does_not_exist_is_refused_with_those_that_do(string method, string path, string allowed)
    {
        using var response = await _server.SendAsync(new HttpMethod(method), path);

        await LiveServer.ProblemAsync(response, 405, "method-not-allowed");
        Assert.Equal(allowed.Split(", "), response.Content.Headers.Allow.Order());
    }

    [Fact]
    public async Task Links_are_made_only_for_hosts_that_the_server_goes_by()
    {
        using var stranger = await _server.GetAsync("/tiles/ramp/tilejson.json", ("Host", "evil.example"));
        using var tile = await _server.GetAsync("/tiles/ramp/0/0/0.png", ("Host", "evil.example"));
        using var local = await _server.GetAsync("/tiles/ramp/tilejson.json", ("Host", "localhost:1234"));

        await LiveServer.ProblemAsync(stranger, 400, "invalid-host");
        Assert.Equal(HttpStatusCode.OK, tile.StatusCode);
        Assert.Equal(HttpStatusCode.OK, local.StatusCode);
    }

    [Fact]
    public async Task A_public_address_and_a_path_prefix_go_into_all_links()
    {
        await using var server = await LiveServer.StartAsync(
            options => (options.PublicBaseUrl, options.PathBase) = ("https://maps.example/geo/", "/geo"), [TestLayers.Ramp()]);
        using var response = await server.GetAsync("/geo/tiles/ramp/tilejson.json", ("Host", "evil.example"));
        var document = await LiveServer.ReadJsonAsync(response);
        var page = await server.Client.GetStringAsync("/geo/viewer", TestContext.Current.CancellationToken);

        Assert.StartsWith("https://maps.example/geo/tiles/ramp/", document.GetProperty("tiles")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("src=\"/geo/viewer/viewer.js\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forwarded_headers_count_only_from_known_proxies()
    {
        await using var server = await LiveServer.StartAsync(
            options => (options.KnownProxies, options.AllowedHosts) = (["127.0.0.1"], ["maps.example"]), [TestLayers.Ramp()]);
        (string, string)[] headers = [("X-Forwarded-Host", "maps.example"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "192.0.2.1")];
        using var trusted = await server.GetAsync("/tiles/ramp/tilejson.json", headers);
        using var untrusted = await _server.GetAsync("/tiles/ramp/tilejson.json", headers);

        Assert.StartsWith("https://maps.example/", (await LiveServer.ReadJsonAsync(trusted)).GetProperty("tiles")[0].GetString(), StringComparison.Ordinal);
        Assert.StartsWith(_server.Address.ToString(), (await LiveServer.ReadJsonAsync(untrusted)).GetProperty("tiles")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("br, gzip", "br")]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("br;q=0, *;q=0.5", "gzip")]
    [InlineData("identity", null)]
    [InlineData("gzip;q=0", null)]
    public async Task Text_is_compressed_as_the_client_takes_it(string accepted, string? coding)
    {
        using var response = await _server.GetAsync("/colormaps", ("Accept-Encoding", accepted));

        Assert.Equal(coding, response.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Contains("Accept-Encoding", response.Headers.Vary);
    }

    [Theory]
    [InlineData("/tiles/picture/3/1/1.png")]
    [InlineData("/tiles/ramp/3/1/1@2x.png")]
    [InlineData("/tiles/picture/3/1/1.jpg")]
    [InlineData("/layers/ramp/legend.png?width=500&height=500")]
    [InlineData("/colormaps/viridis.png")]
    [InlineData("/tiles/ramp/tilejson.json?strict=true")]
    public async Task Pictures_and_short_texts_are_sent_as_they_are(string path)
    {
        using var response = await _server.GetAsync(path, ("Accept-Encoding", "br, gzip"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Unknown_parameters_are_named_and_change_nothing()
    {
        using var plain = await _server.GetAsync("/tiles/ramp/0/0/0.png");
        using var response = await _server.GetAsync("/tiles/ramp/0/0/0.png?utm_source=x&caf%C3%A9=1&opacity=1");

        Assert.Equal(plain.Headers.ETag, response.Headers.ETag);
        Assert.Equal("utm_source, caf%C3%A9", response.Headers.GetValues("X-Ignored-Params").Single());
    }

    [Fact]
    public async Task Files_of_the_pages_have_their_type_their_policy_and_ranges()
    {
        using var module = await _server.GetAsync("/viewer/viewer.js");
        using var part = await _server.GetAsync("/viewer/viewer.js", ("Range", "bytes=0-9"), ("Accept-Encoding", "identity"));
        using var beyond = await _server.GetAsync("/viewer/viewer.js", ("Range", "bytes=99999999-"), ("Accept-Encoding", "identity"));
        using var changed = await _server.GetAsync("/viewer/viewer.js", ("If-Match", "\"old\""));

        Assert.Equal("text/javascript", module.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("unsafe", module.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(10, part.Content.Headers.ContentLength);
        await LiveServer.ProblemAsync(beyond, 416, "range-not-satisfiable");
        await LiveServer.ProblemAsync(changed, 412, "precondition-failed");
    }

    [Fact]
    public async Task The_entrance_is_a_page_for_people_and_links_for_programs()
    {
        using var page = await _server.GetAsync("/", ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
        using var data = await _server.GetAsync("/", ("Accept", "*/*"));
        using var chosen = await _server.GetAsync("/?f=json", ("Accept", "text/html"));

        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Equal("application/json", chosen.Content.Headers.ContentType?.MediaType);
        foreach (var link in (await LiveServer.ReadJsonAsync(data)).GetProperty("links").EnumerateArray())
        {
            using var target = await _server.GetAsync(link.GetProperty("href").GetString()!);
            Assert.Equal(HttpStatusCode.OK, target.StatusCode);
            Assert.Equal(link.GetProperty("type").GetString()!.Split(';')[0], target.Content.Headers.ContentType?.MediaType);
        }
    }
}
