using GeoCore.Tiling;
using TileServer.Sources.Layers;
using TileServer.Sources.Layers.Archives;
using TileServer.Sources.Styles;
using TileServer.Sources.Vectors;

namespace TileServer.Sources.Tiles;

/// <summary>A tile that somebody wants. Its address is inside the set, its format one that can be written.</summary>
public sealed record TileRequest
{
    /// <summary>Most pixels along an edge.</summary>
    public const int MostPixels = 1024;

    /// <summary>Creates a request; the options are normalised for the layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="tileMatrixSet">The set.</param>
    /// <param name="tile">Address in the set, as <see cref="TileIndex.TryCreate"/> gives it.</param>
    /// <param name="pixels">Pixels along the edge, 1 to <see cref="MostPixels"/>.</param>
    /// <param name="format">File format.</param>
    /// <param name="options">What is said about values and colours.</param>
    /// <param name="features">Which features of a vector tile; null for all.</param>
    /// <exception cref="OptionException">The options do not fit the layer.</exception>
    public TileRequest(Layer layer, TileMatrixSet tileMatrixSet, TileIndex tile, int pixels, TileFormat format, RenderOptions options, FeatureChoice? features = null)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(tileMatrixSet);
        ArgumentNullException.ThrowIfNull(format);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)(pixels - 1), MostPixels - 1u, nameof(pixels));
        if (!layer.Offers(format))
            throw new OptionException("f", format.Name, $"one of {string.Join(", ", TileFormat.All.Where(layer.Offers))}, which this layer has");
        if (layer is ArchiveLayer && tileMatrixSet != TileMatrixSets.WebMercatorQuad)
            throw new OptionException("tms", tileMatrixSet.Id, $"{TileMatrixSets.WebMercatorQuad.Id}, in which the tiles of this layer were made");

        // outlines have neither pixels nor colours, and what is finished is as it is
        if (format.IsVector)
            (pixels, options) = (VectorTileWriter.Extent, RenderOptions.Default);
        else if (layer is ArchiveLayer)
            (pixels, options) = (tileMatrixSet.Matrices[tile.Z].TileSize, RenderOptions.Default);

        Layer = layer;
        TileMatrixSet = tileMatrixSet;
        Tile = tile;
        Pixels = pixels;
        Format = format;
        Options = RenderStyles.Normalize(layer, options);
        Features = format.IsVector ? (features ?? FeatureChoice.All).For(layer) : FeatureChoice.All;
        Key = new TileKey(layer.Version, tileMatrixSet.Id, tile, pixels, format.IsVector ? Features.CanonicalText : Options.CanonicalText, format.Name);
    }

    /// <summary>The layer.</summary>
    public Layer Layer { get; }

    /// <summary>The set.</summary>
    public TileMatrixSet TileMatrixSet { get; }

    /// <summary>Address in the set.</summary>
    public TileIndex Tile { get; }

    /// <summary>Pixels along the edge; of outlines the units.</summary>
    public int Pixels { get; }

    /// <summary>File format.</summary>
    public TileFormat Format { get; }

    /// <summary>Options without defaults.</summary>
    public RenderOptions Options { get; }

    /// <summary>Which features of a vector tile.</summary>
    public FeatureChoice Features { get; }

    /// <summary>What the tile is kept under.</summary>
    public TileKey Key { get; }

    /// <summary>The entity tag of the answer, known before anything is rendered.</summary>
    public string ETag => field ??= Key.ETag;
}
