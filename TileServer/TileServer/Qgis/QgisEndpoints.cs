using TileServer.Http;
using TileServer.Layers;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;

namespace TileServer.Qgis;

/// <summary>Files with which QGIS gets layers, connections, styles or a whole project in one step.</summary>
internal static class QgisEndpoints
{
    private const string ProjectTitle = "GeoSuite";

    internal static void MapQgis(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/qgis/all.qlr", Verbs.Read, GetAll);
        routes.MapMethods("/qgis/{layer}.qlr", Verbs.Read, GetLayer);
        routes.MapMethods("/qgis/geosuite.qgs", Verbs.Read, GetProject);
        routes.MapMethods("/qgis/connections/{kind}.xml", Verbs.Read, GetConnections);
        routes.MapMethods("/layers/{layer}/style.qml", Verbs.Read, GetStyle);
    }

    private static IResult GetAll(HttpContext context, LayerCatalogue catalogue, QgisForms forms, PublicLinks links) =>
        OfCatalogue(context, catalogue, links, "geosuite.qlr", LayerDefinition.MediaType, address => LayerDefinition.Write(FormsOf(catalogue, forms, address)));

    private static IResult GetProject(HttpContext context, LayerCatalogue catalogue, QgisForms forms, PublicLinks links) =>
        OfCatalogue(context, catalogue, links, "geosuite.qgs", ProjectFile.MediaType, address => ProjectFile.Write(FormsOf(catalogue, forms, address), ProjectTitle));

    private static IResult GetLayer(HttpContext context, string layer, LayerCatalogue catalogue, ServedLayers layers, QgisForms forms, PublicLinks links)
    {
        if (layers.Find(context, layer, catalogue, out var found) is { } missing)
            return missing;
        if (ServedLayers.QueryOf(context).Finish() is { } problem)
            return problem;
        return links.TryGetBase(context, out var address)
            ? File(context, $"{found.Id}.qlr", LayerDefinition.MediaType, ServedLayers.CachePolicyOf(found), [address, VersionOf(found)], () => LayerDefinition.Write([(found, forms.Of(found, address))]))
            : PublicLinks.InvalidHost(context);
    }

    private static IResult GetConnections(HttpContext context, string kind, LayerCatalogue catalogue, ServedRoutes served, PublicLinks links)
    {
        if (!ConnectionFile.Kinds.Contains(kind))
            return new Problem(ProblemKinds.NotFound) { Detail = $"There are connections of {string.Join(", ", ConnectionFile.Kinds)}.", Suggestions = Suggestions.For(kind, ConnectionFile.Kinds) };
        return OfCatalogue(context, catalogue, links, $"geosuite-{kind}.xml", ConnectionFile.MediaType, address => ConnectionFile.Write(kind, [.. catalogue.Layers], address, served));
    }

    private static IResult GetStyle(HttpContext context, string layer, LayerCatalogue catalogue, ServedLayers layers)
    {
        if (layers.Find(context, layer, catalogue, out var found) is { } missing)
            return missing;
        var query = ServedLayers.QueryOf(context);
        var options = query.Options(RenderOptions.Default);
        var version = query.Version;
        if (query.Finish() is { } problem)
            return problem;
        if (found.Bands.Count == 0)
            return new Problem(ProblemKinds.NotFound) { Detail = "This layer has no values that could be coloured." };
        options = RenderStyles.Normalize(found, options);
        var style = RenderStyles.StyleOf(found, options);

        // a file of values has the bands of the layer; one of what was computed has that alone
        var isComputed = options.Quantity is not null || options.Expression is not null || options.Algorithm is not null;
        int[] bands = [.. found.PlanesOf(options).Select((band, place) => isComputed ? place + 1 : band.Number)];
        return File(context, $"{found.Id}.qml", StyleFile.MediaType, ServedLayers.CachePolicyOf(found, version), [found.Version, options.CanonicalText], () => StyleFile.Write(style, bands));
    }

    private static IResult OfCatalogue(HttpContext context, LayerCatalogue catalogue, PublicLinks links, string name, string mediaType, Func<string, byte[]> write)
    {
        if (new Query(context).Finish() is { } problem)
            return problem;
        return links.TryGetBase(context, out var address)
            ? File(context, name, mediaType, CachePolicy.Metadata, [address, .. catalogue.Layers.Select(VersionOf)], () => write(address))
            : PublicLinks.InvalidHost(context);
    }

    /// <summary>All layers, less those whose file is gone: QGIS would ask about each of them.</summary>
    private static List<(Layer Layer, IReadOnlyList<QgisForm> Forms)> FormsOf(LayerCatalogue catalogue, QgisForms forms, string address)
    {
        var found = new List<(Layer Layer, IReadOnlyList<QgisForm> Forms)>();
        foreach (var layer in catalogue.Layers)
        {
            try
            {
                found.Add((layer, forms.Of(layer, address)));
            }
            catch (SourceUnavailableException)
            {
                // /layers says the same
            }
        }

        return found;
    }

    private static Representation File(HttpContext context, string name, string mediaType, string cacheControl, ReadOnlySpan<string> inputs, Func<byte[]> write)
    {
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        return new Representation(EntityTags.Of([Answers.ServerVersion, context.Request.Path, context.Request.QueryString.Value, .. inputs]), mediaType, cacheControl, write);
    }

    /// <summary>What a file depends on: pixels and texts.</summary>
    private static string VersionOf(Layer layer) => $"{layer.Version} {layer.Description}";
}
