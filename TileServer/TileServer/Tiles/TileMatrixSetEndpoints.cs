using GeoCore.Tiling;
using TileServer.Http;
using TileServer.OgcApi;

namespace TileServer.Tiles;

/// <summary>The grids that tiles come in.</summary>
internal static class TileMatrixSetEndpoints
{
    internal static void MapTileMatrixSets(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/tileMatrixSets", Verbs.Read, GetSets);
        routes.MapMethods("/tileMatrixSets/{id}", Verbs.Read, GetSet);
    }

    /// <summary>The answer where there is no set of that name.</summary>
    internal static Problem NotFound(string id) => new(ProblemKinds.MatrixNotFound)
    {
        Detail = "There is no tile matrix set of this name.",
        Suggestions = Suggestions.For(id, TileMatrixSets.All.Keys),
    };

    private static IResult GetSets(HttpContext context, PublicLinks links) => OgcAnswer.Of(
        context, new Query(context), links, TileMatrixSetJson.Default.TileMatrixSetList, "Tile matrix sets", [],
        address => TileMatrixSetList.Of(address) with { Links = OgcAnswer.SelfLinks(address, "/tileMatrixSets") });

    private static IResult GetSet(HttpContext context, string id, PublicLinks links)
    {
        var query = new Query(context);
        return TileMatrixSets.TryGet(id, out var set)
            ? OgcAnswer.Of(
                context, query, links, TileMatrixSetJson.Default.TileMatrixSetDocument, set.Title, [],
                address => TileMatrixSetDocument.Of(set) with { Links = OgcAnswer.SelfLinks(address, $"/tileMatrixSets/{set.Id}") })
            : NotFound(id);
    }
}
