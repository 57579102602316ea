using System.Globalization;
using GeoCore.Imaging;
using TileServer.Http;
using TileServer.Kvp;
using TileServer.Layers;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;
using TileServer.Tiles;

namespace TileServer.Wms;

/// <summary>Web Map Service 1.3.0 (OGC 06-042) and 1.1.1 (OGC 01-068r3).</summary>
internal static class WmsEndpoints
{
    internal static void MapWms(this IEndpointRouteBuilder routes) => routes.MapMethods("/wms", Verbs.Read, GetAsync);

    private static Task GetAsync(HttpContext context, LayerCatalogue catalogue, ServedLayers layers, PublicLinks links, TileSender sender)
    {
        var query = WmsRequest.QueryOf(context);
        var version = WmsVersion.Of(query);
        return WmsFaults.GuardAsync(query, version, () =>
        {
            var name = query.Text("REQUEST");
            if (query.Text("SERVICE") is { } service && !service.Equals("WMS", StringComparison.OrdinalIgnoreCase))
                throw ProtocolException.Invalid("SERVICE", "WMS");
            switch (name?.ToUpperInvariant())
            {
                case null or "GETCAPABILITIES" or "CAPABILITIES":
                    return Capabilities(context, version, catalogue, links).ExecuteAsync(context);
                case "GETMAP" or "MAP":
                    var format = WmsFormats.Find(query.Required("FORMAT"));
                    var map = WmsRequest.Read(query, version, catalogue, layers, sender.Adjust);
                    return sender.SendAsync(context, new WindowRequest(map.Layer, map.Window, format, map.Options), query.Text("v"));
                case "GETFEATUREINFO" or "FEATURE_INFO":
                    return Place(query, version, WmsRequest.Read(query, version, catalogue, layers, sender.Adjust)).ExecuteAsync(context);
                case "GETLEGENDGRAPHIC":
                    return LegendOf(query, catalogue, layers).ExecuteAsync(context);
                default:
                    throw new ProtocolException("OperationNotSupported", "REQUEST", "There are GetCapabilities, GetMap, GetFeatureInfo and GetLegendGraphic.", StatusCodes.Status501NotImplemented);
            }
        });
    }

    private static IResult Capabilities(HttpContext context, WmsVersion version, LayerCatalogue catalogue, PublicLinks links) => links.TryGetBase(context, out var address)
        ? new Representation(
            EntityTags.Of([Answers.ServerVersion, "wms", version.Name, address, .. catalogue.Layers.Select(layer => $"{layer.Version} {layer.Description}")]), version.CapabilitiesType, CachePolicy.Metadata,
            () => new WmsCapabilities(version, address).Write(catalogue))
        : PublicLinks.InvalidHost(context);

    private static Representation Place(KvpQuery query, WmsVersion version, WmsRequest request)
    {
        foreach (var name in query.Required("QUERY_LAYERS").Split(','))
        {
            if (name != request.Layer.Id)
                throw new ProtocolException("LayerNotDefined", "QUERY_LAYERS", "QUERY_LAYERS: expected the layer of the map.");
        }

        if (query.Text("FEATURE_COUNT") is not null && query.Integer("FEATURE_COUNT") < 1)
            throw ProtocolException.Invalid("FEATURE_COUNT", "1 or more");
        var mediaType = FeatureInfo.Find(query.Text("INFO_FORMAT") is { } asked && asked.StartsWith("application/vnd.ogc.gml", StringComparison.OrdinalIgnoreCase) ? "unknown" : query.Text("INFO_FORMAT"))
            ?? throw new ProtocolException("InvalidFormat", "INFO_FORMAT", $"INFO_FORMAT: expected one of {string.Join(", ", FeatureInfo.MediaTypes)}.");
        var (column, row) = (query.Integer(version.ColumnName), query.Integer(version.RowName));
        var grid = request.Window.Grid;
        if (column < 0 || column >= grid.Width || row < 0 || row >= grid.Height)
            throw new ProtocolException("InvalidPoint", column < 0 || column >= grid.Width ? version.ColumnName : version.RowName, "The point lies outside the map.");
        return FeatureInfo.Answer(
            request.Layer, RenderStyles.Normalize(request.Layer, request.Options), grid.Crs, grid.CentreX(column), grid.CentreY(row), mediaType, ServedLayers.CachePolicyOf(request.Layer, query.Text("v")));
    }

    /// <summary>The legend; of a picture in the colours of its bands there is none.</summary>
    private static Representation LegendOf(KvpQuery query, LayerCatalogue catalogue, ServedLayers layers)
    {
        if (query.Text("FORMAT") is { } format && WmsFormats.Find(format) != TileFormat.Png)
            throw new ProtocolException("InvalidFormat", "FORMAT", "FORMAT: expected image/png.");
        var (layer, style) = WmsRequest.ReadLayer(query, query.Text("LAYER") ?? query.Required("LAYERS"), "LAYER", query.Text("STYLE") ?? query.Text("STYLES"), catalogue, layers);
        var options = RenderStyles.Normalize(layer, query.Options(style.Options));
        var (width, height) = (Edge(query, "WIDTH"), Edge(query, "HEIGHT"));
        if (RenderStyles.StyleOf(layer, options) is not BandStyle)
            throw new ProtocolException("OperationNotSupported", "LAYER", "The colours of this layer are those of its bands; there is no legend.");
        return new Representation(
            LayerStyle.LegendTag(layer, options, width, height), PngEncoder.Instance.MediaType, ServedLayers.CachePolicyOf(layer, query.Text("v")), () => LayerStyle.DrawLegend(layer, options, width, height)!)
        {
            IsCompressible = false,
        };
    }

    /// <summary>An edge of a legend; sizes that no legend has are those of symbols, which some clients ask for, and count as none.</summary>
    private static int? Edge(KvpQuery query, string name) =>
        int.TryParse(query.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) && pixels is >= 48 and <= LegendOptions.LargestEdge ? pixels : null;
}
