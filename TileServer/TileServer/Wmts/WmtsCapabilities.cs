using System.Globalization;
using System.Xml;
using GeoCore.Tiling;
using TileServer.Kvp;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Sources.Tiles;
using TileServer.Tiles;

namespace TileServer.Wmts;

/// <summary>The one document of all layers and all matrices (OGC 07-057r7, section 7.1).</summary>
internal static class WmtsCapabilities
{
    internal const string MediaType = "application/xml";

    /// <summary>Namespace of WMTS 1.0.0.</summary>
    private const string Wmts = "http://www.opengis.net/wmts/1.0";

    /// <summary>Namespace of OWS 1.1.</summary>
    internal const string Ows = "http://www.opengis.net/ows/1.1";

    /// <summary>Formats of tiles that are advertised.</summary>
    private static readonly TileFormat[] s_formats = [TileFormat.Png, TileFormat.Webp, TileFormat.Jpeg];

    private static readonly string[] s_operations = ["GetCapabilities", "GetTile", "GetFeatureInfo"];

    /// <summary>Writes the document.</summary>
    /// <param name="catalogue">Layers.</param>
    /// <param name="address">Address of the server.</param>
    internal static byte[] Write(LayerCatalogue catalogue, string address) => XmlAnswer.Write(writer =>
    {
        writer.WriteStartElement("Capabilities", Wmts);
        writer.WriteAttributeString("xmlns", "ows", null, Ows);
        writer.WriteAttributeString("xmlns", "xlink", null, XmlAnswer.XLink);
        writer.WriteAttributeString("xmlns", "xsi", null, XmlAnswer.SchemaInstance);
        writer.WriteAttributeString("schemaLocation", XmlAnswer.SchemaInstance, $"{Wmts} http://schemas.opengis.net/wmts/1.0/wmtsGetCapabilities_response.xsd");
        writer.WriteAttributeString("version", "1.0.0");
        WriteService(writer);
        writer.WriteStartElement("OperationsMetadata", Ows);
        foreach (var operation in s_operations)
            WriteOperation(writer, operation, address);
        writer.WriteEndElement();
        writer.WriteStartElement("Contents", Wmts);
        foreach (var layer in catalogue.Layers.Where(layer => s_formats.Any(layer.Offers)))
            WriteLayer(writer, layer, address);
        foreach (var set in TileMatrixSets.All.Values)
            WriteSet(writer, set);
        writer.WriteEndElement();
        WriteLink(writer, "ServiceMetadataURL", $"{address}/wmts/1.0.0/WMTSCapabilities.xml");
        writer.WriteEndElement();
    });

    private static void WriteService(XmlWriter writer)
    {
        writer.WriteStartElement("ServiceIdentification", Ows);
        writer.WriteElementString("Title", Ows, "GeoSuite");
        writer.WriteElementString("Abstract", Ows, "Map tiles of rasters and of trained models.");
        writer.WriteElementString("ServiceType", Ows, "OGC WMTS");
        writer.WriteElementString("ServiceTypeVersion", Ows, "1.0.0");
        writer.WriteElementString("Fees", Ows, "none");
        writer.WriteElementString("AccessConstraints", Ows, "none");
        writer.WriteEndElement();
    }

    private static void WriteOperation(XmlWriter writer, string name, string address)
    {
        writer.WriteStartElement("Operation", Ows);
        writer.WriteAttributeString("name", name);
        writer.WriteStartElement("DCP", Ows);
        writer.WriteStartElement("HTTP", Ows);
        WriteGet(writer, name == "GetCapabilities" ? $"{address}/wmts/1.0.0/WMTSCapabilities.xml" : $"{address}/wmts/1.0.0/", "RESTful");
        WriteGet(writer, $"{address}/wmts?", "KVP");
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteGet(XmlWriter writer, string href, string encoding)
    {
        writer.WriteStartElement("Get", Ows);
        writer.WriteAttributeString("href", XmlAnswer.XLink, href);
        writer.WriteStartElement("Constraint", Ows);
        writer.WriteAttributeString("name", "GetEncoding");
        writer.WriteStartElement("AllowedValues", Ows);
        writer.WriteElementString("Value", Ows, encoding);
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteLayer(XmlWriter writer, Layer layer, string address)
    {
        var bounds = layer.Bounds;
        writer.WriteStartElement("Layer", Wmts);
        writer.WriteElementString("Title", Ows, XmlAnswer.Clean(layer.Description.Title));
        if (layer.Description.Description is { } text)
            writer.WriteElementString("Abstract", Ows, XmlAnswer.Clean(text));
        writer.WriteStartElement("WGS84BoundingBox", Ows);
        writer.WriteAttributeString("crs", "urn:ogc:def:crs:OGC:2:84");
        writer.WriteElementString("LowerCorner", Ows, Pair(bounds.MinX, bounds.MinY));
        writer.WriteElementString("UpperCorner", Ows, Pair(bounds.MaxX, bounds.MaxY));
        writer.WriteEndElement();
        writer.WriteElementString("Identifier", Ows, layer.Id);
        foreach (var style in LayerStyle.Of(layer))
            WriteStyle(writer, layer, style, address);
        foreach (var format in s_formats.Where(layer.Offers))
            writer.WriteElementString("Format", Wmts, format.MediaType);
        foreach (var mediaType in FeatureInfo.TypesOf(layer))
            writer.WriteElementString("InfoFormat", Wmts, mediaType);
        foreach (var set in TileLimits.SetsOf(layer))
            WriteLimits(writer, layer, set);
        var template = $"{address}/wmts/1.0.0/{layer.Id}/{{Style}}/{{TileMatrixSet}}/{{TileMatrix}}/{{TileRow}}/{{TileCol}}";
        foreach (var format in s_formats.Where(layer.Offers))
            WriteResource(writer, format.MediaType, "tile", $"{template}.{format.Name}?v={layer.Version}");
        foreach (var mediaType in FeatureInfo.TypesOf(layer))
            WriteResource(writer, mediaType, "FeatureInfo", $"{template}/{{J}}/{{I}}.{WmtsEndpoints.ExtensionOf(mediaType)}?v={layer.Version}");
        writer.WriteEndElement();
    }

    private static void WriteStyle(XmlWriter writer, Layer layer, LayerStyle style, string address)
    {
        writer.WriteStartElement("Style", Wmts);
        writer.WriteAttributeString("isDefault", style.Name == LayerStyle.Default ? "true" : "false");
        writer.WriteElementString("Title", Ows, style.Title);
        writer.WriteElementString("Identifier", Ows, style.Name);
        if (style.LegendSize(layer) is var (width, height))
        {
            writer.WriteStartElement("LegendURL", Wmts);
            writer.WriteAttributeString("format", "image/png");
            writer.WriteAttributeString("href", XmlAnswer.XLink, style.LegendAddress(layer, address));
            writer.WriteAttributeString("width", Whole(width));
            writer.WriteAttributeString("height", Whole(height));
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    /// <summary>Limits go as far as the layer's own resolution, so that programs that read all of it at its finest know which that is.</summary>
    private static void WriteLimits(XmlWriter writer, Layer layer, TileMatrixSet set)
    {
        writer.WriteStartElement("TileMatrixSetLink", Wmts);
        writer.WriteElementString("TileMatrixSet", Wmts, set.Id);
        writer.WriteStartElement("TileMatrixSetLimits", Wmts);
        for (var zoom = 0; zoom <= TileLimits.ZoomIn(set, layer.MaxZoom); zoom++)
        {
            var limits = TileLimits.Of(set, layer, zoom);
            writer.WriteStartElement("TileMatrixLimits", Wmts);
            writer.WriteElementString("TileMatrix", Wmts, limits.TileMatrix);
            writer.WriteElementString("MinTileRow", Wmts, Whole(limits.MinTileRow));
            writer.WriteElementString("MaxTileRow", Wmts, Whole(limits.MaxTileRow));
            writer.WriteElementString("MinTileCol", Wmts, Whole(limits.MinTileCol));
            writer.WriteElementString("MaxTileCol", Wmts, Whole(limits.MaxTileCol));
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteResource(XmlWriter writer, string format, string type, string template)
    {
        writer.WriteStartElement("ResourceURL", Wmts);
        writer.WriteAttributeString("format", format);
        writer.WriteAttributeString("resourceType", type);
        writer.WriteAttributeString("template", template);
        writer.WriteEndElement();
    }

    private static void WriteSet(XmlWriter writer, TileMatrixSet set)
    {
        writer.WriteStartElement("TileMatrixSet", Wmts);
        writer.WriteElementString("Title", Ows, set.Title);
        writer.WriteElementString("Identifier", Ows, set.Id);
        writer.WriteElementString("SupportedCRS", Ows, WmtsMatrices.UrnOf(set.Crs));
        if (WmtsMatrices.ScalesOf(set) is { } scales)
            writer.WriteElementString("WellKnownScaleSet", Wmts, scales);
        foreach (var matrix in set.Matrices)
        {
            writer.WriteStartElement("TileMatrix", Wmts);
            writer.WriteElementString("Identifier", Ows, matrix.Id);
            writer.WriteElementString("ScaleDenominator", Wmts, Number(matrix.ScaleDenominator));
            writer.WriteElementString("TopLeftCorner", Wmts, set.Crs.AuthorityAxesAreSwapped ? Pair(matrix.OriginY, matrix.OriginX) : Pair(matrix.OriginX, matrix.OriginY));
            writer.WriteElementString("TileWidth", Wmts, Whole(matrix.TileSize));
            writer.WriteElementString("TileHeight", Wmts, Whole(matrix.TileSize));
            writer.WriteElementString("MatrixWidth", Wmts, Whole(matrix.MatrixWidth));
            writer.WriteElementString("MatrixHeight", Wmts, Whole(matrix.MatrixHeight));
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void WriteLink(XmlWriter writer, string element, string href)
    {
        writer.WriteStartElement(element, Wmts);
        writer.WriteAttributeString("href", XmlAnswer.XLink, href);
        writer.WriteEndElement();
    }

    private static string Pair(double x, double y) => $"{Number(x)} {Number(y)}";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}
