using System.Globalization;
using System.Text.Json;
using Learners.Contracts;
using Learners.Host.Queue;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Learners.Host.Api;

/// <summary>What happens to jobs as a stream of server-sent events, <c>state</c> and <c>progress</c>; each carries the whole job.</summary>
internal static class EventEndpoints
{
    private const string MediaType = "text/event-stream";
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(15);

    internal static void MapEvents(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/events", (HttpContext context, JobEvents events, TimeProvider time, IHostApplicationLifetime life) =>
                SendAsync(context, events, null, time, life))
            .WithSummary("What happens to all jobs").Produces<string>(contentType: MediaType).WithTags("events");
        routes.MapGet("/jobs/{id}/events", (string id, HttpContext context, JobEvents events, JobQueue queue, TimeProvider time, IHostApplicationLifetime life) =>
                SendAsync(context, events, queue.Find(id) ?? throw new KeyNotFoundException($"there is no job {id}"), time, life))
            .WithSummary("What happens to one job; the stream ends with it").Produces<string>(contentType: MediaType).ProducesProblem(404).WithTags("events");
    }

    private static async Task SendAsync(HttpContext context, JobEvents events, JobRecord? job, TimeProvider time, IHostApplicationLifetime life)
    {
        var lastEvent = context.Request.Headers["Last-Event-ID"].FirstOrDefault();
        long? after = long.TryParse(lastEvent, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        var response = context.Response;
        if (after is not null && job is { State: var state } && state.IsFinal())
        {
            response.StatusCode = StatusCodes.Status204NoContent; // tells a browser not to come again
            return;
        }

        using var listener = events.Listen(job?.Id, after); // before the client sees that the stream has begun, so that it misses nothing from then on
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        await response.WriteAsync("retry: 2000\n\n", ended.Token);
        await response.Body.FlushAsync(ended.Token);
        try
        {
            await SendAsync(response, listener.ReadAsync(ended.Token), isOne: job is not null, time, ended.Token);
        }
        catch (OperationCanceledException)
        {
            // the listener has gone, or the host is going
        }
    }

    private static async Task SendAsync(HttpResponse response, IAsyncEnumerable<JobEvent> events, bool isOne, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var news = events.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            var next = news.MoveNextAsync().AsTask();
            while (!next.IsCompleted && await Task.WhenAny(next, Task.Delay(s_heartbeat, time, cancellationToken)) != next)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await response.WriteAsync(": still here\n\n", cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
            }

            if (!await next)
            {
                return;
            }

            var one = news.Current;
            var data = JsonSerializer.Serialize(one.Job, ContractsJson.Lines.JobRecord);
            await response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"id: {one.Number}\nevent: {one.Kind}\ndata: {data}\n\n"), cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            if (isOne && one.Job.State.IsFinal())
            {
                return;
            }
        }
    }
}
