using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Learners.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TileServer.BrowserTests.Hosting;

/// <summary>Speaks the part of the training host's interface that its page uses, about jobs that a test makes up.</summary>
internal sealed class ScriptedTrainingHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<string, JobRecord> _jobs = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Channel<string>> _listeners = [];

    private ScriptedTrainingHost(WebApplication application) => _application = application;

    internal string Address => _application.Urls.First();

    /// <summary>What was asked to be done: <c>2 pause</c>.</summary>
    internal ConcurrentQueue<string> Wishes { get; } = new();

    internal static async Task<ScriptedTrainingHost> StartAsync(string url, IEnumerable<JobRecord> jobs)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var host = new ScriptedTrainingHost(builder.Build());
        foreach (var job in jobs)
            host._jobs[job.Id] = job;
        host.Map();
        await host._application.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    internal static JobRecord Job(string id, JobState state, JobProgress? progress = null) => new(
        id, "location-encoder", "land", "small", new Dictionary<string, string> { ["degrees"] = "40" }, 7, "auto", "ada", 0, [], state, DateTimeOffset.UnixEpoch)
    { Progress = progress, RunsOn = "cpu", MemoryBytes = 640L << 20 };

    internal static JobProgress At(long step) => new(step, 100, 10.0 / (10 + step), 1e-3, 512 * step, 12_345, 60, 30);

    /// <summary>Changes a job and tells the pages that listen.</summary>
    internal void Tell(JobRecord job, string kind)
    {
        _jobs[job.Id] = job;
        foreach (var listener in _listeners)
            listener.Writer.TryWrite($"event: {kind}\ndata: {JsonSerializer.Serialize(job, ContractsJson.Lines.JobRecord)}\n\n");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners)
            listener.Writer.TryComplete();
        await _application.DisposeAsync();
    }

    private void Map()
    {
        _application.MapGet("/jobs", () => Json([.. _jobs.Values], ContractsJson.Default.IReadOnlyListJobRecord));
        _application.MapGet("/devices", () => Json(
            [new DeviceStatus("cpu", "processor, 2 threads", 8L << 30, 6L << 30, 640L << 20, 2, 1, ["2"])], ContractsJson.Default.IReadOnlyListDeviceStatus));
        _application.MapGet("/jobs/{id}/metrics", (string id, long after) => Json(
            [.. Enumerable.Range(1, (int)(_jobs[id].Progress?.Step ?? 0)).Where(step => step > after).Select(step => new MetricPoint(
                step, step, new Dictionary<string, double> { ["loss"] = 10.0 / (10 + step), ["learning-rate"] = 1e-3 }))],
            ContractsJson.Default.IReadOnlyListMetricPoint));
        _application.MapPost("/jobs/{id}/{wish}", (string id, string wish) =>
        {
            Wishes.Enqueue($"{id} {wish}");
            var job = _jobs[id] with { State = wish == "pause" ? JobState.Pausing : JobState.Cancelling };
            Tell(job, "state");
            return Json(job, ContractsJson.Default.JobRecord);
        });
        _application.MapGet("/events", ListenAsync);
    }

    private async Task ListenAsync(HttpContext context)
    {
        var listener = Channel.CreateUnbounded<string>();
        _listeners.Add(listener);
        context.Response.ContentType = "text/event-stream";
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await foreach (var message in listener.Reader.ReadAllAsync(context.RequestAborted))
        {
            await context.Response.WriteAsync(message, Encoding.UTF8, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static IResult Json<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        Results.Text(JsonSerializer.Serialize(value, type), "application/json");
}
