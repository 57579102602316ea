using TileServer.Layers.Predictions;
using TileServer.Statistics;

namespace TileServer.Api;

/// <summary>What the addresses of questions about regions do.</summary>
internal static class QueryOperations
{
    private const string Tag = "layers", Json = "application/json";

    private const string Zone = """{"type":"Polygon","coordinates":[[[5,45],[11,45],[11,48],[5,48],[5,45]]]}""";

    private static readonly ApiParameter s_layer = new("layer", "Name of a layer, see /layers");

    private static readonly ApiParameter s_box = new("bbox", "West, south, east, north, degrees; west is greater than east across the antimeridian; the whole layer unless said", "5,45,11,48");

    private static readonly ApiParameter[] s_values =
    [
        new("bidx", "Bands, from 1; several times for more", "1"), new("quantity", "Of layers of probability: what is counted"), new("nodata", "A value that counts as none"),
        new("weights", "What a cell counts for in means, deviations and percentiles") { Choices = ["coverage*area", "coverage", "none"] },
        new("percentiles", "Percentiles, 0 to 100", "2,50,98"), new("bins", "How many bins, or their edges", "10"), new("categorical", "Whether every value is a bin") { Type = "boolean" },
        new("max_pixels", "Most cells that are looked at; larger ones are taken where there are more, and resolution tells", "1000000") { Type = "integer" },
    ];

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<ApiOperation> All { get; } =
    [
        new("GET", "/layers/{layer}/statistics", Tag, "Statistics of a box")
        {
            Parameters = [s_layer, s_box, .. s_values], Answers = [new(200, "The box as a feature; properties.statistics has an object for each band", StatisticsEndpoints.GeoJson)], Problems = [400, 404, 503],
        },
        new("POST", "/layers/{layer}/statistics", Tag, "Statistics of polygons, by the exact part of every cell and its area on the ellipsoid")
        {
            Parameters = [s_layer, .. s_values], Bodies = [new(Json, Zone), new(StatisticsEndpoints.GeoJson, Zone)],
            Answers = [new(200, "What was sent, as features; properties.statistics has an object for each band", StatisticsEndpoints.GeoJson)], Problems = [400, 404, 413, 415, 422, 503],
        },
        new("POST", "/layers/{layer}/rva", Tag, "How much area is searched, largest values first, before points are reached, and recall against area")
        {
            Parameters = [s_layer, new("bidx", "Band of a raster, from 1"), new("expression", "A formula of one plane without negative values", "max(b1,0)")], Bodies = [new(Json, "[[10,50],[11,51]]")],
            Answers = [ApiAnswer.Json(200, "For each point its level, area and rank, and the curve", SearchJson.Default.SearchDocument)], Problems = [400, 404, 413, 415, 422, 503],
        },
        new("GET", "/cog/", "coverages", "All files of layers, as a page that GDAL reads as a folder") { Answers = [new(200, "A page", "text/html")] },
        new("GET", "/cog/{layer}.tif", "coverages", "The whole layer as a Cloud-Optimized GeoTIFF, also in ranges")
        {
            Parameters = [s_layer, new("quantity", "Of layers of probability: what is written", "density")],
            Answers = [new(200, "The file", CoverageEndpoints.MediaType), new(206, "Pieces of it", CoverageEndpoints.MediaType), new(304, "The client has it")], Problems = [400, 404, 412, 416, 422, 503],
        },
        new("GET", "/collections/{layer}/coverage", "coverages", "The values in a box: the layer's own cells, or as many as asked for")
        {
            Parameters =
            [
                s_layer, new("bbox", "A box in bbox-crs; the whole layer unless said", "5,45,11,48"), new("bbox-crs", "Its reference system", "EPSG:3857"), new("crs", "Reference system of the answer; the layer's unless said"),
                new("width", "Cells from west to east") { Type = "integer" }, new("height", "Cells from north to south") { Type = "integer" }, new("scale-size", "Both", "lon(800),lat(400)"), new("scale-factor", "How many cells along an edge become one", "2") { Type = "number" },
                new("properties", "Bands by name, or b1,b2", "b1"), new("expression", "A formula over bands"), new("resampling", "How cells are taken"), new("f", "Format") { Choices = ["tif", "cog", "npy", "png"] },
            ],
            Answers = [new(200, "The file", "image/tiff"), new(200, "Values", "application/x-npy"), new(200, "A picture", "image/png")], Problems = [400, 404, 422, 503],
        },
        new("GET", "/layers/{layer}/histogram", Tag, "Histogram of a box")
        {
            Parameters = [s_layer, s_box, .. s_values], Answers = [new(200, "For each band counts with edges, and areas", Json)], Problems = [400, 404, 503],
        },
    ];
}
