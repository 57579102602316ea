using TileServer.Http;

namespace TileServer.Api;

/// <summary>The description of all addresses.</summary>
internal static class ApiEndpoints
{
    internal static void MapApi(this IEndpointRouteBuilder routes) => routes.MapMethods("/api", Verbs.Read, GetDocument);

    private static IResult GetDocument(HttpContext context, PublicLinks links)
    {
        if (new Query(context).Finish() is { } problem)
            return problem;
        if (!links.TryGetBase(context, out var address))
            return PublicLinks.InvalidHost(context);
        context.Response.Headers.CacheControl = CachePolicy.Metadata;
        return TypedResults.Text(ApiDocument.Of(address).ToJsonString(), ApiDocument.MediaType, System.Text.Encoding.UTF8);
    }
}
