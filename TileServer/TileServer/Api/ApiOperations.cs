using TileServer.Geolocation;
using TileServer.Health;
using TileServer.Layers;
using TileServer.Layers.Predictions;
using TileServer.Pages;
using TileServer.Styles;
using TileServer.Tiles;

namespace TileServer.Api;

/// <summary>What every address does. Files of the pages and what is passed on to the training host are not described here.</summary>
internal static class ApiOperations
{
    private const string Png = "image/png", Svg = "image/svg+xml", Json = "application/json", GeoJson = "application/geo+json";

    private static readonly ApiParameter s_layer = new("layer", "Name of a layer, see /layers"), s_tms = new("tms", "Tile matrix set, see /tileMatrixSets", "WebMercatorQuad");

    private static readonly ApiParameter[] s_size =
        [new("tilesize", "Pixels along the edge") { Choices = ["256", "512"] }, new("empty", "Status of a tile without any value") { Choices = ["200", "204", "404"] }, new("scheme", "xyz counts rows from the north") { Choices = ["xyz", "tms"] }];

    private static readonly ApiParameter[] s_style =
    [
        new("bidx", "Bands, from 1; several times for colours", "1"), new("rescale", "Values of the first and the last colour", "0,255"), new("colormap", "Name of a colormap, see /colormaps, or JSON of stops, classes or intervals", "viridis"),
        new("expression", "A formula over bands, ; between planes; + is written %2B", "b1*2"), new("scale", "What is done to values before they are coloured") { Choices = ["linear", "log", "sqrt", "quantile"] },
        new("algorithm", "What is made of heights; alg.azimuth, alg.altitude, alg.z, alg.unit, alg.interval, alg.base and alg.nodata are its settings") { Choices = ["hillshade", "slope", "contours", "terrainrgb", "terrarium"] },
        new("resampling", "How pixels are taken", "bilinear"), new("quantity", "Of layers of probability: what is drawn", "hdr"),
    ];

    private static readonly ApiParameter[] s_place = [new("lon", "Longitude, degrees", "10") { Type = "number" }, new("lat", "Latitude, degrees", "50") { Type = "number" }];

    /// <summary>All operations.</summary>
    internal static IReadOnlyList<ApiOperation> All { get; } =
    [
        .. Pages(), .. Layers(), .. Tiles(), .. Pictures(),
        .. FeatureOperations.All,
        .. EvaluationOperations.All,
        .. SpeechOperations.All,
        .. QgisOperations.All,
        .. ArchiveOperations.All,
        .. QueryOperations.All,
    ];

    private static IEnumerable<ApiOperation> Pages() =>
    [
        Get("/", "server", "Links to everything", ApiAnswer.Json(200, "Links", PageJson.Default.LandingDocument), [new("f", "Format") { Choices = ["json", "html"] }]) with
        {
            Answers = [ApiAnswer.Json(200, "Links", PageJson.Default.LandingDocument), new(200, "The viewer", "text/html")],
        },
        Get("/viewer", "server", "The viewer, a page for people", new(200, "A page", "text/html")),
        Get("/api", "server", "This document", new(200, "OpenAPI 3.0.3", "application/vnd.oai.openapi+json")),
        Get("/health/live", "server", "Whether the server runs", ApiAnswer.Json(200, "It does", HealthJson.Default.HealthDocument)),
        Get("/health/startup", "server", "Whether the server has started", ApiAnswer.Json(200, "It has", HealthJson.Default.HealthDocument)) with { Problems = [503] },
        Get("/health/ready", "server", "Whether the server answers, and how many layers it has", ApiAnswer.Json(200, "It does", HealthJson.Default.HealthDocument)) with { Problems = [503] },
        Get("/colormaps", "styles", "All colormaps", ApiAnswer.Json(200, "Names", ColormapJson.Default.ColormapList)),
        Get("/colormaps/{name}", "styles", "A colormap, as numbers or drawn", ApiAnswer.Json(200, "Its colours", ColormapJson.Default.ColormapDocument),
            [new("name", "Its name, with .png or .svg for a picture", "viridis"), new("width", "Pixels") { Type = "integer" }, new("height", "Pixels") { Type = "integer" }]) with
        {
            Answers = [ApiAnswer.Json(200, "Its colours", ColormapJson.Default.ColormapDocument), new(200, "A picture", Png), new(200, "A picture", Svg)], Problems = [400, 404],
        },
    ];

    private static IEnumerable<ApiOperation> Layers() =>
    [
        Get("/layers", "layers", "All layers, and those that failed", ApiAnswer.Json(200, "Layers", LayerJson.Default.LayerList)),
        Get("/layers/{layer}", "layers", "One layer", ApiAnswer.Json(200, "The layer", LayerJson.Default.LayerDetail), [s_layer]) with { Problems = [400, 404] },
        Get("/layers/{layer}/point", "layers", "The values at a place", ApiAnswer.Json(200, "Values", PointJson.Default.PointDocument), [s_layer, .. s_place, new("crs", "Reference system of lon and lat", "EPSG:4326")]) with { Problems = [400, 404] },
        new("POST", "/layers/{layer}/points", "layers", "The values at many places")
        {
            Parameters = [s_layer], Bodies = [new(Json, """{"points":[[10,50],[11,51]]}""")],
            Answers = [ApiAnswer.Json(200, "Values", PointJson.Default.PointListDocument)], Problems = [400, 404, 413, 415],
        },
        .. new[] { ("json", Json), ("png", Png), ("svg", Svg) }.Select(format => Get(
            $"/layers/{{layer}}/legend.{format.Item1}", "layers", "The legend",
            format.Item1 == "json" ? ApiAnswer.Json(200, "Colours and values", LegendJson.Default.LegendDocument) : new(200, "A picture", format.Item2),
            [s_layer, .. s_style, new("orientation", "Where it runs") { Choices = ["vertical", "horizontal"] }]) with { Problems = [400, 404] }),
        Get("/layers/{layer}/regions", "predictions", "Smallest regions with given masses", new(200, "Polygons", GeoJson), [s_layer, new("mass", "Masses, above 0 to 1", "0.5,0.9")]) with { Problems = [400, 404] },
        Get("/layers/{layer}/rva", "predictions", "How much area is searched before a place", ApiAnswer.Json(200, "Areas", PredictionJson.Default.SearchedAreaDocument), [s_layer, .. s_place]) with { Problems = [400, 404] },
    ];

    private static IEnumerable<ApiOperation> Tiles() =>
    [
        .. MapOperations.All,
        .. OgcOperations.All,
        Tile("/tiles/{layer}/{z}/{x}/{file}", []),
        Tile("/tiles/{layer}/{tms}/{z}/{x}/{file}", [s_tms]),
        Get("/tiles/{layer}/tilejson.json", "tiles", "TileJSON 3 of a layer", ApiAnswer.Json(200, "TileJSON", TileJson.Default.TileJsonDocument), [s_layer, .. s_size, .. s_style, new("f", "Format of the tiles", "png")]) with { Problems = [400, 404] },
        Get("/tiles/{layer}/{tms}/tilejson.json", "tiles", "TileJSON 3 of a layer in a tile matrix set", ApiAnswer.Json(200, "TileJSON", TileJson.Default.TileJsonDocument), [s_layer, s_tms, .. s_size, .. s_style, new("f", "Format of the tiles", "png")]) with { Problems = [400, 404] },
        Get("/tileMatrixSets", "tiles", "All tile matrix sets", ApiAnswer.Json(200, "Names", TileMatrixSetJson.Default.TileMatrixSetList)),
        Get("/tileMatrixSets/{id}", "tiles", "A tile matrix set as OGC writes it", ApiAnswer.Json(200, "The set", TileMatrixSetJson.Default.TileMatrixSetDocument), [new("id", "Its name", "WebMercatorQuad")]) with { Problems = [400, 404] },
    ];

    private static IEnumerable<ApiOperation> Pictures() =>
    [
        Get("/geolocate", "pictures", "Models that say where pictures were taken", ApiAnswer.Json(200, "Models and limits", GeolocationJson.Default.LocatorListDocument)),
        new("POST", "/geolocate", "pictures", "Where a picture may have been taken")
        {
            Parameters =
            [
                new("model", "Which model; the first unless said"), new("sources", "NAME:WEIGHT,…", "scene:1"), new("rule", "How sources are pooled", "loglinear"), new("prior", "Where pictures are taken", "land"),
                new("minCellKm2", "Smallest cell, km²") { Type = "number" }, new("blurKm", "Blur, km") { Type = "number" }, new("mass", "Region whose parts are listed", "0.9") { Type = "number" },
                new("truth", "Whether the picture's own place is compared") { Choices = ["none", "exif"] },
            ],
            Bodies = [new("image/jpeg", "(the bytes of a picture)"), new("image/png", "(the bytes of a picture)"), new("image/webp", "(the bytes of a picture)")],
            Answers = [ApiAnswer.Json(200, "The answer", GeolocationJson.Default.GeolocationDocument)], Problems = [400, 404, 408, 413, 415, 503],
        },
        Get("/geolocate/{id}", "pictures", "An answer, also with other weights", ApiAnswer.Json(200, "The answer", GeolocationJson.Default.GeolocationDocument), [new("id", "Name of the answer")]) with { Problems = [400, 404] },
        new("DELETE", "/geolocate/{id}", "pictures", "Forgets an answer") { Parameters = [new("id", "Name of the answer")], Answers = [new(204, "Forgotten")], Problems = [404] },
    ];

    private static ApiOperation Tile(string path, ApiParameter[] more) => Get(path, "tiles", "A tile", new(200, "The tile", Png),
        [s_layer, .. more, new("z", "Level", "0") { Type = "integer" }, new("x", "Column", "0") { Type = "integer" }, new("file", "Row and format, perhaps with @2x before it: y.png, .jpg, .webp, .npy, .tif, .mvt", "0.png"), .. s_size, .. s_style, .. FeatureOperations.OfTiles, new("v", "Version of the layer, for tiles that never change")]) with
    {
        Answers =
        [
            new(200, "The tile", Png), new(200, "The tile", "image/jpeg"), new(200, "The tile", "image/webp"), new(200, "The tile", "image/tiff"), new(200, "The tile", "application/vnd.mapbox-vector-tile"),
            new(204, "No values, where empty=204"), new(304, "The client has it"),
        ],
        Problems = [400, 404, 503],
    };

    private static ApiOperation Get(string path, string tag, string summary, ApiAnswer answer, params ApiParameter[] parameters) => new("GET", path, tag, summary) { Parameters = parameters, Answers = [answer] };
}
