using Microsoft.AspNetCore.Http.HttpResults;
using TileServer.Hosting;
using TileServer.Http;
using TileServer.Sources.Catalogue;

namespace TileServer.Health;

/// <summary>What supervisors and load balancers ask.</summary>
internal static class HealthEndpoints
{
    internal static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/health/live", Verbs.Read, GetLive);
        routes.MapMethods("/health/startup", Verbs.Read, (HttpContext context, ServerState state) =>
            state.Phase == ServerPhase.Starting ? (IResult)new Problem(ProblemKinds.Starting) : Answer(context, new HealthDocument("ok")));
        routes.MapMethods("/health/ready", Verbs.Read, GetReady);
    }

    private static JsonHttpResult<HealthDocument> GetLive(HttpContext context, ServerState state) =>
        Answer(context, new HealthDocument(state.Phase == ServerPhase.Draining ? "draining" : "ok"));

    /// <summary>One broken layer does not make the others unusable: 200, degraded.</summary>
    private static IResult GetReady(HttpContext context, ServerState state, RequestCount requests, LayerCatalogue catalogue) => state.Phase switch
    {
        ServerPhase.Starting => new Problem(ProblemKinds.Starting),
        ServerPhase.Draining => new Problem(ProblemKinds.Draining),
        _ => Answer(context, new HealthDocument(
            catalogue.Failures.Count == 0 ? "ok" : "degraded", Answers.ServerVersion, requests.Active,
            [
                .. catalogue.Layers.Select(layer => new SourceHealth(layer.Id, "ok")),
                .. catalogue.Failures.Select(failure => new SourceHealth(failure.Id, "failed", "The source cannot be opened; the log says why.")),
            ])),
    };

    private static JsonHttpResult<HealthDocument> Answer(HttpContext context, HealthDocument document)
    {
        context.Response.Headers.CacheControl = CachePolicy.NoStore;
        return TypedResults.Json(document, HealthJson.Default.HealthDocument);
    }
}
