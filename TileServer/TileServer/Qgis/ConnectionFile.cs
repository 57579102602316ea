using System.Globalization;
using System.Xml;
using TileServer.Sources.Layers;
using TileServer.Sources.Tiles;

namespace TileServer.Qgis;

/// <summary>Files for <em>Manage Connections</em> of QGIS's browser: the server's addresses, to be kept there.</summary>
internal static class ConnectionFile
{
    internal const string MediaType = "application/xml";

    /// <summary>What there are files of.</summary>
    internal static IReadOnlyList<string> Kinds { get; } = ["xyz", "wms", "wfs", "vectortile"];

    /// <summary>Writes a file.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="layers">All layers.</param>
    /// <param name="address">Address of the server.</param>
    /// <param name="routes">What the server answers.</param>
    internal static byte[] Write(string kind, IReadOnlyList<Layer> layers, string address, ServedRoutes routes) => MapLayerXml.File("connections", writer =>
    {
        writer.WriteStartElement(kind switch { "xyz" => "qgsXYZTilesConnections", "wms" => "qgsWMSConnections", "wfs" => "qgsWFSConnections", _ => "qgsVectorTileConnections" });
        writer.WriteAttributeString("version", "1.0");
        switch (kind)
        {
            case "xyz":
                foreach (var layer in layers.Where(layer => QgisForms.PicturesOf(layer) is not null))
                    WriteTiles(writer, "xyztiles", layer, QgisForms.TileTemplate(layer, address), [("tilePixelRatio", "1")]);
                break;
            case "vectortile":
                foreach (var layer in layers.Where(layer => layer.Offers(TileFormat.Vector)))
                    WriteTiles(writer, "vectortile", layer, QgisForms.VectorTemplate(layer, address), [("serviceType", ""), ("styleUrl", routes.HasStyles ? $"{address}/styles/{layer.Id}.json?flavour=qgis" : "")]);
                break;
            case "wms":
                if (routes.HasTiledMaps)
                    WriteMaps(writer, "GeoSuite WMTS", $"{address}/wmts/1.0.0/WMTSCapabilities.xml");
                if (routes.HasMaps)
                    WriteMaps(writer, "GeoSuite WMS", $"{address}/wms");
                break;
            case "wfs" when routes.HasFeatures:
                Write(writer, "wfs", "GeoSuite", $"{address}/", [("version", "OGC_API_FEATURES"), ("pagingenabled", "true"), ("pagesize", ""), ("maxnumfeatures", ""), ("ignoreAxisOrientation", "0"), ("invertAxisOrientation", "0")]);
                break;
        }

        writer.WriteEndElement();
    });

    private static void WriteTiles(XmlWriter writer, string element, Layer layer, string template, ReadOnlySpan<(string Name, string Value)> more) => Write(
        writer, element, $"GeoSuite: {layer.Description.Title}", template,
        [("zmin", layer.MinZoom.ToString(CultureInfo.InvariantCulture)), ("zmax", layer.MaxZoom.ToString(CultureInfo.InvariantCulture)), .. more, ("authcfg", "")]);

    private static void WriteMaps(XmlWriter writer, string name, string url) => Write(writer, "wms", name, url,
    [
        ("dpiMode", "7"), ("ignoreGetMapURI", "0"), ("ignoreGetFeatureInfoURI", "0"), ("ignoreAxisOrientation", "0"), ("invertAxisOrientation", "0"), ("smoothPixmapTransform", "0"), ("reportedLayerExtents", "0"),
    ]);

    private static void Write(XmlWriter writer, string element, string name, string url, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        writer.WriteStartElement(element);
        writer.WriteAttributeString("name", name);
        writer.WriteAttributeString("url", url);
        foreach (var (attribute, value) in attributes)
            writer.WriteAttributeString(attribute, value);
        foreach (var login in new[] { "username", "password", "referer" })
            writer.WriteAttributeString(login, "");
        writer.WriteEndElement();
    }
}
