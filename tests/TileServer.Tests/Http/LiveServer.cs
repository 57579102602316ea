using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
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

    private LiveServer(WebApplication application)
    {
        _application = application;
        Client = new HttpClient { BaseAddress = new Uri(application.Urls.First()), Timeout = TimeSpan.FromSeconds(60) };
    }

    public HttpClient Client { get; }

    public Uri Address => Client.BaseAddress!;

    public TileService Tiles => _application.Services.GetRequiredService<TileService>();

    public static Task<LiveServer> StartAsync(params Layer[] layers) => StartAsync(_ => { }, layers);

    public static async Task<LiveServer> StartAsync(Action<ServerOptions> configure, Layer[] layers, FailedLayer[]? failures = null)
    {
        var builder = TileServerHost.CreateBuilder(options =>
        {
            options.DrainSeconds = 0;
            configure(options);
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = TileServerHost.Build(builder, new LayerCatalogue(layers, failures), LayerSources.Encoders);
        await application.StartAsync(TestContext.Current.CancellationToken);
        return new LiveServer(application);
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, headers);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return Client.SendAsync(request, TestContext.Current.CancellationToken);
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
    }
}
