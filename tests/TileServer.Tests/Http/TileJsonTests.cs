using System.Net;
using System.Text.RegularExpressions;

namespace TileServer.Tests.Http;

public partial class TileJsonTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly LiveServer _server = shared.Server;

    [Theory]
    [InlineData("/tiles/ramp/tilejson.json", 256)]
    [InlineData("/tiles/ramp/tilejson.json?scale=2&f=webp", 512)]
    [InlineData("/tiles/ramp/tilejson.json?scale=2&tilesize=512", 1024)]
    [InlineData("/tiles/ramp/tilejson.json?scheme=tms&colormap=magma&rescale=0,90&scale=sqrt", 256)]
    [InlineData("/tiles/classes/WorldCRS84Quad/tilejson.json", 256)]
    [InlineData("/tiles/part/WebMercatorQuad512/tilejson.json?f=npy", 512)]
    public async Task The_first_tile_can_be_fetched_and_kept_for_ever(string path, int edge)
    {
        var document = await _server.GetJsonAsync(path);
        var zoom = document.GetProperty("minzoom").GetInt32();
        var address = document.GetProperty("tiles")[0].GetString()!
            .Replace("{z}", $"{zoom}", StringComparison.Ordinal).Replace("{x}", "0", StringComparison.Ordinal).Replace("{y}", "0", StringComparison.Ordinal);

        using var tile = await _server.GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, tile.StatusCode);
        Assert.Contains("immutable", tile.Headers.NonValidated["Cache-Control"].ToString(), StringComparison.Ordinal);
        Assert.False(tile.Headers.Contains("X-Ignored-Params"));
        Assert.Equal(edge, document.GetProperty("tile_size").GetInt32());
        if (tile.Content.Headers.ContentType!.MediaType!.StartsWith("image/", StringComparison.Ordinal))
        {
            using var picture = SkiaSharp.SKBitmap.Decode(await tile.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            Assert.Equal(edge, picture.Width);
        }
    }

    [Fact]
    public async Task It_has_what_the_specification_asks_for()
    {
        var document = await _server.GetJsonAsync("/tiles/ramp/tilejson.json?rescale=0,90&colormap=magma&scheme=tms");

        Assert.Equal("3.0.0", document.GetProperty("tilejson").GetString());
        Assert.Equal("Ramp <of longitudes>", document.GetProperty("name").GetString());
        Assert.Matches(SemanticVersion(), document.GetProperty("version").GetString()!);
        Assert.Equal("Made up", document.GetProperty("attribution").GetString());
        Assert.Equal("tms", document.GetProperty("scheme").GetString());
        Assert.Equal(4, document.GetProperty("bounds").GetArrayLength());
        Assert.Equal(3, document.GetProperty("center").GetArrayLength());
        Assert.InRange(document.GetProperty("maxzoom").GetInt32(), document.GetProperty("minzoom").GetInt32(), 24);
        Assert.Contains("colormap=magma&rescale=0,90&scheme=tms&v=", document.GetProperty("tiles")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(-179.75, document.GetProperty("statistics")[0].GetProperty("min").GetDouble(), 2.0);
        using var legend = await _server.GetAsync(document.GetProperty("legend").GetString()!);
        Assert.Equal("image/svg+xml", legend.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>Test T-01 of the specification, through the server: the tile that holds a place shows that place.</summary>
    [Theory]
    [InlineData(0, 0, 1, 1, 1)]
    [InlineData(-122.4194, 37.7749, 12, 655, 1583)]
    [InlineData(13.405, 52.52, 10, 550, 335)]
    [InlineData(151.2093, -33.8688, 14, 15073, 9831)]
    [InlineData(2.2945, 48.8584, 18, 132742, 90182)]
    [InlineData(179.999999, -85.0511287, 3, 7, 7)]
    [InlineData(-180, 85.0511287798066, 5, 0, 0)]
    public async Task The_tile_of_a_place_holds_its_value(double longitude, double latitude, int z, int x, int y)
    {
        var point = await _server.GetJsonAsync(FormattableString.Invariant($"/layers/ramp/point?lon={longitude}&lat={latitude}"));
        using var response = await _server.GetAsync($"/tiles/ramp/{z}/{x}/{y}.npy?resampling=nearest", ("Accept-Encoding", "identity"));
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var values = new float[256 * 256];
        Buffer.BlockCopy(bytes, 10 + BitConverter.ToUInt16(bytes, 8), values, 0, values.Length * sizeof(float));

        var wanted = (float)point.GetProperty("values")[0].GetDouble();
        Assert.InRange(wanted, values.Min() - 0.5f, values.Max() + 0.5f);
    }

    [Theory]
    [InlineData("?colormap=nope")]
    [InlineData("?f=gif")]
    [InlineData("?scheme=zyx")]
    [InlineData("?scale=3")]
    [InlineData("?bidx=2")]
    public async Task What_no_tile_could_be_drawn_with_is_refused_here(string query)
    {
        using var response = await _server.GetAsync("/tiles/ramp/tilejson.json" + query);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+\+[0-9a-f]{12}$")]
    private static partial Regex SemanticVersion();
}
