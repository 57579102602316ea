using GeoCore.Tiling;
using TileServer.Http;

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

    private static IResult GetSets(HttpContext context, PublicLinks links)
    {
        if (new Query(context).Finish() is { } problem)
            return problem;
        return links.TryGetBase(context, out var address)
            ? Answers.Metadata(context, TileMatrixSetJson.Default.TileMatrixSetList, [address], () => TileMatrixSetList.Of(address))
            : PublicLinks.InvalidHost(context);
    }

    private static IResult GetSet(HttpContext context, string id)
    {
        if (new Query(context).Finish() is { } problem)
            return problem;
        return TileMatrixSets.TryGet(id, out var set)
            ? Answers.Metadata(context, TileMatrixSetJson.Default.TileMatrixSetDocument, [], () => TileMatrixSetDocument.Of(set))
            : NotFound(id);
    }
}
