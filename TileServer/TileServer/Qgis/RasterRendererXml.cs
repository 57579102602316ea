using System.Globalization;
using System.Xml;
using GeoCore.Imaging;
using TileServer.Sources.Styles;

namespace TileServer.Qgis;

/// <summary>Writes the colours of a layer as QGIS keeps those of rasters. They come from the style that draws the tiles, so that both look the same.</summary>
internal static class RasterRendererXml
{
    /// <summary>Colours along a ramp; QGIS mixes between them, which is then no more than a step of a byte away from the tiles.</summary>
    private const int Stops = 64;

    /// <summary>Writes the element <c>pipe</c>.</summary>
    /// <param name="writer">Receives it.</param>
    /// <param name="style">The colours.</param>
    /// <param name="bands">Bands they are of, from 1.</param>
    internal static void Write(XmlWriter writer, RenderStyle style, IReadOnlyList<int> bands)
    {
        writer.WriteStartElement("pipe");
        writer.WriteStartElement("rasterrenderer");
        writer.WriteAttributeString("opacity", "1");
        writer.WriteAttributeString("alphaBand", "-1");
        switch (style)
        {
            case BandStyle { Scale: CategoryScale classes }:
                WritePalette(writer, classes, bands[0]);
                break;
            case BandStyle band:
                WriteRamp(writer, band.Scale, bands[0]);
                break;
            case RgbStyle colors:
                WriteColors(writer, colors.Scale, bands);
                break;
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WritePalette(XmlWriter writer, CategoryScale scale, int band)
    {
        writer.WriteAttributeString("type", "paletted");
        writer.WriteAttributeString("band", Text(band));
        writer.WriteStartElement("colorPalette");
        foreach (var one in scale.Classes)
            WriteColor(writer, "paletteEntry", one.Value, scale.ColorOf(one.Value), one.Label);
        writer.WriteEndElement();
    }

    private static void WriteRamp(XmlWriter writer, ColorScale scale, int band)
    {
        var (minimum, maximum) = scale is RangeScale range ? (range.Minimum, range.Maximum) : (double.NegativeInfinity, double.PositiveInfinity);
        writer.WriteAttributeString("type", "singlebandpseudocolor");
        writer.WriteAttributeString("band", Text(band));
        if (scale is RangeScale)
        {
            writer.WriteAttributeString("classificationMin", Text(minimum));
            writer.WriteAttributeString("classificationMax", Text(maximum));
        }

        writer.WriteStartElement("rastershader");
        writer.WriteStartElement("colorrampshader");
        writer.WriteAttributeString("colorRampType", scale is RangeScale ? "INTERPOLATED" : "DISCRETE");
        writer.WriteAttributeString("classificationMode", "1");
        writer.WriteAttributeString("clip", scale is RangeScale ? "0" : "1");
        if (scale is RangeScale)
        {
            writer.WriteAttributeString("minimumValue", Text(minimum));
            writer.WriteAttributeString("maximumValue", Text(maximum));
        }

        foreach (var (value, color, label) in scale is IntervalScale intervals ? Steps(intervals) : Points(scale))
            WriteColor(writer, "item", value, color, label);
        if (scale is RangeScale)
            WriteEnds(writer, minimum, maximum);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    /// <summary>Words at the ends of the ramp in QGIS's legend, which by itself rounds small numbers to 0.</summary>
    private static void WriteEnds(XmlWriter writer, double minimum, double maximum)
    {
        writer.WriteStartElement("rampLegendSettings");
        writer.WriteAttributeString("useContinuousLegend", "1");
        writer.WriteAttributeString("minimumLabel", Short(minimum));
        writer.WriteAttributeString("maximumLabel", Short(maximum));
        writer.WriteAttributeString("direction", "0");
        writer.WriteAttributeString("orientation", "2");
        writer.WriteEndElement();
    }

    private static IEnumerable<(double Value, uint Color, string Label)> Points(ColorScale scale)
    {
        var values = scale switch
        {
            StopsScale stops => stops.Stops.Select(stop => stop.Value),
            RangeScale { Maximum: var end, Minimum: var start } when !(end > start) => [start],
            RangeScale range => Enumerable.Range(0, Stops).Select(step => range.ValueAt((double)step / (Stops - 1))),
            _ => throw new ArgumentException($"{scale.GetType().Name} is no ramp.", nameof(scale)),
        };
        return values.Select(value => (value, scale.ColorOf(value), Short(value)));
    }

    /// <summary>QGIS gives a value the first colour whose limit is not below it; ours end before their limits.</summary>
    private static IEnumerable<(double Value, uint Color, string Label)> Steps(IntervalScale scale)
    {
        var end = double.NegativeInfinity;
        foreach (var one in scale.Intervals)
        {
            if (one.Minimum > end)
                yield return (Before(one.Minimum), PackedColor.Transparent, "");
            yield return (Before(one.Maximum), PackedColor.WithOpacity(one.Color, scale.Options.Opacity), one.Label);
            end = one.Maximum;
        }
    }

    private static double Before(double limit) => double.IsFinite(limit) ? MathF.BitDecrement((float)limit) : limit;

    private static void WriteColors(XmlWriter writer, RgbScale scale, IReadOnlyList<int> bands)
    {
        writer.WriteAttributeString("type", "multibandcolor");
        ReadOnlySpan<string> names = ["red", "green", "blue"];
        for (var i = 0; i < names.Length; i++)
            writer.WriteAttributeString(names[i] + "Band", Text(bands[i]));
        for (var i = 0; i < names.Length; i++)
        {
            writer.WriteStartElement(names[i] + "ContrastEnhancement");
            writer.WriteElementString("minValue", Text(scale.Ranges[i].Minimum));
            writer.WriteElementString("maxValue", Text(scale.Ranges[i].Maximum));
            writer.WriteElementString("algorithm", "StretchToMinimumMaximum");
            writer.WriteEndElement();
        }
    }

    private static void WriteColor(XmlWriter writer, string element, double value, uint color, string label)
    {
        writer.WriteStartElement(element);
        writer.WriteAttributeString("value", double.IsPositiveInfinity(value) ? "inf" : Text(value));
        writer.WriteAttributeString("color", PackedColor.ToHex(color | 0xFF000000));
        writer.WriteAttributeString("alpha", Text(PackedColor.Alpha(color)));
        writer.WriteAttributeString("label", label);
        writer.WriteEndElement();
    }

    private static string Short(double number) => number.ToString("G5", CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
