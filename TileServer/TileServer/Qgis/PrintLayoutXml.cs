using System.Globalization;
using System.Xml;

namespace TileServer.Qgis;

/// <summary>Writes a page to print: a landscape A4 sheet with title, map and legend.</summary>
internal static class PrintLayoutXml
{
    /// <summary>Classes of items, as QGIS numbers them.</summary>
    private const int Page = 65638, Map = 65639, Label = 65641, LegendItem = 65642;

    private const double Width = 297, Height = 210, Margin = 10, LegendWidth = 70, TitleHeight = 12;

    /// <summary>Writes the element <c>Layouts</c>.</summary>
    /// <param name="writer">Receives it.</param>
    /// <param name="title">Name and heading of the page.</param>
    /// <param name="writeExtent">Writes an extent as an element of a name.</param>
    internal static void Write(XmlWriter writer, string title, Action<XmlWriter, string> writeExtent)
    {
        writer.WriteStartElement("Layouts");
        writer.WriteStartElement("Layout");
        writer.WriteAttributeString("name", title);
        writer.WriteAttributeString("units", "mm");
        writer.WriteAttributeString("printResolution", "300");
        writer.WriteStartElement("PageCollection");
        StartItem(writer, Page, 0, 0, Width, Height);
        writer.WriteEndElement();
        writer.WriteEndElement();
        StartItem(writer, Label, Margin, Margin, Width - (2 * Margin), TitleHeight);
        writer.WriteAttributeString("labelText", title);
        writer.WriteEndElement();
        StartItem(writer, Map, Margin, Margin + TitleHeight, Width - LegendWidth - (2 * Margin), Height - TitleHeight - (2 * Margin));
        writer.WriteAttributeString("followPreset", "false");
        writer.WriteAttributeString("keepLayerSet", "false");
        writeExtent(writer, "Extent");
        writer.WriteEndElement();
        StartItem(writer, LegendItem, Width - LegendWidth - Margin + 2, Margin + TitleHeight, LegendWidth - 2, Height - TitleHeight - (2 * Margin));
        writer.WriteAttributeString("resizeToContents", "1");
        writer.WriteAttributeString("legendFilterByAtlas", "0");
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void StartItem(XmlWriter writer, int type, double x, double y, double width, double height)
    {
        writer.WriteStartElement("LayoutItem");
        writer.WriteAttributeString("type", type.ToString(CultureInfo.InvariantCulture));
        writer.WriteAttributeString("position", string.Create(CultureInfo.InvariantCulture, $"{x},{y},mm"));
        writer.WriteAttributeString("positionOnPage", string.Create(CultureInfo.InvariantCulture, $"{x},{y},mm"));
        writer.WriteAttributeString("size", string.Create(CultureInfo.InvariantCulture, $"{width},{height},mm"));
        writer.WriteAttributeString("visibility", "1");
        writer.WriteAttributeString("opacity", "1");
        writer.WriteAttributeString("referencePoint", "0");
    }
}
