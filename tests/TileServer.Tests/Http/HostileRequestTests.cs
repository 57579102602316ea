using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using CsCheck;

namespace TileServer.Tests.Http;

public class HostileRequestTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const int FuzzedUrls = 4000;

    private static readonly string[] s_words =
    [
        "tiles", "layers", "ramp", "classes", "picture", "part", "WebMercatorQuad", "WorldCRS84Quad", "UPSArcticWGS84Quad", "0", "1", "5", "24", "25", "-1", "99999999999999999999", "1e9", "NaN",
        "Infinity", "0.png", "1.png", "0@2x.png", "0@3x.png", "0.gif", "0.", ".png", "0.npy", "0.mvt", "0.webp", "0.jpg", "%2e%2e", "..", "%2F", "%5C", "%00", "%ff", "%c0%af", "%", "%zz", "é", "☃",
        "tilejson.json", "legend.json", "legend.svg", "legend.png", "point", "points", "colormaps", "viridis", "viridis.png", "tileMatrixSets", "health", "ready", "viewer", "lib", "",
    ];

    private static readonly string[] s_names =
    [
        "v", "f", "bidx", "rescale", "colormap", "scale", "gamma", "opacity", "resampling", "nodata", "bgcolor", "quantity", "class", "threshold", "exact", "tilesize",
        "empty", "strict", "scheme", "lon", "lat", "crs", "width", "height", "dpi", "ticks", "label", "orientation", "%00", "x", "",
    ];

    private static readonly string[] s_values =
    [
        "0", "1", "2", "-1", "4", "255", "1e308", "-1e308", "1e-320", "NaN", "nan", "Infinity", "0,1", "1,0", "5,5", "0,1,2", "-1e308,1e308", "1e-45,1", "0,0,0,1,2,3", "viridis", "viridis_r", "nope", "log", "sqrt",
        "cubic", "mode", "%00", "%ff", "%", "true", "512", "204", "tms", "json", "png", "tif", "EPSG:3857", "EPSG:5041", "ffffff", "#ff", "{", "[]", "{%22stops%22:[]}", "{%221%22:[1,2,3]}", "[[[0,1],[1,2,3]]]",
        "{%22stops%22:[[0,[0,0,0]],[1e308,[255,255,255]]]}", "1,2,3", "1,1,1", "2147483648", "☃", "",
    ];

    private readonly LiveServer _server = shared.Server;

    [Theory]
    [InlineData("/tiles/ramp/-1/0/0.png", 404, "tile-out-of-range")]
    [InlineData("/tiles/ramp/0/-1/0.png", 404, "tile-out-of-range")]
    [InlineData("/tiles/ramp/0/0/1.png", 404, "tile-out-of-range")]
    [InlineData("/tiles/ramp/25/0/0.png", 404, "tile-out-of-range")]
    [InlineData("/tiles/ramp/99999999999999999999/0/0.png", 404, "tile-out-of-range")]
    [InlineData("/tiles/ramp/0/0/-99999999999999999999.png", 404, "tile-out-of-range")]
    [InlineData("/tiles/ramp/NaN/0/0.png", 400, "invalid-parameter")]
    [InlineData("/tiles/ramp/0/1e0/0.png", 400, "invalid-parameter")]
    [InlineData("/tiles/ramp/0/0/0.5.png", 400, "invalid-parameter")]
    [InlineData("/tiles/ramp/0/0/+0.png", 400, "invalid-parameter")]
    [InlineData("/tiles/ramp/0/0/%20.png", 400, "invalid-parameter")]
    [InlineData("/tiles/ramp/0/0/٣.png", 400, "invalid-parameter")]
    [InlineData("/tiles/ramp/0/0/0@3x.png", 400, "invalid-parameter")]
    [InlineData("/tiles/ramp/0/0/0.gif", 400, "unsupported-format")]
    [InlineData("/tiles/ramp/0/0/0.png?f=gif", 400, "unsupported-format")]
    [InlineData("/tiles/ramp/0/0/0.", 400, "unsupported-format")]
    [InlineData("/tiles/ramp/Nowhere/0/0/0.png", 404, "matrix-not-found")]
    [InlineData("/tiles/rampp/0/0/0.png", 404, "layer-not-found")]
    [InlineData("/tiles/ramp%2F0/0/0/0.png", 404, "layer-not-found")]
    [InlineData("/tiles/..%2f..%2fetc/0/0/0.png", 404, "layer-not-found")]
    [InlineData("/tiles/broken/0/0/0.png", 503, "source-unavailable")]
    [InlineData("/layers/broken/point?lon=0&lat=0", 503, "source-unavailable")]
    [InlineData("/viewer/..%2f..%2fappsettings.json", 404, "not-found")]
    [InlineData("/viewer/%2e%2e/%2e%2e/etc/passwd", 404, "not-found")]
    [InlineData("/lib/maplibre-gl/nothing.mjs", 404, "not-found")]
    [InlineData("/nothing/at/all", 404, "not-found")]
    [InlineData("/tiles/ramp/0/0/0.png?rescale=5,5", 400, "invalid-parameter")]
    [InlineData("/tiles/ramp/0/0/0.png?rescale=1&rescale=0", 400, "invalid-parameter")]
    [InlineData("/tiles/ramp/0/0/0.png?colormap=a&colormap=b", 400, "invalid-parameter")]
    [InlineData("/tiles/ramp/0/0/0.png?bidx=7", 400, "invalid-parameter")]
    [InlineData("/tiles/ramp/0/0/0.png?bidx=1,1", 400, "invalid-parameter")]
    [InlineData("/tiles/ramp/0/0/0.png?opacity=NaN", 400, "invalid-parameter")]
    [InlineData("/tiles/ramp/0/0/0.png?tilesize=300", 400, "invalid-parameter")]
    [InlineData("/tiles/ramp/0/0/0.png?wrong=1&strict=true", 400, "invalid-parameter")]
    [InlineData("/layers/ramp/point?lon=0", 400, "invalid-parameter")]
    [InlineData("/layers/ramp/point?lon=NaN&lat=0", 400, "invalid-parameter")]
    [InlineData("/layers/ramp/point?lon=0&lat=91", 400, "invalid-parameter")]
    [InlineData("/layers/ramp/point?lon=0&lat=0&crs=EPSG:0", 400, "invalid-parameter")]
    [InlineData("/layers/ramp/legend.png?width=100000", 400, "invalid-parameter")]
    [InlineData("/layers/picture/legend.png", 404, "not-found")]
    [InlineData("/colormaps/nope", 404, "not-found")]
    public async Task Nonsense_is_explained(string path, int status, string slug)
    {
        using var response = await _server.GetAsync(path);

        await LiveServer.ProblemAsync(response, status, slug);
    }

    [Fact]
    public async Task The_problem_names_the_parameter_its_value_and_what_was_expected()
    {
        using var response = await _server.GetAsync("/tiles/ramp/3/4/2.png?rescale=5,5&opacity=2");

        var problem = await LiveServer.ProblemAsync(response, 400, "invalid-parameter");
        Assert.Equal("/tiles/ramp/3/4/2.png", problem.GetProperty("instance").GetString());
        var errors = problem.GetProperty("errors").EnumerateArray().ToList();
        Assert.Equal(["opacity", "rescale"], errors.Select(error => error.GetProperty("param").GetString()));
        Assert.Equal("5,5", errors[1].GetProperty("value").GetString());
        Assert.Contains("min < max", errors[1].GetProperty("expected").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelt_layer_is_guessed()
    {
        using var response = await _server.GetAsync("/tiles/rmap/0/0/0.png");

        var problem = await LiveServer.ProblemAsync(response, 404, "layer-not-found");
        Assert.Equal("ramp", problem.GetProperty("suggestions")[0].GetString());
    }

    [Fact]
    public async Task A_vanished_source_is_told_without_its_place_and_is_not_kept()
    {
        using var response = await _server.GetAsync("/tiles/broken/0/0/0.png");

        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Null(response.Headers.ETag);
        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(200_000)]
    public async Task An_endless_query_is_refused(int length)
    {
        var answer = await SendRawAsync($"GET /tiles/ramp/0/0/0.png?{new string('a', length)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 414 ", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /tiles/%00/0/0/0.png HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("GET /tiles/\u0001 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404)]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400)]
    [InlineData("nonsense\r\n\r\n", 400)]
    [InlineData("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nbad header\r\n\r\n", 400)]
    public async Task What_the_host_cannot_parse_is_a_problem_document_too(string request, int status)
    {
        var answer = await SendRawAsync(request);

        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} "), answer, StringComparison.Ordinal);
        var body = answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        using var problem = JsonDocument.Parse(body);
        Assert.Equal(status, problem.RootElement.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Thousands_of_strange_addresses_find_no_bug()
    {
        var word = OneOf(s_words);
        var pair = Gen.Select(OneOf(s_names), OneOf(s_values), (name, value) => $"{name}={value}");
        var plausible = Gen.Select(OneOf("tiles/ramp", "tiles/classes", "tiles/picture", "tiles/part/WorldCRS84Quad"), word, word, word, (layer, z, x, y) => $"{layer}/{z}/{x}/{y}");
        var path = Gen.OneOf(word.Array[0, 7].Select(words => string.Join('/', words)), plausible, OneOf(
            "tiles/ramp/0/0/0.png", "tiles/part/6/32/31.npy", "tiles/ramp/tilejson.json", "layers/ramp/point", "layers/classes/legend.svg", "layers/ramp/legend.json", "colormaps/viridis.png"));
        var addresses = Gen.Select(path, pair.Array[0, 5], (route, query) => $"/{route}{(query.Length > 0 ? "?" + string.Join('&', query) : "")}");
        await addresses.SampleAsync(async address => Assert.Null(await FaultOfAsync(address, TestContext.Current.CancellationToken)), iter: FuzzedUrls);
    }

    private static Gen<string> OneOf(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(index => choices[index]);

    private async Task<string?> FaultOfAsync(string address, CancellationToken token)
    {
        // as it is written, without the tidying of a client
        var uri = new Uri(_server.Address.ToString().TrimEnd('/') + address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var response = await _server.Client.GetAsync(uri, token);
        var status = (int)response.StatusCode;
        if (status < 400)
            return null;
        if (status >= 500)
            return $"{status} {address}";
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return $"{status} without a problem: {address}";
        var problem = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(token), cancellationToken: token);
        return problem.RootElement.GetProperty("status").GetInt32() == status ? null : $"{status} differs from the document: {address}";
    }

    private async Task<string> SendRawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _server.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        var bytes = Encoding.Latin1.GetBytes(request);
        var answer = new MemoryStream();
        var reading = stream.CopyToAsync(answer, TestContext.Current.CancellationToken);
        try
        {
            await stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
            await reading.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        }
        catch (IOException) when (answer.Length > 0)
        {
            // the server closes without reading all that is too long
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
