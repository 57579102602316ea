using System.Text.Json.Serialization.Metadata;
using TileServer.OgcApi;

namespace TileServer.Api;

/// <summary>What the addresses of OGC API do.</summary>
internal static class OgcOperations
{
    private const string Html = "text/html", Png = "image/png", Tag = "ogc";

    private static readonly ApiParameter s_form = new("f", "Form, where Accept does not say") { Choices = ["json", "html"] }, s_layer = new("layer", "Name of a collection", "part"), s_tms = new("tms", "Tile matrix set, see /tileMatrixSets", "WebMercatorQuad");

    private static readonly ApiParameter[] s_tile = [s_layer, s_tms, new("z", "Tile matrix", "0"), new("y", "Row from the north: before the column", "0"), new("x", "Column", "0")];

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<ApiOperation> All { get; } =
    [
        new("GET", "/api.html", "server", "Every address, for people to try") { Answers = [new(200, "A page", Html)] },
        Document("/conformance", "What the server keeps to", OgcJson.Default.ConformanceDocument) with { Id = "getConformanceDeclaration" },
        Document("/collections", "All layers as collections", OgcJson.Default.CollectionList) with { Id = "getCollections" },
        Document("/collections/{layer}", "A layer as a collection", OgcJson.Default.CollectionDocument, s_layer) with { Id = "geosuite.describeCollection" },
        Document("/collections/{layer}/map/tiles", "Tile sets of maps", OgcJson.Default.TileSetList, s_layer) with { Id = "geosuite.collection.map.getTileSetsList" },
        Document("/collections/{layer}/map/tiles/{tms}", "A tile set of maps, with its limits", OgcJson.Default.TileSetDocument, s_layer, s_tms) with { Id = "geosuite.collection.map.getTileSet" },
        new("GET", "/collections/{layer}/map/tiles/{tms}/{z}/{y}/{x}", Tag, "A map tile")
        {
            Id = "geosuite.collection.map.getTile", Parameters = [.. s_tile, new("f", "Format") { Choices = ["png", "jpg", "webp", "tif", "npy"] }],
            Answers = [new(200, "The tile", Png), new(200, "The tile", "image/jpeg"), new(200, "The tile", "image/webp"), new(200, "The tile", "image/tiff"), new(304, "The client has it")], Problems = [400, 404, 406, 503],
        },
        Document("/collections/{layer}/tiles", "Tile sets of features", OgcJson.Default.TileSetList, s_layer) with { Id = "geosuite.collection.vector.getTileSetsList" },
        Document("/collections/{layer}/tiles/{tms}", "A tile set of features, with its limits", OgcJson.Default.TileSetDocument, s_layer, s_tms) with { Id = "geosuite.collection.vector.getTileSet" },
        new("GET", "/collections/{layer}/tiles/{tms}/{z}/{y}/{x}", Tag, "A vector tile")
        {
            Id = "geosuite.collection.vector.getTile", Parameters = [.. s_tile, new("f", "Format") { Choices = ["mvt"] }],
            Answers = [new(200, "The tile", CollectionLinks.VectorTile), new(204, "Nothing is there"), new(304, "The client has it")], Problems = [400, 404, 406, 503],
        },
        new("GET", "/collections/{layer}/map", Tag, "A map of any part in any size, scale and reference system")
        {
            Id = "geosuite.collection.getMap",
            Parameters =
            [
                s_layer, new("bbox", "Box, in the order of bbox-crs; west is greater than east across the antimeridian", "0,0,10,10"), new("bbox-crs", "System of bbox", "http://www.opengis.net/def/crs/OGC/1.3/CRS84"),
                new("crs", "System of the map; that of the collection unless said", "EPSG:3857"), new("width", "Pixels") { Type = "integer" }, new("height", "Pixels") { Type = "integer" },
                new("center", "Middle of the map, in the order of center-crs"), new("center-crs", "System of center"), new("scale-denominator", "Scale") { Type = "number" }, new("mm-per-pixel", "Edge of a pixel") { Type = "number" },
                new("subset", "Intervals of both axes, such as Lat(0:10),Lon(0:10)"), new("subset-crs", "System of subset"), new("bgcolor", "Colour where nothing is", "0xFFFFFF"),
                new("transparent", "Whether nothing is drawn where nothing is") { Choices = ["true", "false"] }, new("f", "Format") { Choices = ["png", "jpg", "webp", "tif", "npy"] },
            ],
            Answers = [new(200, "The map; Content-Crs and Content-Bbox tell where it is", Png), new(200, "The map", "image/jpeg"), new(200, "The map", "image/webp"), new(200, "The map", "image/tiff"), new(304, "The client has it")],
            Problems = [400, 404, 406, 503],
        },
    ];

    private static ApiOperation Document(string path, string summary, JsonTypeInfo schema, params ApiParameter[] parameters) =>
        new("GET", path, Tag, summary) { Parameters = [.. parameters, s_form], Answers = [ApiAnswer.Json(200, summary, schema), new(200, "The same as a page", Html)], Problems = [400, 404, 406] };
}
