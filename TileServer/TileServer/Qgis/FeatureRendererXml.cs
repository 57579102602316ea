using System.Globalization;
using System.Xml;
using GeoCore.Features;
using GeoCore.Imaging;
using GeoCore.Tiling.Archives;

namespace TileServer.Qgis;

/// <summary>Writes how QGIS draws features: those of a probability of places by the region that they belong to, others in a colour for each name.</summary>
internal static class FeatureRendererXml
{
    private const string Outline = "#1f2937";

    /// <summary>Cells are as bright as the smallest of these regions that holds them.</summary>
    private static readonly (double From, double To, double Place)[] s_bands = [(0, 0.5, 1), (0.5, 0.8, 0.7), (0.8, 0.95, 0.4)];

    /// <summary>Colours of features that say nothing of colours, told apart by everybody (Okabe and Ito, 2008).</summary>
    private static readonly string[] s_colors = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442"];

    /// <summary>Writes the element <c>renderer-v2</c> of outlines.</summary>
    internal static void WriteOutlines(XmlWriter writer) => WriteSingle(writer, () => WriteFill(writer, null, Outline, 0.5));

    /// <summary>Writes the element <c>renderer-v2</c> of features of one shape; nothing where they are of several, for which QGIS chooses.</summary>
    internal static void WriteFeatures(XmlWriter writer, FeatureShape shape)
    {
        if (shape != FeatureShape.Any)
            WriteSingle(writer, () => WriteShape(writer, shape, s_colors[0]));
    }

    /// <summary>Writes the element <c>renderer</c> of tiles with features of some names.</summary>
    internal static void WriteTiles(XmlWriter writer, IReadOnlyList<FeatureLayer> features)
    {
        writer.WriteStartElement("renderer");
        writer.WriteAttributeString("type", "basic");
        writer.WriteStartElement("styles");
        for (var i = 0; i < features.Count; i++)
        {
            var color = s_colors[i % s_colors.Length];
            foreach (var shape in new[] { FeatureShape.Polygons, FeatureShape.Lines, FeatureShape.Points })
                WriteStyle(writer, $"{features[i].Id}: {shape.ToString().ToLowerInvariant()}", features[i].Id, GeometryOf(shape), "", () => WriteShape(writer, shape, color));
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    /// <summary>The number by which QGIS knows a shape.</summary>
    private static int GeometryOf(FeatureShape shape) => shape switch { FeatureShape.Points => 0, FeatureShape.Lines => 1, _ => 2 };

    private static void WriteSingle(XmlWriter writer, Action writeSymbol)
    {
        writer.WriteStartElement("renderer-v2");
        writer.WriteAttributeString("type", "singleSymbol");
        writer.WriteStartElement("symbols");
        writeSymbol();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteShape(XmlWriter writer, FeatureShape shape, string color)
    {
        switch (shape)
        {
            case FeatureShape.Points:
                WriteMarker(writer, color, 2);
                break;
            case FeatureShape.Lines:
                WriteSymbol(writer, "line", "SimpleLine", ("line_color", RgbaOf(color)), ("line_width", "0.5"), ("line_width_unit", "MM"));
                break;
            default:
                WriteFill(writer, color + "60", color, 0.3);
                break;
        }
    }

    /// <summary>Writes the element <c>renderer</c> of tiles with <c>cells</c>, <c>regions</c> and <c>points</c>.</summary>
    internal static void WriteProbability(XmlWriter writer)
    {
        writer.WriteStartElement("renderer");
        writer.WriteAttributeString("type", "basic");
        writer.WriteStartElement("styles");
        foreach (var (from, to, place) in s_bands)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"cells up to {to * 100:0} %");
            var rule = string.Create(CultureInfo.InvariantCulture, $"\"q\" >= {from} AND \"q\" < {to}");
            WriteStyle(writer, name, "cells", 2, rule, () => WriteFill(writer, PackedColor.ToHex(Colormaps.Default.At(place)), null, 0));
        }

        WriteStyle(writer, "regions", "regions", 2, "", () => WriteFill(writer, null, Outline, 0.3));
        WriteStyle(writer, "densest cell, and the truth", "points", 0, "", () => WriteMarker(writer, "#dc2626", 3));
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteStyle(XmlWriter writer, string name, string layer, int geometry, string rule, Action writeSymbol)
    {
        writer.WriteStartElement("style");
        writer.WriteAttributeString("name", name);
        writer.WriteAttributeString("layer", layer);
        writer.WriteAttributeString("geometry", geometry.ToString(CultureInfo.InvariantCulture));
        writer.WriteAttributeString("enabled", "1");
        writer.WriteAttributeString("expression", rule);
        writer.WriteAttributeString("min-zoom", "-1");
        writer.WriteAttributeString("max-zoom", "-1");
        writer.WriteStartElement("symbols");
        writeSymbol();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteFill(XmlWriter writer, string? fill, string? outline, double width) => WriteSymbol(writer, "fill", "SimpleFill",
        ("color", RgbaOf(fill ?? "#ffffff")), ("style", fill is null ? "no" : "solid"), ("outline_color", RgbaOf(outline ?? "#ffffff")),
        ("outline_style", outline is null ? "no" : "solid"), ("outline_width", width.ToString(CultureInfo.InvariantCulture)), ("outline_width_unit", "MM"));

    private static void WriteMarker(XmlWriter writer, string color, double size) => WriteSymbol(writer, "marker", "SimpleMarker",
        ("name", "circle"), ("color", RgbaOf(color)), ("outline_color", RgbaOf("#ffffff")), ("size", size.ToString(CultureInfo.InvariantCulture)), ("size_unit", "MM"));

    private static void WriteSymbol(XmlWriter writer, string type, string layer, params ReadOnlySpan<(string Key, string Value)> properties)
    {
        writer.WriteStartElement("symbol");
        writer.WriteAttributeString("name", "0");
        writer.WriteAttributeString("type", type);
        writer.WriteAttributeString("alpha", "1");
        writer.WriteStartElement("layer");
        writer.WriteAttributeString("class", layer);
        writer.WriteAttributeString("enabled", "1");
        writer.WriteStartElement("Option");
        writer.WriteAttributeString("type", "Map");
        foreach (var (key, value) in properties)
        {
            writer.WriteStartElement("Option");
            writer.WriteAttributeString("name", key);
            writer.WriteAttributeString("type", "QString");
            writer.WriteAttributeString("value", value);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static string RgbaOf(string hex) => PackedColor.TryParse(hex, out var color)
        ? string.Create(CultureInfo.InvariantCulture, $"{PackedColor.Red(color)},{PackedColor.Green(color)},{PackedColor.Blue(color)},{PackedColor.Alpha(color)}")
        : throw new ArgumentException($"'{hex}' is no colour.", nameof(hex));
}
