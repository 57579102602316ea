using System.Text;
using TileServer.Http;
using TileServer.Layers;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Styles;

namespace TileServer.Styles;

/// <summary>Styles of layers for MapLibre, and in the words that QGIS understands.</summary>
internal static class MapStyleEndpoints
{
    internal static void MapStyles(this IEndpointRouteBuilder routes) => routes.MapMethods("/styles/{layer}.json", Verbs.Read, GetStyle);

    private static IResult GetStyle(HttpContext context, string layer, LayerCatalogue catalogue, ServedLayers layers, PublicLinks links)
    {
        if (layers.Find(context, layer, catalogue, out var found) is { } missing)
            return missing;
        var query = ServedLayers.QueryOf(context);
        var isPlain = query.Choice("flavour", "maplibre", "qgis") == "qgis";
        var options = query.Options(RenderOptions.Default);
        var version = query.Version;
        if (query.Finish() is { } problem)
            return problem;
        if (!links.TryGetBase(context, out var address))
            return PublicLinks.InvalidHost(context);

        // what no tile could be drawn with is told here, not by every tile
        options = RenderStyles.Normalize(found, options);
        if (found.Bands.Count > 0)
            _ = RenderStyles.StyleOf(found, options);
        var tag = EntityTags.Of(Answers.ServerVersion, "style", address, found.Version, found.Description.ToString(), options.CanonicalText, isPlain ? "qgis" : "");
        return new Representation(tag, Answers.Json, ServedLayers.CachePolicyOf(found, version), () => Encoding.UTF8.GetBytes(new MapStyle(found, options, address, isPlain).Write().ToJsonString()));
    }
}
