using TileServer.Http;
using TileServer.Layers;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;

namespace TileServer.OgcApi;

/// <summary>OGC API Common (19-072, 20-024): what the server keeps to, and its layers as collections.</summary>
internal static class CollectionEndpoints
{
    internal static void MapOgcApi(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/conformance", Verbs.Read, GetConformance);
        routes.MapMethods("/collections", Verbs.Read, GetCollections);
        routes.MapMethods("/collections/{layer}", Verbs.Read, GetCollection);
        routes.MapMethods("/collections/{layer}/map", Verbs.Read, MapEndpoints.GetMapAsync);
        MapTiles.Map(routes);
    }

    private static IResult GetConformance(HttpContext context, PublicLinks links, EndpointDataSource endpoints)
    {
        var hasFeatures = endpoints.Endpoints.OfType<RouteEndpoint>().Any(route => route.RoutePattern.RawText == "/collections/{layer}/items");
        return OgcAnswer.Of(
            context, new Query(context), links, OgcJson.Default.ConformanceDocument, "Conformance", [],
            address => new ConformanceDocument(OgcAnswer.SelfLinks(address, "/conformance"), hasFeatures ? [.. Conformance.Classes, .. Conformance.OfFeatures] : Conformance.Classes));
    }

    private static IResult GetCollections(HttpContext context, LayerCatalogue catalogue, PublicLinks links) => OgcAnswer.Of(
        context, new Query(context), links, OgcJson.Default.CollectionList, "Collections", [.. catalogue.Layers.Select(VersionOf)],
        address => new CollectionList(OgcAnswer.SelfLinks(address, "/collections"), [.. catalogue.Layers.Select(layer => Describe(layer, address))]));

    private static IResult GetCollection(HttpContext context, string layer, LayerCatalogue catalogue, ServedLayers layers, PublicLinks links) =>
        layers.Find(context, layer, catalogue, out var found) is { } missing
            ? missing
            : OgcAnswer.Of(
                context, ServedLayers.QueryOf(context), links, OgcJson.Default.CollectionDocument, found.Description.Title, [VersionOf(found)], address => Describe(found, address), ServedLayers.CachePolicyOf(found));

    private static CollectionDocument Describe(Layer layer, string address)
    {
        var description = layer.Description;
        return new CollectionDocument(
            layer.Id, description.Title, description.Description, description.Attribution,
            new ExtentDocument(new SpatialExtentDocument([LayerDocument.BoundsOf(layer)], GeoCore.Geodesy.Crs84.Instance.Uri)),
            LayerCrs.UrisOf(layer), LayerCrs.StorageOf(layer).Crs.Uri, layer.Features is null ? null : "feature",
            [.. OgcAnswer.SelfLinks(address, $"/collections/{layer.Id}"), .. CollectionLinks.Of(layer, address)]);
    }

    /// <summary>What a description depends on: pixels and texts.</summary>
    private static string VersionOf(Layer layer) => $"{layer.Version} {layer.Description}";
}
