using GeoCore.Tiling;
using TileServer.Http;
using TileServer.Layers;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Sources.Tiles;
using TileServer.Tiles;

namespace TileServer.Tms;

/// <summary>Tile Map Service 1.0.0 (OSGeo): tiles whose rows are counted from the south.</summary>
internal static class TmsEndpoints
{
    internal static void MapTms(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/tms/1.0.0", Verbs.Read, GetService);
        routes.MapMethods("/tms/1.0.0/{layer}/{tms}", Verbs.Read, GetMap);
        routes.MapMethods("/tms/1.0.0/{layer}/{tms}/{z}/{x}/{file}", Verbs.Read, GetTileAsync);
    }

    private static IResult GetService(HttpContext context, LayerCatalogue catalogue, PublicLinks links)
    {
        if (new Query(context).Finish() is { } problem)
            return problem;
        return links.TryGetBase(context, out var address)
            ? new Representation(
                EntityTags.Of([Answers.ServerVersion, "tms", address, .. catalogue.Layers.Select(layer => $"{layer.Version} {layer.Description}")]), TmsDocuments.MediaType, CachePolicy.Metadata,
                () => TmsDocuments.WriteService(catalogue, address))
            : PublicLinks.InvalidHost(context);
    }

    private static IResult GetMap(HttpContext context, string layer, string tms, LayerCatalogue catalogue, ServedLayers layers, PublicLinks links)
    {
        if (Find(context, layer, tms, catalogue, layers, out var found, out var set) is { } missing)
            return missing;
        if (ServedLayers.QueryOf(context).Finish() is { } problem)
            return problem;
        return links.TryGetBase(context, out var address)
            ? new Representation(
                EntityTags.Of(Answers.ServerVersion, "tms", address, set.Id, found.Version, found.Description.ToString()), TmsDocuments.MediaType, ServedLayers.CachePolicyOf(found), () => TmsDocuments.WriteMap(found, set, address))
            : PublicLinks.InvalidHost(context);
    }

    private static Task GetTileAsync(HttpContext context, string layer, string tms, LayerCatalogue catalogue, ServedLayers layers, TileSender sender)
    {
        var values = context.Request.RouteValues;
        if (Find(context, layer, tms, catalogue, layers, out var found, out var set) is { } missing)
            return missing.ExecuteAsync(context);
        if (TileQuery.Read(context, out var query) is { } wrongQuery)
            return wrongQuery.ExecuteAsync(context);
        if (TileAddress.Read((string)values["z"]!, (string)values["x"]!, (string)values["file"]!, out var address) is { } wrongAddress)
            return wrongAddress.ExecuteAsync(context);
        if (!TileIndex.TryCreate(set, address.Z, address.X, address.Y, out var tile))
            return address.OutOfRange(set).ExecuteAsync(context);
        var pixels = (query.TileSize ?? set.Matrices[address.Z].TileSize) * address.PixelRatio;
        var request = new TileRequest(
            found, set, tile.Value with { Y = set.FlipRow(tile.Value) }, pixels, query.Format ?? address.Format ?? found.DefaultFormat, sender.Adjust(found, query.Options));
        return sender.SendAsync(context, request, query.Version, query.Empty);
    }

    private static Problem? Find(HttpContext context, string id, string tms, LayerCatalogue catalogue, ServedLayers layers, out Layer layer, out TileMatrixSet set)
    {
        set = TileMatrixSets.WebMercatorQuad;
        if (layers.Find(context, id, catalogue, out layer) is { } missing)
            return missing;
        return TileMatrixSets.TryGet(tms, out set!) && TileLimits.SetsOf(layer).Contains(set) ? null : TileMatrixSetEndpoints.NotFound(tms);
    }
}
