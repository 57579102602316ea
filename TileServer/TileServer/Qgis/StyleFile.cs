using TileServer.Sources.Styles;

namespace TileServer.Qgis;

/// <summary>A style file of QGIS: the colours of the tiles for a raster of the same values, wherever it came from.</summary>
internal static class StyleFile
{
    internal const string MediaType = "application/x-qgis-layer-settings";

    /// <summary>Writes the file.</summary>
    internal static byte[] Write(RenderStyle style, IReadOnlyList<int> bands) => MapLayerXml.File("qgis", writer =>
    {
        writer.WriteStartElement("qgis");
        writer.WriteAttributeString("version", ProjectFile.Version);
        writer.WriteAttributeString("styleCategories", "Symbology");
        RasterRendererXml.Write(writer, style, bands);
        writer.WriteEndElement();
    });
}
