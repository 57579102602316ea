using System.Globalization;
using Learners.Contracts;
using Learners.Host.Queue;
using Learners.Host.Supervision;
using Learners.Torch.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Learners.Host.Api;

/// <summary>Jobs: submit, look, pause, resume, cancel.</summary>
internal static class JobEndpoints
{
    private const int DefaultLimit = 100;
    private const int MostLimit = 1000;
    private const int LongestKey = 200;

    internal static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/jobs").WithTags("jobs");
        jobs.MapGet("", List).WithSummary("Jobs, the newest first").Produces<IReadOnlyList<JobRecord>>().ProducesProblem(400);
        jobs.MapPost("", SubmitAsync).WithSummary("Accept a job").Accepts<JobSubmission>("application/json")
            .Produces<JobRecord>(201).Produces<JobRecord>(200).ProducesProblem(400).ProducesProblem(409).ProducesProblem(415);
        jobs.MapGet("/{id}", (string id, JobQueue queue) => TypedResults.Ok(Existing(queue, id))).WithSummary("One job").ProducesProblem(404);
        jobs.MapPost("/{id}/pause", (string id, JobQueue queue) => TypedResults.Ok(queue.Pause(id)))
            .WithSummary("Stop with a checkpoint and free the device").ProducesProblem(404).ProducesProblem(409);
        jobs.MapPost("/{id}/resume", (string id, JobQueue queue) => TypedResults.Ok(queue.Resume(id)))
            .WithSummary("Go on from the checkpoint").ProducesProblem(404).ProducesProblem(409);
        jobs.MapPost("/{id}/cancel", (string id, JobQueue queue) => TypedResults.Ok(queue.Cancel(id)))
            .WithSummary("End for good").ProducesProblem(404).ProducesProblem(409);
        jobs.MapGet("/{id}/log", Log).WithSummary("The last lines of the log").Produces<string>(contentType: "text/plain").ProducesProblem(400).ProducesProblem(404);
        jobs.MapGet("/{id}/metrics", Metrics).WithSummary("The curves after a step").Produces<IReadOnlyList<MetricPoint>>().ProducesProblem(400).ProducesProblem(404);
    }

    private static IResult List(HttpRequest request, JobQueue queue)
    {
        var faults = new List<FieldFault>();
        var limit = Whole(request, "limit", DefaultLimit, 1, MostLimit, faults);
        var state = request.Query["state"].FirstOrDefault();
        if (state is not null && !Enum.GetNames<JobState>().Contains(state, StringComparer.OrdinalIgnoreCase))
        {
            faults.Add(FieldFault.Of("state", state, "one of " + string.Join(", ", Enum.GetNames<JobState>().Select(name => name.ToLowerInvariant()))));
        }

        var (owner, learner) = (request.Query["owner"].FirstOrDefault(), request.Query["learner"].FirstOrDefault());
        return faults.Count > 0 ? Problem.InvalidFields(faults) : TypedResults.Ok<IReadOnlyList<JobRecord>>(
        [
            .. queue.Jobs
                .Where(job => (state is null || job.State.ToString().Equals(state, StringComparison.OrdinalIgnoreCase))
                    && (owner is null || job.Owner == owner) && (learner is null || job.Learner == learner))
                .Take((int)limit),
        ]);
    }

    private static async Task<IResult> SubmitAsync(HttpRequest request, JobQueue queue, IReadOnlyList<LearnerOffer> offers)
    {
        if (!request.HasJsonContentType())
        {
            return Problem.OfStatus(StatusCodes.Status415UnsupportedMediaType);
        }

        var key = request.Headers["Idempotency-Key"].FirstOrDefault();
        if (key is { Length: 0 or > LongestKey })
        {
            return Problem.InvalidFields(FieldFault.Of("Idempotency-Key", key, $"1 to {LongestKey} characters"));
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        var bytes = body.ToArray();
        if (key is not null && queue.FindRequest(key, JobRequest.Digest(bytes)) is { } earlier)
        {
            return TypedResults.Ok(earlier); // also where the same request would not be accepted any more
        }

        var reader = new JobRequest(offers, queue);
        if (reader.Read(bytes) is not { } draft)
        {
            return Problem.InvalidFields(reader.Faults);
        }

        var (job, isNew) = queue.Submit(draft, key, JobRequest.Digest(bytes));
        return isNew ? TypedResults.Created("jobs/" + job.Id, job) : TypedResults.Ok(job);
    }

    private static IResult Log(string id, HttpRequest request, JobQueue queue, Supervisor supervisor)
    {
        Existing(queue, id);
        var faults = new List<FieldFault>();
        var lines = Whole(request, "lines", DefaultLimit, 1, 100_000, faults);
        return faults.Count > 0
            ? Problem.InvalidFields(faults)
            : TypedResults.Text(string.Concat(supervisor.Folder(id).LastLines((int)lines).Select(line => line + "\n")));
    }

    private static IResult Metrics(string id, HttpRequest request, JobQueue queue, Supervisor supervisor)
    {
        Existing(queue, id);
        var faults = new List<FieldFault>();
        var after = Whole(request, "after", 0, 0, long.MaxValue, faults);
        return faults.Count > 0 ? Problem.InvalidFields(faults) : TypedResults.Ok(MetricsFile.Read(supervisor.Folder(id).MetricsPath, after));
    }

    private static JobRecord Existing(JobQueue queue, string id) => queue.Find(id) ?? throw new KeyNotFoundException($"there is no job {id}");

    private static long Whole(HttpRequest request, string name, long missing, long least, long most, List<FieldFault> faults)
    {
        var text = request.Query[name].FirstOrDefault();
        if (text is null)
        {
            return missing;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        faults.Add(FieldFault.Of(name, text, $"a whole number from {least} to {most}"));
        return missing;
    }
}
