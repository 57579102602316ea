using System.Globalization;
using System.Xml;
using GeoCore.Imaging;

namespace TileServer.Qgis;

/// <summary>Writes how QGIS draws the features of a probability of places: regions as outlines, cells by the region that they belong to.</summary>
internal static class FeatureRendererXml
{
    private const string Outline = "#1f2937";

    /// <summary>Cells are as bright as the smallest of these regions that holds them.</summary>
    private static readonly (double From, double To, double Place)[] s_bands = [(0, 0.5, 1), (0.5, 0.8, 0.7), (0.8, 0.95, 0.4)];

    /// <summary>Writes the element <c>renderer-v2</c> of outlines.</summary>
    internal static void WriteOutlines(XmlWriter writer)
    {
        writer.WriteStartElement("renderer-v2");
        writer.WriteAttributeString("type", "singleSymbol");
        writer.WriteStartElement("symbols");
        WriteFill(writer, "0", null, Outline, 0.5);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    /// <summary>Writes the element <c>renderer</c> of tiles with <c>cells</c>, <c>regions</c> and <c>points</c>.</summary>
    internal static void WriteTiles(XmlWriter writer)
    {
        writer.WriteStartElement("renderer");
        writer.WriteAttributeString("type", "basic");
        writer.WriteStartElement("styles");
        foreach (var (from, to, place) in s_bands)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"cells up to {to * 100:0} %");
            var rule = string.Create(CultureInfo.InvariantCulture, $"\"q\" >= {from} AND \"q\" < {to}");
            WriteStyle(writer, name, "cells", 2, rule, () => WriteFill(writer, "0", PackedColor.ToHex(Colormaps.Default.At(place)), null, 0));
        }

        WriteStyle(writer, "regions", "regions", 2, "", () => WriteFill(writer, "0", null, Outline, 0.3));
        WriteStyle(writer, "densest cell, and the truth", "points", 0, "", () => WriteMarker(writer));
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

    private static void WriteFill(XmlWriter writer, string name, string? fill, string? outline, double width) => WriteSymbol(writer, name, "fill", "SimpleFill",
        ("color", RgbaOf(fill ?? "#ffffff")), ("style", fill is null ? "no" : "solid"), ("outline_color", RgbaOf(outline ?? "#ffffff")),
        ("outline_style", outline is null ? "no" : "solid"), ("outline_width", width.ToString(CultureInfo.InvariantCulture)), ("outline_width_unit", "MM"));

    private static void WriteMarker(XmlWriter writer) => WriteSymbol(writer, "0", "marker", "SimpleMarker",
        ("name", "circle"), ("color", RgbaOf("#dc2626")), ("outline_color", RgbaOf("#ffffff")), ("size", "3"), ("size_unit", "MM"));

    private static void WriteSymbol(XmlWriter writer, string name, string type, string layer, params ReadOnlySpan<(string Key, string Value)> properties)
    {
        writer.WriteStartElement("symbol");
        writer.WriteAttributeString("name", name);
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
