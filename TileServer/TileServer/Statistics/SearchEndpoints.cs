using Microsoft.Extensions.Options;
using TileServer.Hosting;
using TileServer.Http;
using TileServer.Layers;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Statistics;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;

namespace TileServer.Statistics;

/// <summary>Recall against area of a layer: how well it tells where points lie.</summary>
internal static class SearchEndpoints
{
    internal static void MapSearches(this IEndpointRouteBuilder routes) => routes.MapPost("/layers/{layer}/rva", PostAsync);

    private static async Task<IResult> PostAsync(
        HttpContext context, string layer, LayerCatalogue catalogue, ServedLayers layers, TileService tiles, IOptions<ServerOptions> limits, CancellationToken cancellationToken)
    {
        if (layers.Find(context, layer, catalogue, out var found) is { } missing)
            return missing;
        var query = ServedLayers.QueryOf(context);
        var options = query.Options(RenderOptions.Default);
        if (query.Finish() is { } problem)
            return problem;
        var (places, wrongBody) = await PlaceList.ReadAsync(context.Request, limits.Value.MostPoints, cancellationToken);
        if (wrongBody is not null)
            return wrongBody;
        options = RenderStyles.Normalize(found, options);
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
