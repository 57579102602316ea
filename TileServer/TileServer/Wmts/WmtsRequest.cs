using GeoCore.Tiling;
using TileServer.Kvp;
using TileServer.Layers;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;

namespace TileServer.Wmts;

/// <summary>A tile that a request names, as pairs or as a path.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Options">Style and rendering parameters.</param>
/// <param name="Set">The tile matrix set.</param>
/// <param name="Tile">The tile.</param>
internal sealed record WmtsRequest(Layer Layer, RenderOptions Options, TileMatrixSet Set, TileIndex Tile)
{
    private static readonly string[] s_own =
        ["SERVICE", "VERSION", "REQUEST", "LAYER", "STYLE", "STYLES", "FORMAT", "TILEMATRIXSET", "TILEMATRIX", "TILEROW", "TILECOL", "INFOFORMAT", "I", "J", "ACCEPTVERSIONS", "SECTIONS", "UPDATESEQUENCE", "ACCEPTFORMATS", "TIME"];

    /// <summary>The parameters of a request.</summary>
    internal static KvpQuery QueryOf(HttpContext context) => new(context, s_own);

    /// <summary>Reads what names a tile.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="part">Value of a part by its name in pairs.</param>
    /// <param name="catalogue">The layers of this request.</param>
    /// <param name="layers">Finds answers to pictures, too.</param>
    /// <param name="adjust">Options as the operator has them.</param>
    /// <exception cref="ProtocolException">A part is missing or cannot be used.</exception>
    internal static WmtsRequest Read(
        KvpQuery query, Func<string, string> part, LayerCatalogue catalogue, ServedLayers layers, Func<Layer, RenderOptions, RenderOptions> adjust)
    {
        var layer = query.Layer(part("LAYER"), "InvalidParameterValue", "LAYER", catalogue, layers);
        var styleName = part("STYLE");
        var style = LayerStyle.Find(layer, styleName) ?? throw ProtocolException.Invalid("STYLE", $"one of {string.Join(", ", LayerStyle.Of(layer).Select(known => known.Name))}");
        if (!WmtsMatrices.TryGet(part("TILEMATRIXSET"), out var set))
            throw ProtocolException.Invalid("TILEMATRIXSET", $"one of {string.Join(", ", TileMatrixSets.All.Keys)}");
        var tile = TileOf(set, part("TILEMATRIX"), part("TILEROW"), part("TILECOL"));
        return new WmtsRequest(layer, adjust(layer, query.Options(style.Options)), set, tile);
    }

    private static TileIndex TileOf(TileMatrixSet set, string matrix, string row, string column)
    {
        // some clients put the name of the set before that of the matrix
        var name = matrix[(matrix.LastIndexOf(':') + 1)..];
        var zoom = set.Matrices.ToList().FindIndex(known => known.Id == name);
        if (zoom < 0)
            throw ProtocolException.Invalid("TILEMATRIX", $"{set.Matrices[0].Id} to {set.Matrices[^1].Id}");
        var (width, height) = (set.Matrices[zoom].MatrixWidth, set.Matrices[zoom].MatrixHeight);
        var (y, x) = (NumberOf("TILEROW", row, height), NumberOf("TILECOL", column, width));
        return TileIndex.TryCreate(set, zoom, x, y, out var tile) ? tile.Value : throw OutOfRange(y < 0 || y >= height ? "TILEROW" : "TILECOL", y < 0 || y >= height ? height : width);
    }

    private static int NumberOf(string name, string text, int count)
    {
        var digits = text is ['-', ..] ? text.AsSpan(1) : text;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
            throw ProtocolException.Invalid(name, "a whole number");
        return text[0] != '-' && int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : throw OutOfRange(name, count);
    }

    private static ProtocolException OutOfRange(string name, int count) => new("TileOutOfRange", name, FormattableString.Invariant($"{name}: expected 0 to {count - 1}."));
}
