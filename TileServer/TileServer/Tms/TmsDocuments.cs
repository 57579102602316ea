using System.Globalization;
using System.Xml;
using GeoCore.Tiling;
using NetTopologySuite.Geometries;
using TileServer.Kvp;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Tiles;

namespace TileServer.Tms;

/// <summary>The two documents of the Tile Map Service Specification 1.0.0 (OSGeo): of the service, and of one map.</summary>
internal static class TmsDocuments
{
    internal const string MediaType = "application/xml";

    /// <summary>Writes the list of all maps.</summary>
    internal static byte[] WriteService(LayerCatalogue catalogue, string address) => XmlAnswer.Write(writer =>
    {
        writer.WriteStartElement("TileMapService");
        writer.WriteAttributeString("version", "1.0.0");
        writer.WriteAttributeString("services", address + "/");
        writer.WriteElementString("Title", "GeoSuite");
        writer.WriteElementString("Abstract", "Map tiles of rasters and of trained models.");
        writer.WriteStartElement("TileMaps");
        foreach (var layer in catalogue.Layers.Where(layer => layer.DefaultFormat.IsPicture))
        {
            foreach (var set in TileLimits.SetsOf(layer))
            {
                writer.WriteStartElement("TileMap");
                writer.WriteAttributeString("title", XmlAnswer.Clean(layer.Description.Title));
                writer.WriteAttributeString("srs", SystemOf(set));
                writer.WriteAttributeString("profile", ProfileOf(set));
                writer.WriteAttributeString("href", $"{address}/tms/1.0.0/{layer.Id}/{set.Id}");
                writer.WriteEndElement();
            }
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    });

    /// <summary>Writes one map.</summary>
    internal static byte[] WriteMap(Layer layer, TileMatrixSet set, string address) => XmlAnswer.Write(writer =>
    {
        var format = layer.DefaultFormat;
        var size = set.Matrices[0].TileSize;
        writer.WriteStartElement("TileMap");
        writer.WriteAttributeString("version", "1.0.0");
        writer.WriteAttributeString("tilemapservice", $"{address}/tms/1.0.0");
        writer.WriteElementString("Title", XmlAnswer.Clean(layer.Description.Title));
        writer.WriteElementString("Abstract", XmlAnswer.Clean(layer.Description.Description ?? ""));
        writer.WriteElementString("SRS", SystemOf(set));
        WriteBox(writer, set);
        writer.WriteStartElement("Origin");
        writer.WriteAttributeString("x", Number(set.Matrices[0].OriginX));
        writer.WriteAttributeString("y", Number(set.Matrices[0].OriginY - (set.Matrices[0].CellSize * size * set.Matrices[0].MatrixHeight)));
        writer.WriteEndElement();
        writer.WriteStartElement("TileFormat");
        writer.WriteAttributeString("width", Whole(size));
        writer.WriteAttributeString("height", Whole(size));
        writer.WriteAttributeString("mime-type", format.MediaType);
        writer.WriteAttributeString("extension", format.Name);
        writer.WriteEndElement();
        writer.WriteStartElement("TileSets");
        writer.WriteAttributeString("profile", ProfileOf(set));
        for (var zoom = 0; zoom <= TileLimits.ZoomIn(set, layer.MaxZoom); zoom++)
        {
            writer.WriteStartElement("TileSet");
            writer.WriteAttributeString("href", $"{address}/tms/1.0.0/{layer.Id}/{set.Id}/{set.Matrices[zoom].Id}");
            writer.WriteAttributeString("units-per-pixel", Number(set.Matrices[zoom].CellSize));
            writer.WriteAttributeString("order", Whole(zoom));
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    });

    /// <summary>The box of the whole set: programs such as GDAL count tiles from its corner.</summary>
    private static void WriteBox(XmlWriter writer, TileMatrixSet set)
    {
        var first = set.Matrices[0];
        var edge = first.CellSize * first.TileSize;
        var box = new Envelope(first.OriginX, first.OriginX + (edge * first.MatrixWidth), first.OriginY - (edge * first.MatrixHeight), first.OriginY);
        writer.WriteStartElement("BoundingBox");
        writer.WriteAttributeString("minx", Number(box.MinX));
        writer.WriteAttributeString("miny", Number(box.MinY));
        writer.WriteAttributeString("maxx", Number(box.MaxX));
        writer.WriteAttributeString("maxy", Number(box.MaxY));
        writer.WriteEndElement();
    }

    /// <summary>Programs of this protocol know longitude and latitude by this name only.</summary>
    private static string SystemOf(TileMatrixSet set) => set.Crs.IsGeographic ? "EPSG:4326" : set.Crs.Identifier;

    private static string ProfileOf(TileMatrixSet set) =>
        set == TileMatrixSets.WebMercatorQuad ? "global-mercator" : set == TileMatrixSets.WorldCrs84Quad ? "global-geodetic" : "none";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}
