using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace TileServer.Tests.Http;

/// <summary>A training host on a real socket that remembers what it was asked and streams when it is told to.</summary>
internal sealed class ScriptedHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ScriptedHost(WebApplication application) => _application = application;

    /// <summary>What came: method and address, headers, body.</summary>
    public ConcurrentQueue<(string Line, IReadOnlyDictionary<string, string> Headers, string Body)> Requests { get; } = new();

    /// <summary>Each permit sends one event on an open stream.</summary>
    public SemaphoreSlim Events { get; } = new(0);

    /// <summary>Ends an open stream as the end of the process would.</summary>
    public TaskCompletionSource Kill { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completed when a listener has gone.</summary>
    public TaskCompletionSource Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Address => _application.Urls.First();

    public static async Task<ScriptedHost> StartAsync(string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var application = builder.Build();
        var host = new ScriptedHost(application);
        application.MapGet("/events", host.StreamAsync);
        application.Map("/{**rest}", host.AnswerAsync);
        await application.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>The only request so far.</summary>
    public (string Line, IReadOnlyDictionary<string, string> Headers, string Body) Only() => Assert.Single(Requests);

    public async ValueTask DisposeAsync()
    {
        Kill.TrySetResult();
        await _application.DisposeAsync();
        Events.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        Remember(context.Request, body);
        context.Response.StatusCode = context.Request.Path == "/nothing" ? 404 : 201;
        context.Response.Headers.Location = "jobs/7";
        context.Response.Headers["X-Of-The-Host"] = "kept";
        context.Response.ContentType = context.Request.Path == "/nothing" ? "application/problem+json" : "application/json";
        await context.Response.WriteAsync("""{"title":"of the host"}""", context.RequestAborted);
    }

    private async Task StreamAsync(HttpContext context)
    {
        Remember(context.Request, "");
        context.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        await context.Response.Body.FlushAsync(context.RequestAborted);
        try
        {
            for (var number = 1; ; number++)
            {
                if (await Task.WhenAny(Kill.Task, Events.WaitAsync(context.RequestAborted)) == Kill.Task)
                {
                    context.Abort();
                    return;
                }

                context.RequestAborted.ThrowIfCancellationRequested();
                await context.Response.WriteAsync($"event: progress\ndata: {number}\n\n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            Left.TrySetResult();
        }
    }

    private void Remember(HttpRequest request, string body) => Requests.Enqueue((
        $"{request.Method} {request.Path}{request.QueryString}",
        request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        body));
}
