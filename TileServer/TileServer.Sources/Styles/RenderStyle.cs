using GeoCore.Imaging;
using GeoCore.Raster;

namespace TileServer.Sources.Styles;

/// <summary>The colours of one layer with one set of options. Tile, legend and point query take them from here, so they cannot differ.</summary>
public abstract record RenderStyle
{
    private protected RenderStyle()
    {
    }

    /// <summary>Colours all pixels.</summary>
    /// <param name="values">One plane per band of the style.</param>
    /// <param name="colors">Receives one packed colour per pixel.</param>
    public abstract void Paint(PixelBuffer<float> values, Span<uint> colors);

    /// <summary>Colour of a pixel without any value.</summary>
    public abstract uint NoDataColor { get; }
}

/// <summary>One band through a colour scale.</summary>
/// <param name="Scale">The scale; also what the legend explains.</param>
public sealed record BandStyle(ColorScale Scale) : RenderStyle
{
    /// <inheritdoc/>
    public override void Paint(PixelBuffer<float> values, Span<uint> colors)
    {
        ArgumentNullException.ThrowIfNull(values);
        Scale.Paint(values.Band(0), colors);
    }

    /// <inheritdoc/>
    public override uint NoDataColor => Scale.Options.NoDataColor;
}

/// <summary>Three bands as red, green and blue.</summary>
/// <param name="Scale">The stretch of each band.</param>
public sealed record RgbStyle(RgbScale Scale) : RenderStyle
{
    /// <inheritdoc/>
    public override void Paint(PixelBuffer<float> values, Span<uint> colors)
    {
        ArgumentNullException.ThrowIfNull(values);
        Scale.Paint(values.Band(0), values.Band(1), values.Band(2), colors);
    }

    /// <inheritdoc/>
    public override uint NoDataColor => Scale.Options.NoDataColor;
}
