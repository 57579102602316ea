using Microsoft.Extensions.Options;
using TileServer.Hosting;
using TileServer.Http;
using TileServer.Layers;
using TileServer.Sources.Statistics;
using TileServer.Sources.Tiles;

namespace TileServer.Statistics;

/// <summary>Recall against area of a layer: how well it tells where points lie.</summary>
internal static class SearchEndpoints
{
    internal static void MapSearches(this IEndpointRouteBuilder routes) => routes.MapPost("/layers/{layer}/rva", PostAsync);

    private static async Task<IResult> PostAsync(
        HttpContext context, string layer, TileService tiles, IOptions<ServerOptions> limits, CancellationToken cancellationToken)
    {
        var (question, refusal) = await PlaceQuestion.ReadAsync(context, layer, limits.Value.MostPoints, cancellationToken);
        if (question is null)
            return refusal!;
        var (found, options, places) = question;
        await tiles.Gate.EnterAsync(cancellationToken);
        try
        {
            var document = await Task.Run(() => SearchDocument.Of(LayerSearch.Of(found, options, cancellationToken), places, found.Version), cancellationToken);
            context.Response.Headers.CacheControl = CachePolicy.NoStore;
            return TypedResults.Json(document, SearchJson.Default.SearchDocument);
        }
        finally
        {
            tiles.Gate.Leave();
        }
    }
}
