using System.Globalization;
using GeoCore.Evaluation;
using GeoCore.Evaluation.Inputs;
using GeoCore.Evaluation.Uncertainty;
using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using Microsoft.AspNetCore.Http.HttpResults;
using TileServer.Http;

namespace TileServer.Evaluations.Live;

/// <summary>Recall vs Area over HTTP.</summary>
internal static class EvaluationEndpoints
{
    /// <summary>Bootstraps run a few at a time; who waits longer than this is told to come again.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private static readonly SemaphoreSlim s_gate = new(Math.Max(1, Environment.ProcessorCount / 2));

    internal static void AddEvaluations(this IServiceCollection services) => services.AddSingleton<EvaluationStore>();

    internal static void MapEvaluations(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/evaluations", CreateAsync);
        routes.MapPost("/evaluations/{id}", AddAsync);
        routes.MapMethods("/evaluations/{id}", Verbs.Read, GetAsync);
        routes.MapDelete("/evaluations/{id}", Delete);
        routes.MapMethods("/evaluations/{id}/curve.{format}", Verbs.Read, GetCurveAsync);
        routes.MapMethods("/evaluations/{id}/queries", Verbs.Read, GetQueries);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, EvaluationStore store, CancellationToken cancellationToken)
    {
        var query = new Query(context);
        var (request, budgets) = Read(query);
        if (query.Finish() is { } problem)
            return problem;
        var evaluation = new LiveEvaluation(EvaluationStore.NewId(), request, budgets);
        return await FillAsync(context, evaluation, store, isNew: true, cancellationToken);
    }

    private static async Task<IResult> AddAsync(HttpContext context, string id, EvaluationStore store, CancellationToken cancellationToken)
    {
        if (!store.TryGet(id, out var evaluation))
            return NotFound(id);
        return new Query(context).Finish() ?? await FillAsync(context, evaluation, store, isNew: false, cancellationToken);
    }

    private static async Task<IResult> FillAsync(HttpContext context, LiveEvaluation evaluation, EvaluationStore store, bool isNew, CancellationToken cancellationToken)
    {
        var (queries, wrong) = await EvaluationBody.ReadAsync(context.Request, cancellationToken);
        if (wrong is not null)
            return wrong;
        if (queries.Count + evaluation.Count > EvaluationStore.MostQueries)
            return new Problem(ProblemKinds.ResultTooLarge) { Detail = string.Create(CultureInfo.InvariantCulture, $"An evaluation has at most {EvaluationStore.MostQueries} queries; ./geosuite evaluate takes any number.") };
        return await GatedAsync(() =>
        {
            try
            {
                var (added, conflict) = evaluation.Add(evaluation.Rank(queries, cancellationToken));
                if (conflict is not null)
                    return new Problem(ProblemKinds.Conflict) { Detail = $"Query '{conflict}' was sent before with another truth or answer." };
                if (isNew)
                    store.Add(evaluation);
                else
                    store.Grown(evaluation);
                context.Response.Headers.Location = $"{context.Request.PathBase}/evaluations/{evaluation.Id}";
                return Figures(context, evaluation, added);
            }
            catch (InputException fault)
            {
                var field = fault.Message.Split(": ", 2)[0];
                return Problem.InvalidParameter(field, null, fault.Message[Math.Min(fault.Message.Length, field.Length + 2)..].TrimEnd('.'));
            }
        }, cancellationToken);
    }

    private static async Task<IResult> GetAsync(HttpContext context, string id, EvaluationStore store, CancellationToken cancellationToken)
    {
        if (!store.TryGet(id, out var evaluation))
            return NotFound(id);
        return new Query(context).Finish() ?? await GatedAsync(() => Figures(context, evaluation, null), cancellationToken);
    }

    private static async Task<IResult> GetCurveAsync(HttpContext context, string id, string format, EvaluationStore store, CancellationToken cancellationToken)
    {
        if (!store.TryGet(id, out var evaluation))
            return NotFound(id);
        var query = new Query(context);
        if (format is not ("svg" or "png" or "csv" or "json"))
            return new Problem(ProblemKinds.NotFound) { Detail = $"A curve is svg, png, csv or json, not {format}." };
        if (query.Finish() is { } problem)
            return problem;
        context.Response.Headers.CacheControl = CachePolicy.NoStore;
        return await GatedAsync(() =>
        {
            var curves = evaluation.Read(CurveFiles.Of);
            return format switch
            {
                "svg" => TypedResults.Text(curves.Chart().ToSvg(), "image/svg+xml", System.Text.Encoding.UTF8),
                "png" => TypedResults.Bytes(curves.Chart().ToPng(), "image/png"),
                "csv" => TypedResults.Text(curves.Csv(), "text/csv", System.Text.Encoding.UTF8),
                _ => TypedResults.Json(curves.Document(), EvaluationJson.Default.CurveDocument),
            };
        }, cancellationToken);
    }

    private static IResult GetQueries(HttpContext context, string id, EvaluationStore store)
    {
        if (!store.TryGet(id, out var evaluation))
            return NotFound(id);
        if (new Query(context).Finish() is { } problem)
            return problem;
        context.Response.Headers.CacheControl = CachePolicy.NoStore;
        return TypedResults.Bytes(evaluation.Read(result =>
        {
            using var stream = new MemoryStream();
            QueryFiles.WriteGeoJson(result, stream);
            return stream.ToArray();
        }), "application/geo+json");
    }

    private static IResult Delete(string id, EvaluationStore store) => store.Remove(id) ? TypedResults.NoContent() : NotFound(id);

    private static Problem NotFound(string id) =>
        new(ProblemKinds.NotFound) { Detail = $"There is no evaluation '{(id.Length > 64 ? id[..64] + "…" : id)}'; evaluations are forgotten an hour after their last use." };

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

    private static (EvaluationRequest Request, IReadOnlyList<double>? Budgets) Read(Query query)
    {
        const int fewest = 100, most = 10_000, usual = 2000;
        Grid? grid = LatLonGrid.OfCellsPerDegree(1), blocks = null;
        if (query.Text("grid") is { } gridText && !GridText.TryParse(gridText, out grid))
            query.Fault("grid", gridText, GridText.Expected);
        if (query.Text("blocks") is { } blockText && !GridText.TryParse(blockText, out blocks))
            query.Fault("blocks", blockText, GridText.Expected);
        CellScheme? cells = null;
        if (query.Text("cells") is { } cellText && !CellScheme.TryParse(cellText, out cells))
            query.Fault("cells", cellText, "s2, healpix:LEVEL or areas");
        var resamples = query.Integer("resamples", 0, most) ?? usual;
        if (resamples is > 0 and < fewest)
            query.Fault("resamples", null, "0 or at least 100");
        var request = new EvaluationRequest
        {
            Systems = [],
            Truth = "queries",
            Blocks = blocks,
            Intervals = resamples >= fewest ? new BootstrapOptions(resamples) : null,
            Maps = new MapOptions
            {
                Grid = grid ?? LatLonGrid.OfCellsPerDegree(1),
                Key = query.Choice("rank", "density", "raw") == "raw" ? RankKey.RawScore : RankKey.Density,
                Values = query.Choice("values", "mass", "density", "log-density") switch { "density" => MapValues.Density, "log-density" => MapValues.LogDensity, _ => MapValues.Mass },
                Kappa = query.Number("kappa", double.Epsilon, double.MaxValue, "a number above 0"),
                Cells = cells,
                TotalKm2 = query.Number("total_area", double.Epsilon, 1e8 * GreatCircle.CapAreaKm2(1), "an area in km², above 0") ?? GreatCircle.SphereAreaKm2,
            },
        };
        return (request, Budgets(query));
    }

    private static double[]? Budgets(Query query)
    {
        const int most = 100;
        if (query.Text("budgets") is not { } text)
            return null;
        string[] words = text.Split(',');
        var numbers = new double[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (words.Length > most || !double.TryParse(words[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !(numbers[i] >= 0 && double.IsFinite(numbers[i])))
            {
                query.Fault("budgets", text, "up to 100 areas in km², separated by commas");
                return null;
            }
        }

        return numbers;
    }
}
