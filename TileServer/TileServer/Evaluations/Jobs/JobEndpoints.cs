using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using TileServer.Evaluations.Live;
using TileServer.Hosting;
using TileServer.Http;

namespace TileServer.Evaluations.Jobs;

/// <summary>Evaluations of uploaded files over HTTP.</summary>
internal static class JobEndpoints
{
    /// <summary>Files up to this length are evaluated while the client waits, unless it prefers not to.</summary>
    private const long SmallBytes = 1 << 20;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30), s_heartbeat = TimeSpan.FromSeconds(15);

    internal static async Task<IResult> CreateAsync(HttpContext context, EvaluationJobs jobs, CancellationToken cancellationToken)
    {
        var services = context.RequestServices;
        var (key, wrong) = IdempotencyKey.Of(context.Request);
        if (wrong is not null)
            return wrong;
        if (jobs.TryBegin(context.Request.ContentLength ?? 0, out var id, out var folder) is { } refused)
            return refused;
        try
        {
            var upload = new JobUpload(Path.Combine(folder, EvaluationJob.UploadFolder), (long)services.GetRequiredService<IOptions<ServerOptions>>().Value.LargestEvaluation << 20);
            if (await upload.ReadAsync(context.Request, cancellationToken) is { } problem)
                return problem;
            var settings = upload.Fields.ToDictionary(StringComparer.Ordinal);
            foreach (var (name, values) in context.Request.Query)
            {
                if (values.Count != 1 || !settings.TryAdd(name, values.ToString()))
                    return Problem.InvalidParameter(name, values.ToString(), "one value");
            }

            var query = JobRun.QueryOf(settings);
            EvaluationSettings.OfForm(query);
            if ((query.Finish() ?? upload.Check(settings)) is { } faults)
                return faults;
            var time = services.GetRequiredService<TimeProvider>();
            var (job, other) = jobs.Accept(new JobOrder(id, time.GetUtcNow(), settings, upload.Files, key, upload.Fingerprint(settings)), folder);
            if (job is null)
                return other!;
            context.Response.Headers.Location = $"{context.Request.PathBase}/evaluations/{job.Order.Id}";
            return await AnswerAsync(context, job, time, cancellationToken);
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true); // was not accepted
        }
    }

    /// <summary>The job as it stands.</summary>
    internal static IResult Answer(HttpContext context, EvaluationJob job, int status)
    {
        context.Response.Headers.CacheControl = CachePolicy.NoStore;
        return TypedResults.Json(job.Document(), JobJson.Default.JobDocument, statusCode: status);
    }

    /// <summary>The curve of a job that has ended.</summary>
    internal static IResult Curve(EvaluationJob job, string format) => (IResult?)Missing(job) ?? TypedResults.PhysicalFile(Path.Combine(job.Folder, "curve." + format), format switch
    {
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "csv" => "text/csv; charset=utf-8",
        _ => "application/json",
    });

    /// <summary>A part of the queries of a job that has ended.</summary>
    internal static IResult Queries(EvaluationJob job, FeaturePage page, string path) => (IResult?)Missing(job)
        ?? TypedResults.Bytes(page.Write(File.ReadLines(Path.Combine(job.Folder, EvaluationJob.FeaturesFile)).Select(System.Text.Encoding.UTF8.GetBytes), path), FeaturePage.MediaType);

    /// <summary>What happens to a job as server-sent events: <c>state</c> and <c>progress</c>, each with the job; the stream ends with it.</summary>
    internal static async Task GetEventsAsync(HttpContext context, string id, EvaluationJobs jobs, TimeProvider time, IHostApplicationLifetime life)
    {
        if (!jobs.TryGet(id, out var job))
        {
            await EvaluationEndpoints.NotFound(id).ExecuteAsync(context);
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = CachePolicy.NoStore;
        context.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await SendAsync(context.Response, job, time, ended.Token);
        }
        catch (OperationCanceledException)
        {
            // the listener has gone, or the server is going
        }
    }

    private static async Task SendAsync(HttpResponse response, EvaluationJob job, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var told = ""; ;)
        {
            var changed = job.Changed; // before the state is read, so that no change falls between
            var document = job.Document(hasResult: false);
            var kind = job.IsRemoved ? "deleted" : document.State == told ? "progress" : "state";
            told = document.State;
            await response.WriteAsync($"event: {kind}\ndata: {JsonSerializer.Serialize(document, JobJson.Default.JobDocument)}\n\n", cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            if (job.IsRemoved || job.Outcome is not null)
                return;
            while (await Task.WhenAny(changed, Task.Delay(s_heartbeat, time, cancellationToken)) != changed)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await response.WriteAsync(": still here\n\n", cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
            }
        }
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, EvaluationJob job, TimeProvider time, CancellationToken cancellationToken)
    {
        var isWaitedFor = job.Order.Files.Sum(file => file.Bytes) <= SmallBytes
            && !context.Request.Headers["Prefer"].ToString().Contains("respond-async", StringComparison.OrdinalIgnoreCase);
        using var patience = new CancellationTokenSource(isWaitedFor ? s_patience : TimeSpan.Zero, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            while (isWaitedFor)
            {
                var changed = job.Changed;
                if (job.Outcome is not null)
                    break;
                await changed.WaitAsync(either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // it takes longer; the client asks again
        }

        if (job.Outcome is null)
            return Answer(context, job, StatusCodes.Status202Accepted);
        return isWaitedFor && Failure(job) is { } problem ? problem : Answer(context, job, StatusCodes.Status200OK);
    }

    /// <summary>Why there is no result; null where there is one.</summary>
    private static Problem? Missing(EvaluationJob job) =>
        job.Outcome is null ? new Problem(ProblemKinds.Conflict) { Detail = "The evaluation has not ended yet." } : Failure(job);

    /// <summary>What was wrong with the files, naming the part of the form; null where nothing was.</summary>
    private static Problem? Failure(EvaluationJob job)
    {
        if (job.Outcome?.Error is not { } error)
            return null;
        var file = job.Order.Files.FirstOrDefault(file => error.StartsWith(file.Name + ":", StringComparison.Ordinal));
        return new Problem(ProblemKinds.UnusableFile) { Detail = error, Errors = file is null ? null : [ParameterFault.Of(file.Part, file.Name, error[(file.Name.Length + 2)..].TrimEnd('.'))] };
    }
}
