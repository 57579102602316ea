using System.Globalization;
using GeoCore.Geodesy;
using GeoCore.Imaging;
using TileServer.Kvp;
using TileServer.Layers;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;

namespace TileServer.Wms;

/// <summary>A map that a request describes.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Options">Style, background and rendering parameters.</param>
/// <param name="Window">Box and pixels.</param>
internal sealed record WmsRequest(Layer Layer, RenderOptions Options, MapWindow Window)
{
    private static readonly string[] s_own =
    [
        "SERVICE", "VERSION", "WMTVER", "REQUEST", "LAYERS", "STYLES", "CRS", "SRS", "BBOX", "WIDTH", "HEIGHT", "FORMAT", "TRANSPARENT", "BGCOLOR", "EXCEPTIONS", "TIME", "ELEVATION",
        "QUERY_LAYERS", "INFO_FORMAT", "FEATURE_COUNT", "I", "J", "X", "Y", "LAYER", "STYLE", "SLD_VERSION", "SLD", "DPI", "MAP_RESOLUTION", "FORMAT_OPTIONS", "UPDATESEQUENCE", "SCALE", "RULE", "TILED",
        "FI_POINT_TOLERANCE", "FI_LINE_TOLERANCE", "FI_POLYGON_TOLERANCE", "WITH_GEOMETRY", "WITH_MAPTIP",
    ];

    /// <summary>The parameters of a request.</summary>
    internal static KvpQuery QueryOf(HttpContext context) => new(context, s_own);

    /// <summary>Reads what describes a map.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="version">What the request speaks.</param>
    /// <param name="catalogue">The layers of this request.</param>
    /// <param name="layers">Finds answers to pictures, too.</param>
    /// <param name="adjust">Options as the operator has them.</param>
    /// <exception cref="ProtocolException">Something is missing or cannot be used.</exception>
    /// <exception cref="OptionException">The box or size cannot be used.</exception>
    internal static WmsRequest Read(KvpQuery query, WmsVersion version, LayerCatalogue catalogue, ServedLayers layers, Func<Layer, RenderOptions, RenderOptions> adjust)
    {
        if (query.Text("SLD") is not null)
            throw new ProtocolException("OperationNotSupported", "SLD", "Styles of others are not fetched; styles have names here.");
        var (layer, style) = ReadLayer(query, query.Required("LAYERS"), "LAYERS", query.Text("STYLES"), catalogue, layers);
        var crs = ReadCrs(query, version);
        var window = ReadWindow(query, version, crs);
        var options = query.Options(style.Options);
        if (Background(query) is { } background)
            options = options with { Background = background };
        return new WmsRequest(layer, adjust(layer, options), window);
    }

    /// <summary>Reads one layer and its style.</summary>
    /// <exception cref="ProtocolException">There are several, or there is none.</exception>
    internal static (Layer Layer, LayerStyle Style) ReadLayer(KvpQuery query, string name, string locator, string? styleName, LayerCatalogue catalogue, ServedLayers layers)
    {
        if (name.Contains(',', StringComparison.Ordinal) && name.Split(',').Distinct().Skip(1).Any())
            throw new ProtocolException("OperationNotSupported", locator, "A map has one layer (LayerLimit); ask for each by itself.");
        var layer = query.Layer(name.Split(',')[0], "LayerNotDefined", locator, catalogue, layers);
        if (layer.Bands.Count == 0)
            throw new ProtocolException("LayerNotDefined", locator, "This layer has features or finished tiles; there are no maps of it.");
        return (layer, LayerStyle.Find(layer, styleName?.Split(',')[0])
            ?? throw new ProtocolException("StyleNotDefined", locator == "LAYER" ? "STYLE" : "STYLES", $"STYLES: expected one of {string.Join(", ", LayerStyle.Of(layer).Select(known => known.Name))}."));
    }

    /// <summary>What shows where the layer has nothing: by the protocol white, unless the map is transparent.</summary>
    internal static uint? Background(KvpQuery query)
    {
        if (query.Text("TRANSPARENT")?.ToUpperInvariant() is { } word and not "FALSE")
            return word == "TRUE" ? null : throw ProtocolException.Invalid("TRANSPARENT", "TRUE or FALSE");
        if (query.Text("BGCOLOR") is not { } text)
            return PackedColor.Pack(255, 255, 255);
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text.TrimStart('#');
        return digits.Length == 6 && PackedColor.TryParse(digits, out var color) ? color : throw ProtocolException.Invalid("BGCOLOR", "0xRRGGBB");
    }

    private static CoordinateReferenceSystem ReadCrs(KvpQuery query, WmsVersion version)
    {
        var name = query.Text(version.CrsName) ?? query.Text("CRS") ?? query.Text("SRS") ?? throw ProtocolException.Missing(version.CrsName);

        // names only: a text of WKT is no name
        return !name.Contains('[', StringComparison.Ordinal) && CoordinateReferenceSystems.TryParse(name, out var crs)
            ? crs
            : throw new ProtocolException(version.InvalidCrs, version.CrsName, $"{version.CrsName}: expected a known system such as EPSG:3857, EPSG:4326 or CRS:84.");
    }

    private static MapWindow ReadWindow(KvpQuery query, WmsVersion version, CoordinateReferenceSystem crs)
    {
        var words = query.Required("BBOX").Split(',');
        Span<double> box = stackalloc double[4];
        for (var i = 0; i < box.Length; i++)
        {
            if (words.Length != box.Length || !double.TryParse(words[i], NumberStyles.Float, CultureInfo.InvariantCulture, out box[i]))
                throw ProtocolException.Invalid("BBOX", "four numbers, separated by commas");
        }

        var (width, height) = (query.Integer("WIDTH"), query.Integer("HEIGHT"));
        return version.IsSwapped(crs)
            ? MapWindow.Create(crs, box[1], box[0], box[3], box[2], width, height)
            : MapWindow.Create(crs, box[0], box[1], box[2], box[3], width, height);
    }
}
