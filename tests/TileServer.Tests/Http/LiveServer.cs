using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TileServer.Hosting;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Sources.Tiles;

namespace TileServer.Tests.Http;

/// <summary>The real server on a real socket, with layers of the test's choice.</summary>
internal sealed class LiveServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private readonly CurrentCatalogue _current;

    private LiveServer(WebApplication application, CurrentCatalogue current)
    {
        _application = application;
        _current = current;
        Client = new HttpClient { BaseAddress = new Uri(application.Urls.First()), Timeout = TimeSpan.FromSeconds(60) };
    }

    public HttpClient Client { get; }

    public Uri Address => Client.BaseAddress!;

    public IReadOnlyList<Endpoint> Endpoints => _application.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    public TileService Tiles => _application.Services.GetRequiredService<TileService>();

    public static Task<LiveServer> StartAsync(params Layer[] layers) => StartAsync(_ => { }, layers);

    public static Task<LiveServer> StartAsync(Action<ServerOptions> configure, Layer[] layers, FailedLayer[]? failures = null) =>
        StartAsync(configure, new LayerCatalogue(layers, failures), followed: null);

    /// <summary>A server that follows folders, as the command does.</summary>
    public static Task<LiveServer> FollowAsync(params string[] folders)
    {
        var layers = LayerSources.Follow(folders, style: null, isWatching: true);
        return StartAsync(_ => { }, layers.Load(), layers);
    }

    /// <summary>A server with a clock of the test's choice.</summary>
    public static Task<LiveServer> StartAsync(Action<ServerOptions> configure, LayerCatalogue catalogue, TimeProvider? time = null) => StartAsync(configure, catalogue, followed: null, time);

    private static async Task<LiveServer> StartAsync(Action<ServerOptions> configure, LayerCatalogue catalogue, FolderLayers? followed, TimeProvider? time = null)
    {
        var builder = TileServerHost.CreateBuilder(options =>
        {
            options.DrainSeconds = 0;
            options.AuditLog = "none";
            options.EvaluationFolder = "none";
            configure(options);
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (time is not null)
            builder.Services.AddSingleton(time);
        var current = new CurrentCatalogue(catalogue);
        var application = TileServerHost.Build(builder, current, LayerSources.Encoders, followed);
        await application.StartAsync(TestContext.Current.CancellationToken);
        return new LiveServer(application, current);
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, headers);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Asks again and again until an answer is as it should be.</summary>
    public async Task<HttpResponseMessage> UntilAsync(string path, Predicate<HttpResponseMessage> isGood, params (string Name, string Value)[] headers)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var answer = await GetAsync(path, headers);
            if (isGood(answer))
                return answer;
            Assert.False(patience.IsCancellationRequested, $"{path} still answers {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
            answer.Dispose();
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
    }

    public async Task<JsonElement> GetJsonAsync(string path)
    {
        using var response = await GetAsync(path);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        return await ReadJsonAsync(response);
    }

    public static async Task<JsonElement> ReadJsonAsync(HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }

    /// <summary>Checks that an answer is a problem document of a kind, and gives the document.</summary>
    public static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, int status, string slug)
    {
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await ReadJsonAsync(response);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Equal("/problems/" + slug, problem.GetProperty("type").GetString());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.Equal(32, problem.GetProperty("traceId").GetString()!.Length);
        return problem;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.DisposeAsync();
        _current.Dispose();
    }
}
