using System.Xml;
using TileServer.Sources.Layers;

namespace TileServer.Qgis;

/// <summary>A project of QGIS with all layers, in Web Mercator, and a page to print.</summary>
internal static class ProjectFile
{
    internal const string MediaType = "application/x-qgis-project";

    /// <summary>The oldest QGIS that files are for.</summary>
    internal const string Version = "3.22.0";

    private const string Mercator = "EPSG:3857";

    /// <summary>What is looked at first: the Earth between 60° south and 75° north, metres.</summary>
    private static readonly (string Name, double Value)[] s_extent = [("xmin", -20037508), ("ymin", -8400000), ("xmax", 20037508), ("ymax", 12930000)];

    /// <summary>Writes the file.</summary>
    /// <param name="layers">Layers with their forms; tiles of the first one are drawn at once.</param>
    /// <param name="title">Title of the project.</param>
    internal static byte[] Write(IReadOnlyList<(Layer Layer, IReadOnlyList<QgisForm> Forms)> layers, string title) => MapLayerXml.File("qgis", writer =>
    {
        writer.WriteStartElement("qgis");
        writer.WriteAttributeString("version", Version);
        writer.WriteAttributeString("projectname", title);
        writer.WriteElementString("title", title);
        writer.WriteStartElement("projectCrs");
        MapLayerXml.WriteCrs(writer, Mercator);
        writer.WriteEndElement();
        MapLayerXml.StartGroup(writer, "", isShown: true);
        for (var i = 0; i < layers.Count; i++)
            MapLayerXml.WriteTree(writer, layers[i].Layer, layers[i].Forms, isShown: i == 0);
        writer.WriteEndElement();
        writer.WriteStartElement("mapcanvas");
        writer.WriteAttributeString("name", "theMapCanvas");
        writer.WriteElementString("units", "meters");
        WriteExtent(writer, "extent");
        writer.WriteStartElement("destinationsrs");
        MapLayerXml.WriteCrs(writer, Mercator);
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteStartElement("projectlayers");
        foreach (var (layer, forms) in layers)
        {
            foreach (var form in forms)
                MapLayerXml.Write(writer, layer, form);
        }

        writer.WriteEndElement();
        WriteProjection(writer);
        PrintLayoutXml.Write(writer, title, WriteExtent);
        writer.WriteEndElement();
    });

    /// <summary>Says that the project has a reference system; without it QGIS overlooks the one it is told.</summary>
    private static void WriteProjection(XmlWriter writer)
    {
        writer.WriteStartElement("properties");
        writer.WriteStartElement("SpatialRefSys");
        writer.WriteStartElement("ProjectionsEnabled");
        writer.WriteAttributeString("type", "int");
        writer.WriteString("1");
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteExtent(XmlWriter writer, string element)
    {
        writer.WriteStartElement(element);
        foreach (var (name, value) in s_extent)
        {
            if (element == "extent")
                writer.WriteElementString(name, MapLayerXml.Number(value));
            else
                writer.WriteAttributeString(name, MapLayerXml.Number(value));
        }

        writer.WriteEndElement();
    }
}
