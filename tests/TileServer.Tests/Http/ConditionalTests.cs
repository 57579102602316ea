using System.Net;

namespace TileServer.Tests.Http;

public class ConditionalTests
{
    [Theory]
    [InlineData("{0}")]
    [InlineData("W/{0}")]
    [InlineData("\"other\", {0}")]
    [InlineData("\"a,b\" ,\t{0}, \"c\"")]
    [InlineData("*")]
    public async Task A_tile_that_the_client_has_is_answered_304_before_any_rendering(string form)
    {
        await using var first = await LiveServer.StartAsync(TestLayers.Ramp());
        await using var second = await LiveServer.StartAsync(TestLayers.Ramp());
        using var whole = await first.GetAsync("/tiles/ramp/2/1/1.png");
        var tag = whole.Headers.ETag!.Tag;

        using var response = await second.GetAsync("/tiles/ramp/2/1/1.png", ("If-None-Match", form.Replace("{0}", tag, StringComparison.Ordinal)));

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
        Assert.Equal(tag, response.Headers.ETag!.Tag);
        Assert.Equal(0, second.Tiles.RenderCount);
        Assert.Equal(0, second.Tiles.HitCount);
        Assert.Equal(1, first.Tiles.RenderCount);
    }

    [Theory]
    [InlineData("\"other\"")]
    [InlineData("unquoted")]
    [InlineData("\"unfinished")]
    [InlineData("")]
    public async Task Another_tag_gets_the_tile(string tag)
    {
        await using var server = await LiveServer.StartAsync(TestLayers.Ramp());

        using var response = await server.GetAsync("/tiles/ramp/0/0/0.png", ("If-None-Match", tag), ("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Tags_differ_with_everything_that_decides_about_the_bytes()
    {
        await using var server = await LiveServer.StartAsync(TestLayers.All());
        string[] paths =
        [
            "/tiles/ramp/2/1/1.png", "/tiles/ramp/2/1/2.png", "/tiles/ramp/2/1/1.webp", "/tiles/ramp/2/1/1@2x.png", "/tiles/ramp/2/1/1.png?colormap=magma",
            "/tiles/ramp/2/1/1.png?rescale=0,10", "/tiles/ramp/WorldCRS84Quad/2/1/1.png", "/tiles/classes/2/1/1.png",
        ];
        var tags = new HashSet<string>();
        foreach (var path in paths)
        {
            using var response = await server.GetAsync(path);
            Assert.True(tags.Add(response.Headers.ETag!.Tag), path);
            Assert.False(response.Headers.ETag.IsWeak);
        }
    }

    [Fact]
    public async Task The_cache_control_of_a_tile_follows_its_version()
    {
        await using var server = await LiveServer.StartAsync(TestLayers.Ramp());
        var layers = await server.GetJsonAsync("/layers");
        var version = layers.GetProperty("layers")[0].GetProperty("version").GetString();

        Assert.Equal("public, max-age=31536000, immutable", await CacheControlAsync(server, $"/tiles/ramp/0/0/0.png?v={version}"));
        Assert.Equal("no-store", await CacheControlAsync(server, "/tiles/ramp/0/0/0.png?v=000000000000"));
        Assert.Equal("public, max-age=300, stale-while-revalidate=86400, stale-if-error=86400", await CacheControlAsync(server, "/tiles/ramp/0/0/0.png"));
        Assert.Equal("public, max-age=60, stale-while-revalidate=600", await CacheControlAsync(server, "/tiles/ramp/tilejson.json"));
        Assert.Equal("public, max-age=86400", await CacheControlAsync(server, "/tiles/ramp/0/1/0.png"));
        Assert.Equal("max-age=10", await CacheControlAsync(server, "/tiles/unknown/0/0/0.png"));
        Assert.Equal("no-store", await CacheControlAsync(server, "/tiles/ramp/0/0/0.png?rescale=5,5"));
        Assert.Equal("no-store", await CacheControlAsync(server, "/health/ready"));
    }

    [Fact]
    public async Task The_way_a_tile_came_about_is_told()
    {
        await using var server = await LiveServer.StartAsync(TestLayers.All());
        using var miss = await server.GetAsync("/tiles/ramp/3/1/1.png");
        using var hit = await server.GetAsync("/tiles/ramp/3/1/1.png");
        using var outside = await server.GetAsync("/tiles/part/4/0/0.png");

        Assert.Equal("miss", miss.Headers.GetValues("X-Cache").Single());
        Assert.Matches("^wait;dur=[0-9.]+, read;dur=[0-9.]+, encode;dur=[0-9.]+$", miss.Headers.GetValues("Server-Timing").Single());
        Assert.Equal("hit-l1", hit.Headers.GetValues("X-Cache").Single());
        Assert.Equal("bypass", outside.Headers.GetValues("X-Cache").Single());
    }

    [Fact]
    public async Task Timing_can_be_kept_to_the_server()
    {
        await using var server = await LiveServer.StartAsync(options => options.ServerTiming = false, [TestLayers.Ramp()]);
        using var response = await server.GetAsync("/tiles/ramp/3/1/1.png");

        Assert.False(response.Headers.Contains("Server-Timing"));
    }

    [Theory]
    [InlineData("/layers")]
    [InlineData("/layers/ramp")]
    [InlineData("/layers/ramp/legend.json")]
    [InlineData("/layers/ramp/legend.svg")]
    [InlineData("/layers/ramp/legend.png")]
    [InlineData("/layers/ramp/point?lon=1&lat=2")]
    [InlineData("/tiles/ramp/tilejson.json")]
    [InlineData("/colormaps")]
    [InlineData("/colormaps/viridis")]
    [InlineData("/colormaps/viridis.png")]
    [InlineData("/tileMatrixSets")]
    [InlineData("/tileMatrixSets/WebMercatorQuad")]
    [InlineData("/viewer")]
    [InlineData("/viewer/viewer.js")]
    [InlineData("/")]
    public async Task Everything_that_can_be_read_has_a_tag_in_every_coding_and_is_not_sent_twice(string path)
    {
        await using var server = await LiveServer.StartAsync(TestLayers.All());
        var plain = "";
        foreach (var coding in new[] { "identity", "gzip", "br" })
        {
            using var whole = await server.GetAsync(path, ("Accept-Encoding", coding));
            Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
            var tag = whole.Headers.ETag!.Tag;
            plain = coding == "identity" ? tag : plain;
            Assert.Equal(whole.Content.Headers.ContentEncoding.Count == 0, tag == plain);
            using var again = await server.GetAsync(path, ("Accept-Encoding", coding), ("If-None-Match", tag));
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        }
    }

    private static async Task<string> CacheControlAsync(LiveServer server, string path)
    {
        using var response = await server.GetAsync(path);
        return response.Headers.NonValidated["Cache-Control"].ToString();
    }
}
