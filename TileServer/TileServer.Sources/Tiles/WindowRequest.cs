using System.Globalization;
using GeoCore.Tiling;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;

namespace TileServer.Sources.Tiles;

/// <summary>A picture or the values of a window that somebody wants.</summary>
public sealed record WindowRequest
{
    /// <summary>Creates a request; the options are normalised for the layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="window">Where, and in how many pixels.</param>
    /// <param name="format">File format, of pictures or of values.</param>
    /// <param name="options">What is said about values and colours.</param>
    /// <exception cref="OptionException">The options do not fit the layer, or the format holds outlines.</exception>
    public WindowRequest(Layer layer, MapWindow window, TileFormat format, RenderOptions options)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(window);
        ArgumentNullException.ThrowIfNull(format);
        if (format.IsVector)
            throw new OptionException("f", format.Name, "a format of pictures or values");
        if (layer.Bands.Count == 0)
            throw new OptionException("layer", layer.Id, "a layer of values: this one has features or finished tiles");
        Layer = layer;
        Grid = window.Grid;
        Format = format;
        Options = RenderStyles.Normalize(layer, options);

        // a GeoTIFF names the system of the window, which may be another name of the set's
        if (window is { Tile: { } tile, TileMatrixSet: { } set } && (set.Crs.Identifier == Grid.Crs.Identifier || format != TileFormat.GeoTiff))
            Tile = new TileRequest(layer, set, tile, Grid.Width, format, options);
    }

    /// <summary>The layer.</summary>
    public Layer Layer { get; }

    /// <summary>The pixels.</summary>
    public PixelGrid Grid { get; }

    /// <summary>File format.</summary>
    public TileFormat Format { get; }

    /// <summary>Options without defaults.</summary>
    public RenderOptions Options { get; }

    /// <summary>The tile that is the same, or null.</summary>
    public TileRequest? Tile { get; }

    /// <summary>The entity tag of the answer, known before anything is rendered.</summary>
    public string ETag => field ??= Tile?.ETag ?? TileKey.ETagOf(Layer.Version, Text);

    /// <summary>Everything that decides about the bytes, less the layer.</summary>
    internal string Text => field ??= string.Create(
        CultureInfo.InvariantCulture,
        $"{Grid.Crs.Identifier}/{Grid.OriginX:R},{Grid.OriginY:R},{Grid.CellWidth:R},{Grid.CellHeight:R}/{Grid.Column},{Grid.Row}/{Grid.Width}x{Grid.Height}.{Format}?{Options.CanonicalText}");
}
