using System.Globalization;
using System.Xml;
using GeoCore.Geodesy;
using TileServer.Kvp;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Sources.Tiles;

namespace TileServer.Wms;

/// <summary>The document of all layers, in either version (OGC 06-042, 7.2.4; OGC 01-068r3, 7.1.4).</summary>
/// <param name="version">The version.</param>
/// <param name="address">Address of the server.</param>
internal sealed class WmsCapabilities(WmsVersion version, string address)
{
    private const string Wms = "http://www.opengis.net/wms";

    /// <summary>Boxes are told in the first three; maps can be asked for in all, and in others that are not listed.</summary>
    private static readonly string[] s_systems = ["EPSG:3857", "EPSG:4326", "CRS:84", "EPSG:3395", "EPSG:6933", "EPSG:3035", "EPSG:3413", "EPSG:3995", "EPSG:3031", "EPSG:5041", "EPSG:5042"];

    private static readonly string[] s_boxed = s_systems[..3];

    private static readonly string[] s_exceptions = ["XML", "INIMAGE", "BLANK"];

    private static readonly string[] s_oldExceptions = ["application/vnd.ogc.se_xml", "application/vnd.ogc.se_inimage", "application/vnd.ogc.se_blank"];

    private readonly string? _namespace = version.IsCurrent ? Wms : null;

    /// <summary>Writes the document.</summary>
    internal byte[] Write(LayerCatalogue catalogue) => XmlAnswer.Write(writer =>
    {
        if (version.IsCurrent)
        {
            writer.WriteStartElement("WMS_Capabilities", Wms);
            writer.WriteAttributeString("xmlns", "xlink", null, XmlAnswer.XLink);
            writer.WriteAttributeString("xmlns", "xsi", null, XmlAnswer.SchemaInstance);
            writer.WriteAttributeString("schemaLocation", XmlAnswer.SchemaInstance, $"{Wms} http://schemas.opengis.net/wms/1.3.0/capabilities_1_3_0.xsd");
        }
        else
        {
            writer.WriteDocType("WMT_MS_Capabilities", null, "http://schemas.opengis.net/wms/1.1.1/WMS_MS_Capabilities.dtd", null);
            writer.WriteStartElement("WMT_MS_Capabilities");
        }

        writer.WriteAttributeString("version", version.Name);
        WriteService(writer);
        Start(writer, "Capability");
        WriteRequests(writer);
        Start(writer, "Exception");
        foreach (var format in version.IsCurrent ? s_exceptions : s_oldExceptions)
            Text(writer, "Format", format);
        writer.WriteEndElement();
        WriteRoot(writer, catalogue);
        writer.WriteEndElement();
        writer.WriteEndElement();
    });

    private void WriteService(XmlWriter writer)
    {
        Start(writer, "Service");
        Text(writer, "Name", version.IsCurrent ? "WMS" : "OGC:WMS");
        Text(writer, "Title", "GeoSuite");
        Text(writer, "Abstract", "Maps of rasters and of trained models.");
        Link(writer, "OnlineResource", address + "/");
        Text(writer, "Fees", "none");
        Text(writer, "AccessConstraints", "none");
        if (version.IsCurrent)
        {
            Text(writer, "LayerLimit", "1");
            Text(writer, "MaxWidth", Whole(MapWindow.MostEdge));
            Text(writer, "MaxHeight", Whole(MapWindow.MostEdge));
        }

        writer.WriteEndElement();
    }

    private void WriteRequests(XmlWriter writer)
    {
        Start(writer, "Request");
        WriteRequest(writer, "GetCapabilities", version.CapabilitiesType);
        WriteRequest(writer, "GetMap", WmsFormats.Advertised);
        WriteRequest(writer, "GetFeatureInfo", FeatureInfo.MediaTypes);
        if (!version.IsCurrent)
            WriteRequest(writer, "GetLegendGraphic", "image/png");
        writer.WriteEndElement();
    }

    private void WriteRequest(XmlWriter writer, string name, params string[] formats)
    {
        Start(writer, name);
        foreach (var format in formats)
            Text(writer, "Format", format);
        Start(writer, "DCPType");
        Start(writer, "HTTP");
        Start(writer, "Get");
        Link(writer, "OnlineResource", address + "/wms?");
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    /// <summary>A layer without a name that holds the others.</summary>
    private void WriteRoot(XmlWriter writer, LayerCatalogue catalogue)
    {
        Start(writer, "Layer");
        Text(writer, "Title", "GeoSuite");
        foreach (var system in s_systems)
            Text(writer, version.CrsName, system);
        WriteGeographicBox(writer, -180, -90, 180, 90);
        foreach (var layer in catalogue.Layers.Where(layer => layer.Bands.Count > 0))
            WriteLayer(writer, layer);
        writer.WriteEndElement();
    }

    private void WriteLayer(XmlWriter writer, Layer layer)
    {
        var bounds = layer.Bounds;
        Start(writer, "Layer");
        writer.WriteAttributeString("queryable", "1");
        writer.WriteAttributeString("opaque", "0");
        Text(writer, "Name", layer.Id);
        Text(writer, "Title", XmlAnswer.Clean(layer.Description.Title));
        if (layer.Description.Description is { } text)
            Text(writer, "Abstract", XmlAnswer.Clean(text));
        WriteGeographicBox(writer, bounds.MinX, bounds.MinY, bounds.MaxX, bounds.MaxY);
        foreach (var system in s_boxed)
            WriteBox(writer, layer, system);
        if (layer.Description.Attribution is { } attribution)
        {
            Start(writer, "Attribution");
            Text(writer, "Title", XmlAnswer.Clean(attribution));
            writer.WriteEndElement();
        }

        foreach (var style in LayerStyle.Of(layer))
            WriteStyle(writer, layer, style);
        writer.WriteEndElement();
    }

    private void WriteStyle(XmlWriter writer, Layer layer, LayerStyle style)
    {
        Start(writer, "Style");
        Text(writer, "Name", style.Name);
        Text(writer, "Title", style.Title);
        if (style.LegendSize(layer) is var (width, height))
        {
            Start(writer, "LegendURL");
            writer.WriteAttributeString("width", Whole(width));
            writer.WriteAttributeString("height", Whole(height));
            Text(writer, "Format", "image/png");
            Link(writer, "OnlineResource", style.LegendAddress(layer, address));
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private void WriteGeographicBox(XmlWriter writer, double west, double south, double east, double north)
    {
        if (!version.IsCurrent)
        {
            Start(writer, "LatLonBoundingBox");
            WriteEdges(writer, west, south, east, north);
            writer.WriteEndElement();
            return;
        }

        Start(writer, "EX_GeographicBoundingBox");
        Text(writer, "westBoundLongitude", Number(west));
        Text(writer, "eastBoundLongitude", Number(east));
        Text(writer, "southBoundLatitude", Number(south));
        Text(writer, "northBoundLatitude", Number(north));
        writer.WriteEndElement();
    }

    private void WriteBox(XmlWriter writer, Layer layer, string system)
    {
        var crs = CoordinateReferenceSystems.Parse(system);
        var limit = crs.IsGeographic ? 90 : WebMercator.LatitudeLimit;
        var (minX, minY) = crs.FromGeographic(layer.Bounds.MinX, Math.Clamp(layer.Bounds.MinY, -limit, limit));
        var (maxX, maxY) = crs.FromGeographic(layer.Bounds.MaxX, Math.Clamp(layer.Bounds.MaxY, -limit, limit));
        Start(writer, "BoundingBox");
        writer.WriteAttributeString(version.CrsName, system);
        if (version.IsSwapped(crs))
            WriteEdges(writer, minY, minX, maxY, maxX);
        else
            WriteEdges(writer, minX, minY, maxX, maxY);
        writer.WriteEndElement();
    }

    private static void WriteEdges(XmlWriter writer, double minX, double minY, double maxX, double maxY)
    {
        writer.WriteAttributeString("minx", Number(minX));
        writer.WriteAttributeString("miny", Number(minY));
        writer.WriteAttributeString("maxx", Number(maxX));
        writer.WriteAttributeString("maxy", Number(maxY));
    }

    private void Start(XmlWriter writer, string name) => writer.WriteStartElement(name, _namespace);

    private void Text(XmlWriter writer, string name, string text) => writer.WriteElementString(name, _namespace, text);

    private void Link(XmlWriter writer, string name, string href)
    {
        Start(writer, name);
        if (!version.IsCurrent)
            writer.WriteAttributeString("xmlns", "xlink", null, XmlAnswer.XLink);
        writer.WriteAttributeString("type", XmlAnswer.XLink, "simple");
        writer.WriteAttributeString("href", XmlAnswer.XLink, href);
        writer.WriteEndElement();
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}
