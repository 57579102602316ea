using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using TileServer.Sources.Catalogue;
using TileServer.Tests.Http;

namespace TileServer.Tests.Predictions;

/// <summary>A server that answers pictures.</summary>
public sealed class PictureServer : IAsyncLifetime
{
    internal const int MostBytes = 200_000;

    private LiveServer? _server;

    internal HillLocator Locator { get; } = new();

    internal LiveServer Server => _server ?? throw new InvalidOperationException("The server has not started.");

    public async ValueTask InitializeAsync() => _server = await LiveServer.StartAsync(
        options => (options.LargestPicture, options.MostPicturePixels) = (MostBytes, 1_000_000), new LayerCatalogue([TestLayers.Part()], null, [Locator]));

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}

public sealed class GeolocateLimitTests(PictureServer shared) : IClassFixture<PictureServer>
{
    private readonly LiveServer _server = shared.Server;

    [Fact]
    public async Task What_is_no_picture_is_refused()
    {
        await RefusedAsync(Encoding.ASCII.GetBytes("hello"), "text/plain", 415, "unsupported-media-type");
        await RefusedAsync(Encoding.ASCII.GetBytes("GIF89a and so on"), "image/png", 415, "unsupported-media-type");
        await RefusedAsync([], "image/png", 422, "unreadable-picture");
        foreach (var type in new[] { "image/png", "image/jpeg", "image/webp" })
            await RefusedAsync(TestPictures.Of(type)[..^40], type, 422, "unreadable-picture");
        await RefusedAsync(TestPictures.Of("image/png")[..20], "image/png", 422, "unreadable-picture");
        using var form = new MultipartFormDataContent { { new ByteArrayContent(TestPictures.Of("image/png")), "file", "x.png" } };
        using var unnamed = await _server.Client.PostAsync(new Uri("/geolocate", UriKind.Relative), form, TestContext.Current.CancellationToken);
        await LiveServer.ProblemAsync(unnamed, 400, "invalid-parameter");
        foreach (var type in new[] { "multipart/form-data", "multipart/form-data; boundary=x" })
        {
            using var content = new ByteArrayContent(Encoding.ASCII.GetBytes("--x\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\nabc"));
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            using var broken = await _server.Client.PostAsync(new Uri("/geolocate", UriKind.Relative), content, TestContext.Current.CancellationToken);
            Assert.Equal(400, (int)broken.StatusCode);
        }
    }

    [Fact]
    public async Task Large_files_and_files_that_unfold_to_large_pictures_are_refused_before_they_are_decoded()
    {
        var count = shared.Locator.Count;
        await RefusedAsync(new byte[PictureServer.MostBytes + 1], "image/png", 413, "content-too-large");
        await RefusedAsync(TestPictures.Bomb(50_000, 50_000), "image/png", 422, "unreadable-picture");
        await RefusedAsync(TestPictures.Bomb(1001, 1000), "image/png", 422, "unreadable-picture");
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[PictureServer.MostBytes + 1]), "image", "x.png" } };
        using var large = await _server.Client.PostAsync(new Uri("/geolocate", UriKind.Relative), form, TestContext.Current.CancellationToken);
        await LiveServer.ProblemAsync(large, 413, "content-too-large");
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/geolocate") { Content = new ByteArrayContent(new byte[PictureServer.MostBytes + 1]) };
        chunked.Content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        chunked.Headers.TransferEncodingChunked = true;
        using var unknown = await _server.Client.SendAsync(chunked, TestContext.Current.CancellationToken);
        await LiveServer.ProblemAsync(unknown, 413, "content-too-large");
        Assert.Equal(count, shared.Locator.Count);
    }

    [Fact]
    public async Task Fifty_pictures_at_once_are_all_answered()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => TestPictures.PostAsync(_server, "/geolocate?minCellKm2=1000000", TestPictures.Of("image/png"), "image/png")));
        foreach (var answer in answers)
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            answer.Dispose();
        }
    }

    [Fact]
    public async Task More_pictures_than_may_wait_are_told_to_come_again()
    {
        var signal = new TaskCompletionSource();
        await using var server = await LiveServer.StartAsync(_ => { }, new LayerCatalogue([], null, [new HillLocator { Signal = signal.Task }]));
        server.Client.DefaultRequestHeaders.ConnectionClose = false;
        var posts = Enumerable.Range(0, 90).Select(_ => TestPictures.PostAsync(server, "/geolocate", TestPictures.Of("image/png"), "image/png")).ToList();

        // 8 bodies are in memory and 64 requests wait; the others need no look at any picture
        for (var refused = 0; refused < 18; refused++)
        {
            var next = await Task.WhenAny(posts);
            posts.Remove(next);
            using var answer = await next;
            await LiveServer.ProblemAsync(answer, 503, "overloaded");
            Assert.NotNull(answer.Headers.RetryAfter);
        }

        signal.SetResult();
        var answers = await Task.WhenAll(posts);
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task An_answer_is_forgotten_after_its_time_and_when_it_is_deleted()
    {
        var time = new FakeTimeProvider();
        await using var server = await LiveServer.StartAsync(options => options.QueryMinutes = 30, new LayerCatalogue([], null, [new HillLocator()]), time);
        using var first = await TestPictures.PostAsync(server, "/geolocate", TestPictures.Of("image/png"), "image/png");
        var id = (await LiveServer.ReadJsonAsync(first)).GetProperty("id").GetString();
        time.Advance(TimeSpan.FromMinutes(29));
        using var still = await server.GetAsync($"/tiles/{id}/0/0/0.png");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        time.Advance(TimeSpan.FromMinutes(2));
        foreach (var path in new[] { $"/tiles/{id}/0/0/0.png", $"/layers/{id}", $"/geolocate/{id}", $"/layers/{id}/rva?lon=0&lat=0" })
        {
            using var gone = await server.GetAsync(path);
            await LiveServer.ProblemAsync(gone, 404, "layer-not-found");
        }

        using var second = await TestPictures.PostAsync(server, "/geolocate", TestPictures.Of("image/png"), "image/png");
        var other = second.Headers.Location!.ToString();
        using var deleted = await server.SendAsync(HttpMethod.Delete, other);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var twice = await server.SendAsync(HttpMethod.Delete, other);
        await LiveServer.ProblemAsync(twice, 404, "layer-not-found");
    }

    [Fact]
    public async Task Old_answers_go_where_there_are_too_many()
    {
        await using var server = await LiveServer.StartAsync(options => options.MostQueries = 2, new LayerCatalogue([], null, [new HillLocator()]));
        var paths = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await TestPictures.PostAsync(server, "/geolocate", TestPictures.Of("image/png"), "image/png");
            paths.Add(answer.Headers.Location!.ToString());
        }

        using var oldest = await server.GetAsync(paths[0]);
        Assert.Equal(HttpStatusCode.NotFound, oldest.StatusCode);
        using var newest = await server.GetAsync(paths[2]);
        Assert.Equal(HttpStatusCode.OK, newest.StatusCode);
    }

    [Fact]
    public async Task Nothing_is_told_about_a_zone_and_every_decision_is_logged()
    {
        var folder = Directory.CreateTempSubdirectory("audit");
        try
        {
            var (zones, log) = (Path.Combine(folder.FullName, "zones.json"), Path.Combine(folder.FullName, "log", "audit.jsonl"));
            await File.WriteAllTextAsync(zones,
                """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"south","reason":"Nothing is said about the south."},"geometry":{"type":"Polygon","coordinates":[[[-100,-50],[-20,-50],[-20,30],[-100,30],[-100,-50]]]}}]}""",
                TestContext.Current.CancellationToken);
            await using var server = await LiveServer.StartAsync(options => (options.RefusalZones, options.AuditLog) = (zones, log), new LayerCatalogue([], null, [new HillLocator()]));
            using var refused = await TestPictures.PostAsync(server, "/geolocate?sources=red:0,blue:3", TestPictures.Of("image/png"), "image/png");
            Assert.Equal("Nothing is said about the south.", (await LiveServer.ProblemAsync(refused, 403, "refused")).GetProperty("detail").GetString());
            using var answered = await TestPictures.PostAsync(server, "/geolocate?sources=blue:0", TestPictures.Of("image/png"), "image/png");
            var document = await LiveServer.ReadJsonAsync(answered);
            Assert.Contains(document.GetProperty("notices").EnumerateArray(), notice => notice.GetString()!.Contains("'south'", StringComparison.Ordinal));
            using var around = await server.GetAsync($"/tiles/{document.GetProperty("id").GetString()}/0/0/0.png?sources=red:0,blue:3");
            await LiveServer.ProblemAsync(around, 403, "refused");
            var lines = (await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken)).Select(line => JsonDocument.Parse(line).RootElement).ToList();
            Assert.Equal(["refused", "answered"], lines.Select(line => line.GetProperty("decision").GetString()));
            Assert.All(lines, line => Assert.Equal("127.0.0.1", line.GetProperty("asked").GetString()));
            Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(TestPictures.Of("image/png"))), lines[0].GetProperty("pictureSha256").GetString());

            await File.WriteAllTextAsync(zones, "nonsense", TestContext.Current.CancellationToken);
            await Assert.ThrowsAsync<Commands.UsageException>(() => LiveServer.StartAsync(options => options.RefusalZones = zones, new LayerCatalogue([])));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task What_cannot_be_logged_is_not_answered()
    {
        var file = Path.GetTempFileName();
        try
        {
            await using var server = await LiveServer.StartAsync(options => options.AuditLog = Path.Combine(file, "audit.jsonl"), new LayerCatalogue([], null, [new HillLocator()]));
            using var answer = await TestPictures.PostAsync(server, "/geolocate", TestPictures.Of("image/png"), "image/png");
            await LiveServer.ProblemAsync(answer, 503, "audit-unavailable");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task RefusedAsync(byte[] content, string type, int status, string slug)
    {
        using var answer = await TestPictures.PostAsync(_server, "/geolocate", content, type);
        await LiveServer.ProblemAsync(answer, status, slug);
    }
}
