using System.Globalization;
using System.Xml;
using GeoCore.Features;
using TileServer.Sources.Layers;

namespace TileServer.Qgis;

/// <summary>Writes layers as files of QGIS hold them: in its tree, and as such.</summary>
internal static class MapLayerXml
{
    /// <summary>Writes a group of the tree with all forms of a layer, of which the first is drawn where <paramref name="isShown"/> says so.</summary>
    internal static void WriteTree(XmlWriter writer, Layer layer, IReadOnlyList<QgisForm> forms, bool isShown)
    {
        StartGroup(writer, layer.Description.Title, isShown);
        for (var i = 0; i < forms.Count; i++)
        {
            writer.WriteStartElement("layer-tree-layer");
            writer.WriteAttributeString("id", IdOf(layer, forms[i]));
            writer.WriteAttributeString("name", forms[i].Title);
            writer.WriteAttributeString("providerKey", forms[i].Provider);
            writer.WriteAttributeString("source", forms[i].Source);
            writer.WriteAttributeString("checked", Checked(isShown && i == 0));
            writer.WriteAttributeString("expanded", "0");
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    /// <summary>Begins a group of the tree.</summary>
    internal static void StartGroup(XmlWriter writer, string name, bool isShown)
    {
        writer.WriteStartElement("layer-tree-group");
        writer.WriteAttributeString("name", name);
        writer.WriteAttributeString("checked", Checked(isShown));
        writer.WriteAttributeString("expanded", "1");
    }

    /// <summary>Writes a layer.</summary>
    internal static void Write(XmlWriter writer, Layer layer, QgisForm form)
    {
        writer.WriteStartElement("maplayer");
        writer.WriteAttributeString("type", TypeOf(form.Type));
        if (form.Type == QgisLayerType.Vector)
            writer.WriteAttributeString("geometry", form.Shape switch { FeatureShape.Points => "Point", FeatureShape.Lines => "Line", _ => "Polygon" });
        writer.WriteElementString("id", IdOf(layer, form));
        writer.WriteElementString("datasource", form.Source);
        writer.WriteElementString("layername", form.Title);
        writer.WriteElementString("shortname", layer.Id);
        writer.WriteElementString("abstract", layer.Description.Description ?? "");
        writer.WriteElementString("attribution", layer.Description.Attribution ?? "");
        writer.WriteElementString("provider", form.Provider);
        writer.WriteStartElement("srs");
        WriteCrs(writer, form.Crs);
        writer.WriteEndElement();
        if (form.Style is { } style)
            RasterRendererXml.Write(writer, style, form.Bands);
        else if (form.Type == QgisLayerType.Vector && form.Shape is { } shape)
            FeatureRendererXml.WriteFeatures(writer, shape);
        else if (form.Type == QgisLayerType.Vector)
            FeatureRendererXml.WriteOutlines(writer);
        else if (form.Type == QgisLayerType.VectorTile && form.Features.Count > 0)
            FeatureRendererXml.WriteTiles(writer, form.Features);
        else if (form.Type == QgisLayerType.VectorTile)
            FeatureRendererXml.WriteProbability(writer);
        writer.WriteEndElement();
    }

    /// <summary>Writes a reference system. QGIS looks a code up only where its own number of a system stands beside it, whichever that is.</summary>
    internal static void WriteCrs(XmlWriter writer, string code)
    {
        writer.WriteStartElement("spatialrefsys");
        writer.WriteElementString("srsid", "1");
        writer.WriteElementString("authid", code);
        writer.WriteEndElement();
    }

    /// <summary>The identifier of a form of a layer.</summary>
    internal static string IdOf(Layer layer, QgisForm form) => $"geosuite_{layer.Id}_{form.Name}";

    /// <summary>A file of XML.</summary>
    /// <param name="documentType">Name of its document type.</param>
    /// <param name="write">Writes the root element.</param>
    internal static byte[] File(string documentType, Action<XmlWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new System.Text.UTF8Encoding(false), Indent = true, NewLineChars = "\n", CheckCharacters = false }))
        {
            writer.WriteDocType(documentType, null, null, null);
            write(writer);
        }

        return stream.ToArray();
    }

    private static string TypeOf(QgisLayerType type) => type switch { QgisLayerType.Raster => "raster", QgisLayerType.Vector => "vector", _ => "vector-tile" };

    private static string Checked(bool isShown) => isShown ? "Qt::Checked" : "Qt::Unchecked";

    /// <summary>A number as XML has it.</summary>
    internal static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
