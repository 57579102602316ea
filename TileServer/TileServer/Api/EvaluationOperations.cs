using TileServer.Evaluations;
using TileServer.Evaluations.Jobs;

namespace TileServer.Api;

/// <summary>What the addresses of evaluations do. A test sends every example to a server.</summary>
internal static class EvaluationOperations
{
    private const string Tag = "evaluations", Json = "application/json";

    private const string Query = """{"query":"photo00","lat":60.06,"lon":15.8,"strata":{"continent":"Europe"},"places":[[15.5,60.2,0.6],[2.3,48.9,0.4]]}""";

    private static readonly ApiParameter s_id = new("id", "Name of the evaluation, as Location told it");

    private static readonly ApiParameter[] s_settings =
    [
        new("grid", "Where places are counted into cells", "healpix:5"), new("rank", "By what cells are searched", "density") { Choices = ["density", "raw"] },
        new("values", "What the numbers of cells are", "mass") { Choices = ["mass", "density", "log-density"] }, new("kappa", "Scores of places are similarities; their masses are softmax(kappa · s)") { Type = "number" },
        new("cells", "What ids of cells are: s2, healpix:LEVEL or areas"), new("budgets", "Areas at which recall is told, km²", "1e4,1e5,1e6"), new("blocks", "Queries of a cell are drawn together for intervals", "healpix:3"),
        new("resamples", "Draws for intervals, 0 or 100 to 10 000", "200") { Type = "integer" }, new("total_area", "Everything there is to search, km²") { Type = "number" },
    ];

    private static readonly ApiAnswer[] s_figures =
        [ApiAnswer.Json(200, "Figures of queries", EvaluationJson.Default.EvaluationDocument), ApiAnswer.Json(200, "State, and figures once they are there, of files", JobJson.Default.JobDocument)];

    private static readonly ApiBody[] s_queries = [new(Json, $$"""{"queries":[{{Query}}]}"""), new("application/x-ndjson", Query + "\n")];

    /// <summary>All of them, in an order in which they can be tried.</summary>
    internal static IReadOnlyList<ApiOperation> All { get; } =
    [
        new("POST", "/evaluations", Tag, "Begins an evaluation, of queries in the body or of files in a form; Idempotency-Key lets it be sent again, Prefer: respond-async does not wait")
        {
            Parameters = s_settings,
            Bodies =
            [
                .. s_queries,
                new("multipart/form-data", """
                    {"predictions":"query,lat,lon,score\na,10.5,20.5,0.6\na,11.5,20.5,0.4\nb,-5.5,7.5,1\n","truth":"query,lat,lon,continent\na,10.5,20.5,Africa\nb,-5.5,7.5,Africa\n","strata":"continent"}
                    """) { Files = ["predictions", "truth", "compare", "areas", "prior", "calibration", "calibration_predictions"] },
            ],
            Answers = [.. s_figures, ApiAnswer.Json(202, "Files that are evaluated later", JobJson.Default.JobDocument)],
            Problems = [400, 413, 415, 422, 429, 503],
        },
        new("POST", "/evaluations/{id}", Tag, "Adds queries; one that is sent again changes nothing")
        {
            Parameters = [s_id], Bodies = s_queries, Answers = [s_figures[0]], Problems = [400, 404, 409, 413, 415, 422, 503],
        },
        new("GET", "/evaluations/{id}", Tag, "The figures as they stand") { Parameters = [s_id], Answers = s_figures, Problems = [400, 404, 503] },
        new("GET", "/evaluations/{id}/events", Tag, "Server-sent events state and progress of an evaluation of files, each with the evaluation, until it ends")
        {
            Parameters = [s_id], Answers = [new(200, "Events", "text/event-stream")], Problems = [404],
        },
        new("GET", "/evaluations/{id}/curve.{format}", Tag, "The curve")
        {
            Parameters = [s_id, new("format", "Format", "json") { Choices = ["json", "csv", "svg", "png"] }],
            Answers = [ApiAnswer.Json(200, "Points", EvaluationJson.Default.CurveDocument), new(200, "Points", "text/csv"), new(200, "A picture", "image/svg+xml"), new(200, "A picture", "image/png")],
            Problems = [400, 404, 409, 422, 503],
        },
        new("GET", "/evaluations/{id}/queries", Tag, "The queries as points, with a link to the next of them")
        {
            Parameters = [s_id, new("limit", "Most of them, 1 to 10 000", "100") { Type = "integer" }, new("offset", "How many are left out", "0") { Type = "integer" }],
            Answers = [new(200, "A GeoJSON feature collection", "application/geo+json")], Problems = [400, 404, 409, 422],
        },
        new("DELETE", "/evaluations/{id}", Tag, "Ends and forgets an evaluation") { Parameters = [s_id], Answers = [new(204, "Forgotten")], Problems = [404] },
    ];
}
