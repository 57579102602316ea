using System.Diagnostics.CodeAnalysis;
using TileServer.Http;
using TileServer.Kvp;
using TileServer.Layers;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Tiles;
using TileServer.Tiles;

namespace TileServer.Wmts;

/// <summary>Web Map Tile Service 1.0.0 (OGC 07-057r7), as key-value pairs and as paths. <c>Accept</c> is not looked at here.</summary>
internal static class WmtsEndpoints
{
    private static readonly string[] s_extensions = ["txt", "json", "html"];

    internal static void MapWmts(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/wmts", Verbs.Read, GetPairsAsync);
        routes.MapMethods("/wmts/1.0.0/WMTSCapabilities.xml", Verbs.Read, GetCapabilitiesAsync);
        routes.MapMethods("/wmts/1.0.0/{layer}/{style}/{tms}/{z}/{y}/{file}", Verbs.Read, GetTileAsync);
        routes.MapMethods("/wmts/1.0.0/{layer}/{style}/{tms}/{z}/{y}/{x}/{j}/{file}", Verbs.Read, GetFeatureInfoAsync);
    }

    /// <summary>Extension of an answer about a place.</summary>
    internal static string ExtensionOf(string mediaType) => s_extensions[Array.IndexOf(FeatureInfo.MediaTypes, mediaType)];

    /// <summary>Programs look for any service here: whatever is not a tile or a question gets the capabilities.</summary>
    private static Task GetPairsAsync(HttpContext context, LayerCatalogue catalogue, ServedLayers layers, PublicLinks links, TileSender sender) => GuardAsync(context, () =>
    {
        var query = WmtsRequest.QueryOf(context);
        var name = query.Text("REQUEST");
        if (name is null || name.Equals("GetCapabilities", StringComparison.OrdinalIgnoreCase))
            return AnswerCapabilities(context, catalogue, links).ExecuteAsync(context);
        if (query.Text("SERVICE") is { } service && !service.Equals("WMTS", StringComparison.OrdinalIgnoreCase))
            throw ProtocolException.Invalid("SERVICE", "WMTS");
        if (query.Text("VERSION") is { } version && version != "1.0.0")
            throw ProtocolException.Invalid("VERSION", "1.0.0");
        string Part(string part) => part == "STYLE" ? query.Text(part) ?? LayerStyle.Default : query.Required(part);
        if (name.Equals("GetTile", StringComparison.OrdinalIgnoreCase))
        {
            var request = WmtsRequest.Read(query, Part, catalogue, layers, sender.Adjust);
            return SendAsync(context, request, FormatOf(query.Text("FORMAT")), query, sender);
        }

        if (!name.Equals("GetFeatureInfo", StringComparison.OrdinalIgnoreCase))
            throw new ProtocolException("OperationNotSupported", "REQUEST", "There are GetCapabilities, GetTile and GetFeatureInfo.", StatusCodes.Status501NotImplemented);
        var place = WmtsRequest.Read(query, Part, catalogue, layers, sender.Adjust);
        return AnswerPlace(place, query, query.Integer("I"), query.Integer("J"), query.Text("INFOFORMAT")).ExecuteAsync(context);
    });

    private static Task GetCapabilitiesAsync(HttpContext context, LayerCatalogue catalogue, PublicLinks links) =>
        GuardAsync(context, () => AnswerCapabilities(context, catalogue, links).ExecuteAsync(context));

    private static Task GetTileAsync(HttpContext context, LayerCatalogue catalogue, ServedLayers layers, TileSender sender) => GuardAsync(context, () =>
    {
        var query = WmtsRequest.QueryOf(context);
        var (column, extension) = Split((string)context.Request.RouteValues["file"]!);
        var request = WmtsRequest.Read(query, name => name == "TILECOL" ? column : PathPart(context, name), catalogue, layers, sender.Adjust);
        return SendAsync(context, request, TileFormat.TryGet(extension, out var format) ? format : throw ProtocolException.Invalid("FORMAT", "png, webp or jpg"), query, sender);
    });

    private static Task GetFeatureInfoAsync(HttpContext context, LayerCatalogue catalogue, ServedLayers layers, TileSender sender) => GuardAsync(context, () =>
    {
        var query = WmtsRequest.QueryOf(context);
        var (column, extension) = Split((string)context.Request.RouteValues["file"]!);
        var request = WmtsRequest.Read(query, name => PathPart(context, name), catalogue, layers, sender.Adjust);
        var mediaType = s_extensions.Contains(extension) ? FeatureInfo.MediaTypes[Array.IndexOf(s_extensions, extension)] : extension;
        return AnswerPlace(request, query, NumberOf("I", column), NumberOf("J", PathPart(context, "J")), mediaType).ExecuteAsync(context);
    });

    private static string PathPart(HttpContext context, string name) => (string)context.Request.RouteValues[name switch
    {
        "LAYER" => "layer",
        "STYLE" => "style",
        "TILEMATRIXSET" => "tms",
        "TILEMATRIX" => "z",
        "TILEROW" => "y",
        "TILECOL" => "x",
        _ => "j",
    }]!;

    private static (string Name, string Extension) Split(string file)
    {
        var dot = file.LastIndexOf('.');
        return dot < 0 ? (file, "") : (file[..dot], file[(dot + 1)..]);
    }

    private static int NumberOf(string name, string text) =>
        int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : throw ProtocolException.Invalid(name, "a whole number");

    /// <summary>The format of a media type or an extension; anything that XYZ has can be had.</summary>
    private static TileFormat FormatOf(string? name) =>
        name is null ? throw ProtocolException.Missing("FORMAT")
        : TileFormat.All.FirstOrDefault(known => known.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } format ? format
        : TileFormat.TryGet(name, out format) ? format
        : throw ProtocolException.Invalid("FORMAT", string.Join(", ", TileFormat.All.Select(known => known.MediaType)));

    private static Task SendAsync(HttpContext context, WmtsRequest request, TileFormat format, KvpQuery query, TileSender sender) =>
        sender.SendAsync(context, new TileRequest(request.Layer, request.Set, request.Tile, request.Set.Matrices[request.Tile.Z].TileSize, format, request.Options), query.Text("v"));

    private static Representation AnswerPlace(WmtsRequest request, KvpQuery query, int column, int row, string? format)
    {
        if (request.Layer.Bands.Count == 0)
            throw ProtocolException.Invalid("LAYER", "a layer of values");
        var pixels = request.Set.Matrices[request.Tile.Z].TileSize;
        if (column < 0 || column >= pixels || row < 0 || row >= pixels)
            throw new ProtocolException("PointIJOutOfRange", column < 0 || column >= pixels ? "I" : "J", FormattableString.Invariant($"I and J are 0 to {pixels - 1}."));
        var mediaType = FeatureInfo.Find(format) ?? throw ProtocolException.Invalid("INFOFORMAT", $"one of {string.Join(", ", FeatureInfo.MediaTypes)}");
        var grid = request.Set.GetGrid(request.Tile, pixels);
        return FeatureInfo.Answer(request.Layer, request.Options, grid.Crs, grid.CentreX(column), grid.CentreY(row), mediaType, ServedLayers.CachePolicyOf(request.Layer, query.Text("v")));
    }

    private static IResult AnswerCapabilities(HttpContext context, LayerCatalogue catalogue, PublicLinks links) => links.TryGetBase(context, out var address)
        ? new Representation(
            EntityTags.Of([Answers.ServerVersion, "wmts", address, .. catalogue.Layers.Select(layer => $"{layer.Version} {layer.Description}")]), WmtsCapabilities.MediaType, CachePolicy.Metadata,
            () => WmtsCapabilities.Write(catalogue, address))
        : PublicLinks.InvalidHost(context);

    /// <summary>Writes faults as the protocol has them (OGC 06-121r3, section 8).</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "what the protocol does not know goes on to the gate")]
    private static async Task GuardAsync(HttpContext context, Func<Task> answer)
    {
        try
        {
            await answer();
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            if (ProtocolFaults.Explain(fault, context) is not { } known)
                throw;
            await XmlAnswer.SendAsync(context, known.Status, WmtsCapabilities.MediaType, XmlAnswer.Write(writer =>
            {
                writer.WriteStartElement("ExceptionReport", WmtsCapabilities.Ows);
                writer.WriteAttributeString("version", "1.0.0");
                writer.WriteAttributeString("xml", "lang", null, "en");
                writer.WriteStartElement("Exception", WmtsCapabilities.Ows);
                writer.WriteAttributeString("exceptionCode", known.Code);
                if (known.Locator is { } locator)
                    writer.WriteAttributeString("locator", locator);
                writer.WriteElementString("ExceptionText", WmtsCapabilities.Ows, XmlAnswer.Clean(known.Message));
                writer.WriteEndElement();
                writer.WriteEndElement();
            }));
        }
    }
}
