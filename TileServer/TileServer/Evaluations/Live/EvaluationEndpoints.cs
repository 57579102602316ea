using System.Globalization;
using GeoCore.Evaluation;
using GeoCore.Evaluation.Inputs;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using TileServer.Evaluations.Jobs;
using TileServer.Hosting;
using TileServer.Http;

namespace TileServer.Evaluations.Live;

/// <summary>Recall vs Area over HTTP.</summary>
internal static class EvaluationEndpoints
{
    /// <summary>Bootstraps run a few at a time; who waits longer than this is told to come again.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private static readonly SemaphoreSlim s_gate = new(Math.Max(1, Environment.ProcessorCount / 2));

    internal static void AddEvaluations(this IServiceCollection services) => services
        .AddSingleton<EvaluationStore>().AddSingleton<EvaluationJobs>().AddHostedService(provider => provider.GetRequiredService<EvaluationJobs>());

    internal static void MapEvaluations(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/evaluations", CreateAsync);
        routes.MapPost("/evaluations/{id}", AddAsync);
        routes.MapMethods("/evaluations/{id}", Verbs.Read, GetAsync);
        routes.MapDelete("/evaluations/{id}", Delete);
        routes.MapMethods("/evaluations/{id}/curve.{format}", Verbs.Read, GetCurveAsync);
        routes.MapMethods("/evaluations/{id}/queries", Verbs.Read, GetQueries);
        routes.MapGet("/evaluations/{id}/events", JobEndpoints.GetEventsAsync);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, EvaluationStore store, EvaluationJobs jobs, IOptions<ServerOptions> options, CancellationToken cancellationToken)
    {
        if (JobUpload.IsForm(context.Request))
            return await JobEndpoints.CreateAsync(context, jobs, cancellationToken);
        var query = new Query(context);
        var (request, budgets) = EvaluationSettings.Of(query);
        if (query.Finish() is { } problem)
            return problem;
        var (name, wrong) = IdempotencyKey.Of(context.Request);
        if (wrong is not null)
            return wrong;
        var key = name is null ? null : await IdempotencyKey.OfBodyAsync(name, context.Request, cancellationToken);
        var evaluation = new LiveEvaluation(EvaluationStore.NewId(), request, budgets) { Key = key };
        if (key is not null && store.Earlier(key) is { } earlier)
            return await AnswerAsync(context, earlier, evaluation, earlier.Count, cancellationToken);
        return await FillAsync(context, evaluation, store, options, isNew: true, cancellationToken);
    }

    /// <summary>Answers with an evaluation that came before with the same key.</summary>
    private static async Task<IResult> AnswerAsync(HttpContext context, LiveEvaluation earlier, LiveEvaluation now, int added, CancellationToken cancellationToken)
    {
        if (earlier.Key != now.Key)
            return IdempotencyKey.Mismatch();
        context.Response.Headers.Location = $"{context.Request.PathBase}/evaluations/{earlier.Id}";
        return await GatedAsync(() => Figures(context, earlier, added), cancellationToken);
    }

    private static async Task<IResult> AddAsync(HttpContext context, string id, EvaluationStore store, EvaluationJobs jobs, IOptions<ServerOptions> options, CancellationToken cancellationToken)
    {
        if (jobs.TryGet(id, out _))
            return new Problem(ProblemKinds.Conflict) { Detail = "The files of this evaluation are all there is to it; begin another." };
        if (!store.TryGet(id, out var evaluation))
            return NotFound(id);
        return new Query(context).Finish() ?? await FillAsync(context, evaluation, store, options, isNew: false, cancellationToken);
    }

    private static async Task<IResult> FillAsync(HttpContext context, LiveEvaluation evaluation, EvaluationStore store, IOptions<ServerOptions> options, bool isNew, CancellationToken cancellationToken)
    {
        var ranked = new List<(Truth Truth, RankedQuery Query)>();
        var wrong = await ReadAsync(context.Request, evaluation, ranked, options.Value, cancellationToken);
        if (wrong is not null)
            return wrong;
        return await GatedAsync(() =>
        {
            var (added, conflict) = evaluation.Add(ranked);
            if (conflict is not null)
                return new Problem(ProblemKinds.Conflict) { Detail = $"Query '{conflict}' was sent before with another truth or answer." };
            if (isNew && store.Add(evaluation) is { } earlier && earlier != evaluation)
            {
                // the same request arrived twice at the same time
                if (earlier.Key != evaluation.Key)
                    return IdempotencyKey.Mismatch();
                evaluation = earlier;
            }
            else if (!isNew)
                store.Grown(evaluation);
            context.Response.Headers.Location = $"{context.Request.PathBase}/evaluations/{evaluation.Id}";
            return Figures(context, evaluation, added);
        }, cancellationToken);
    }

    /// <summary>Reads and ranks the queries of a request; of one with a query a line only a part is in memory, whatever its length.</summary>
    private static async Task<Problem?> ReadAsync(
        HttpRequest request, LiveEvaluation evaluation, List<(Truth Truth, RankedQuery Query)> ranked, ServerOptions options, CancellationToken cancellationToken)
    {
        if (!EvaluationBody.IsLines(request))
        {
            var (queries, wrong) = await EvaluationBody.ReadAsync(request, cancellationToken);
            return wrong ?? await TakeAsync(queries);
        }

        // a body that was kept for its fingerprint has been read already
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = (long)options.LargestEvaluation << 20;
        return await EvaluationBody.ReadLinesAsync(request, options.LargestBody, TakeAsync, cancellationToken);

        async Task<Problem?> TakeAsync(IReadOnlyList<BodyQuery> queries)
        {
            if (queries.Count + ranked.Count + evaluation.Count > EvaluationStore.MostQueries)
                return new Problem(ProblemKinds.ResultTooLarge) { Detail = string.Create(CultureInfo.InvariantCulture, $"An evaluation has at most {EvaluationStore.MostQueries} queries; ./geosuite evaluate takes any number.") };
            return await GatedAsync(() =>
            {
                try
                {
                    ranked.AddRange(evaluation.Rank(queries, cancellationToken));
                    return null!;
                }
                catch (InputException fault)
                {
                    var field = fault.Message.Split(": ", 2)[0];
                    return Problem.InvalidParameter(field, null, fault.Message[Math.Min(fault.Message.Length, field.Length + 2)..].TrimEnd('.'));
                }
            }, cancellationToken) as Problem;
        }
    }

    private static async Task<IResult> GetAsync(HttpContext context, string id, EvaluationStore store, EvaluationJobs jobs, CancellationToken cancellationToken)
    {
        if (jobs.TryGet(id, out var job))
            return new Query(context).Finish() ?? JobEndpoints.Answer(context, job, StatusCodes.Status200OK);
        if (!store.TryGet(id, out var evaluation))
            return NotFound(id);
        return new Query(context).Finish() ?? await GatedAsync(() => Figures(context, evaluation, null), cancellationToken);
    }

    private static async Task<IResult> GetCurveAsync(HttpContext context, string id, string format, EvaluationStore store, EvaluationJobs jobs, CancellationToken cancellationToken)
    {
        LiveEvaluation? evaluation = null;
        if (!jobs.TryGet(id, out var job) && !store.TryGet(id, out evaluation))
            return NotFound(id);
        var query = new Query(context);
        if (format is not ("svg" or "png" or "csv" or "json"))
            return new Problem(ProblemKinds.NotFound) { Detail = $"A curve is svg, png, csv or json, not {format}." };
        if (query.Finish() is { } problem)
            return problem;
        context.Response.Headers.CacheControl = CachePolicy.NoStore;
        return job is not null ? JobEndpoints.Curve(job, format) : await GatedAsync(() =>
        {
            var curves = evaluation!.Read(CurveFiles.Of);
            return format switch
            {
                "svg" => TypedResults.Text(curves.Chart().ToSvg(), "image/svg+xml", System.Text.Encoding.UTF8),
                "png" => TypedResults.Bytes(curves.Chart().ToPng(), "image/png"),
                "csv" => TypedResults.Text(curves.Csv(), "text/csv", System.Text.Encoding.UTF8),
                _ => TypedResults.Json(curves.Document(), EvaluationJson.Default.CurveDocument),
            };
        }, cancellationToken);
    }

    private static IResult GetQueries(HttpContext context, string id, EvaluationStore store, EvaluationJobs jobs)
    {
        LiveEvaluation? evaluation = null;
        if (!jobs.TryGet(id, out var job) && !store.TryGet(id, out evaluation))
            return NotFound(id);
        var query = new Query(context);
        var page = FeaturePage.Of(query);
        if (query.Finish() is { } problem)
            return problem;
        context.Response.Headers.CacheControl = CachePolicy.NoStore;
        var path = $"{context.Request.PathBase}/evaluations/{id}/queries";
        return job is not null ? JobEndpoints.Queries(job, page, path)
            : TypedResults.Bytes(evaluation!.Read(result => page.Write(QueryFiles.Features(result), path)), FeaturePage.MediaType);
    }

    private static IResult Delete(string id, EvaluationStore store, EvaluationJobs jobs) => jobs.Remove(id) || store.Remove(id) ? TypedResults.NoContent() : NotFound(id);

    internal static Problem NotFound(string id) =>
        new(ProblemKinds.NotFound) { Detail = $"There is no evaluation '{(id.Length > 64 ? id[..64] + "…" : id)}'; evaluations of queries are forgotten an hour after their last use, those of files a day after they ended." };

    private static JsonHttpResult<EvaluationDocument> Figures(HttpContext context, LiveEvaluation evaluation, int? added)
    {
        context.Response.Headers.CacheControl = CachePolicy.NoStore;
        return TypedResults.Json(new EvaluationDocument(evaluation.Id, added, evaluation.Document()), EvaluationJson.Default.EvaluationDocument);
    }

    private static async Task<IResult> GatedAsync(Func<IResult> work, CancellationToken cancellationToken)
    {
        if (!await s_gate.WaitAsync(s_patience, cancellationToken))
            return new Problem(ProblemKinds.Overloaded) { Detail = "Too many evaluations are under way." };
        try
        {
            return await Task.Run(work, cancellationToken);
        }
        finally
        {
            s_gate.Release();
        }
    }
}
