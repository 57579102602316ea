using TileServer.Sources.Layers;

namespace TileServer.Qgis;

/// <summary>A layer definition file: layers that QGIS adds to a project in one step.</summary>
internal static class LayerDefinition
{
    internal const string MediaType = "application/x-qgis-layer-definition";

    /// <summary>Writes the file.</summary>
    /// <param name="layers">Layers with their forms; tiles of the first one are drawn at once.</param>
    internal static byte[] Write(IReadOnlyList<(Layer Layer, IReadOnlyList<QgisForm> Forms)> layers) => MapLayerXml.File("qgis-layer-definition", writer =>
    {
        writer.WriteStartElement("qlr");

        // QGIS takes the children of the outer group, and leaves it behind
        MapLayerXml.StartGroup(writer, "", isShown: true);
        MapLayerXml.StartGroup(writer, "GeoSuite", isShown: true);
        for (var i = 0; i < layers.Count; i++)
            MapLayerXml.WriteTree(writer, layers[i].Layer, layers[i].Forms, isShown: i == 0);
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteStartElement("maplayers");
        foreach (var (layer, forms) in layers)
        {
            foreach (var form in forms)
                MapLayerXml.Write(writer, layer, form);
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    });
}
