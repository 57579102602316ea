using System.Net;
using System.Text;

namespace TileServer.Tests.Http;

public sealed class TrainingProxyTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_reaches_the_host_without_the_prefix_and_says_who_asked()
    {
        await using var host = await ScriptedHost.StartAsync();
        await using var server = await StartAsync(host.Address);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/training/jobs/a%20b?limit=3&q=x%26y") { Content = new StringContent("{\"learner\":\"x\"}", Encoding.UTF8, "application/json") };
        foreach (var (name, value) in new[] { ("X-Api-Key", "secret"), ("Origin", "http://elsewhere"), ("X-Forwarded-For", "8.8.8.8"), ("Forwarded", "for=8.8.8.8"), ("Connection", "x-private"), ("X-Private", "1") })
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        using var answer = await server.Client.SendAsync(request, Cancellation);

        var (line, headers, body) = host.Only();
        Assert.Equal(("POST /jobs/a%20b?limit=3&q=x%26y", "{\"learner\":\"x\"}"), (line, body));
        Assert.Equal(("127.0.0.1", "http", server.Address.Authority, "/training"),
            (headers["X-Forwarded-For"], headers["X-Forwarded-Proto"], headers["X-Forwarded-Host"], headers["X-Forwarded-Prefix"]));
        Assert.Equal(("secret", "http://elsewhere", new Uri(host.Address).Authority), (headers["X-Api-Key"], headers["Origin"], headers["Host"]));
        Assert.DoesNotContain("Forwarded", headers.Keys);
        Assert.DoesNotContain("Keep-Alive", headers.Keys);
        Assert.Equal((201, "jobs/7", "kept"), ((int)answer.StatusCode, answer.Headers.Location!.ToString(), answer.Headers.GetValues("X-Of-The-Host").Single()));
        Assert.Equal("""{"title":"of the host"}""", await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task What_the_host_refuses_is_passed_on_in_its_own_words()
    {
        await using var host = await ScriptedHost.StartAsync();
        await using var server = await StartAsync(host.Address);
        using var answer = await server.GetAsync("/training/nothing");
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains("of the host", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_host_that_is_told_tiles_are_served_and_a_host_that_starts_is_found()
    {
        await using var gone = await ScriptedHost.StartAsync();
        var address = gone.Address;
        await gone.DisposeAsync();
        await using var server = await StartAsync(address);
        using (var answer = await server.GetAsync("/training/jobs"))
        {
            await LiveServer.ProblemAsync(answer, 503, "training-unavailable");
            Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        }

        using (var tile = await server.GetAsync("/tiles/ramp/0/0/0.png"))
            Assert.Equal(HttpStatusCode.OK, tile.StatusCode);
        await using var host = await ScriptedHost.StartAsync(address);
        using var found = await server.GetAsync("/training/jobs");
        Assert.Equal(HttpStatusCode.Created, found.StatusCode);
    }

    [Fact]
    public async Task Events_come_through_one_by_one_and_a_listener_that_leaves_is_missed()
    {
        await using var host = await ScriptedHost.StartAsync();
        await using var server = await StartAsync(host.Address);
        using (var answer = await ListenAsync(server))
        {
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancellation));
            for (var number = 1; number <= 3; number++)
            {
                // the next is sent only after this one has arrived: nothing on the way waits for more
                host.Events.Release();
                Assert.Equal("event: progress", await LineAsync(reader));
                Assert.Equal($"data: {number}", await LineAsync(reader));
                Assert.Equal("", await LineAsync(reader));
            }
        }

        await host.Left.Task.WaitAsync(s_patience, Cancellation);
    }

    [Fact]
    public async Task A_host_that_dies_in_the_middle_of_a_stream_ends_the_stream_and_nothing_else()
    {
        await using var host = await ScriptedHost.StartAsync();
        await using var server = await StartAsync(host.Address);
        using var answer = await ListenAsync(server);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancellation));
        host.Events.Release();
        Assert.Equal("event: progress", await LineAsync(reader));

        await host.DisposeAsync();
        await Assert.ThrowsAnyAsync<IOException>(() => reader.ReadToEndAsync(Cancellation).WaitAsync(s_patience, Cancellation));
        using var tile = await server.GetAsync("/tiles/ramp/0/0/0.png");
        Assert.Equal(HttpStatusCode.OK, tile.StatusCode);
        using var next = await server.GetAsync("/training/jobs");
        await LiveServer.ProblemAsync(next, 503, "training-unavailable");
    }

    [Fact]
    public async Task An_open_stream_does_not_keep_the_server_from_ending()
    {
        await using var host = await ScriptedHost.StartAsync();
        var server = await StartAsync(host.Address, options => options.StopSeconds = 600);
        using var answer = await ListenAsync(server);
        await server.DisposeAsync().AsTask().WaitAsync(s_patience, Cancellation);
        await host.Left.Task.WaitAsync(s_patience, Cancellation);
    }

    [Theory]
    [InlineData("GET", null, 201)]
    [InlineData("POST", null, 401)]
    [InlineData("DELETE", null, 401)]
    [InlineData("POST", "X-Api-Key", 201)]
    [InlineData("POST", "Authorization", 201)]
    public async Task From_another_machine_changes_need_a_key(string method, string? header, int status)
    {
        await using var host = await ScriptedHost.StartAsync();
        await using var server = await StartAsync(host.Address, options => options.KnownProxies = ["127.0.0.1"]);
        (string, string)[] headers = [("X-Forwarded-For", "203.0.113.9"), .. header is null ? [] : new[] { (header, "Bearer secret") }];
        using var answer = await server.SendAsync(new HttpMethod(method), "/training/jobs", headers);

        if (status == 401)
        {
            await LiveServer.ProblemAsync(answer, 401, "key-required");
            Assert.Empty(host.Requests);
        }
        else
        {
            Assert.Equal(status, (int)answer.StatusCode);
            Assert.Equal("203.0.113.9", host.Only().Headers["X-Forwarded-For"]);
        }
    }

    [Theory]
    [InlineData(true, 1024, 5000)]
    [InlineData(false, 1024, 5000)]
    [InlineData(true, 8 << 20, 4 << 20)] // the host's own limit, before it ends the connection under the rest of the body
    [InlineData(false, 8 << 20, 80_000)] // a client would not hear an answer while it still sends
    public async Task A_body_that_is_too_large_is_refused(bool isLengthKnown, int limit, int length)
    {
        await using var host = await ScriptedHost.StartAsync();
        await using var server = await StartAsync(host.Address, options => options.LargestBody = limit);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/training/jobs") { Content = new StringContent(new string('x', length)) };
        request.Headers.TransferEncodingChunked = !isLengthKnown;
        using var answer = await server.Client.SendAsync(request, Cancellation);
        await LiveServer.ProblemAsync(answer, 413, "content-too-large");
    }

    private static Task<LiveServer> StartAsync(string host, Action<Hosting.ServerOptions>? configure = null) => LiveServer.StartAsync(
        options =>
        {
            options.TrainingHost = host;
            configure?.Invoke(options);
        },
        [TestLayers.Ramp()]);

    private static Task<HttpResponseMessage> ListenAsync(LiveServer server) =>
        server.Client.GetAsync("/training/events", HttpCompletionOption.ResponseHeadersRead, Cancellation);

    private static async Task<string?> LineAsync(StreamReader reader) => await reader.ReadLineAsync(Cancellation).AsTask().WaitAsync(s_patience, Cancellation);
}
