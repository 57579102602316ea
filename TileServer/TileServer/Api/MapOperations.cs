namespace TileServer.Api;

/// <summary>What the addresses of map protocols do: WMTS, WMS, TMS.</summary>
internal static class MapOperations
{
    private const string Png = "image/png", Xml = "application/xml";

    private static readonly ApiParameter s_layer = new("layer", "Name of a layer, see /layers"), s_style = new("style", "default, or a quantity of the layer", "default"), s_tms = new("tms", "Tile matrix set, see /tileMatrixSets", "WebMercatorQuad");

    private static readonly ApiParameter[] s_tile = [s_layer, s_style, s_tms, new("z", "Tile matrix", "0"), new("y", "Row from the north", "0")];

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<ApiOperation> All { get; } =
    [
        new("GET", "/wmts", "maps", "WMTS 1.0.0 as key-value pairs; without a REQUEST its capabilities")
        {
            Parameters = [new("SERVICE", "WMTS", "WMTS"), new("REQUEST", "GetCapabilities, GetTile or GetFeatureInfo", "GetCapabilities"), .. Names("VERSION", "LAYER", "STYLE", "FORMAT", "TILEMATRIXSET", "TILEMATRIX", "TILEROW", "TILECOL", "I", "J", "INFOFORMAT")],
            Answers = [new(200, "Capabilities, a tile or what is there", Xml), new(200, "A tile", Png), new(200, "What is there", "application/json"), new(304, "The client has it"), new(501, "No such request", Xml)],
        },
        new("GET", "/wmts/1.0.0/WMTSCapabilities.xml", "maps", "All layers and matrices for WMTS clients") { Answers = [new(200, "Capabilities", Xml)] },
        new("GET", "/wmts/1.0.0/{layer}/{style}/{tms}/{z}/{y}/{file}", "maps", "A tile of WMTS; the row comes before the column")
        {
            Parameters = [.. s_tile, new("file", "Column and format: x.png, .jpg, .webp", "0.png")], Answers = [new(200, "The tile", Png), new(304, "The client has it")],
        },
        new("GET", "/wmts/1.0.0/{layer}/{style}/{tms}/{z}/{y}/{x}/{j}/{file}", "maps", "What a layer says at a pixel of a tile of WMTS")
        {
            Parameters = [.. s_tile, new("x", "Column", "0"), new("j", "Row of the pixel", "0"), new("file", "Column of the pixel and format: i.json, .txt, .html", "0.json")],
            Answers = [new(200, "A GeoJSON feature collection", "application/json"), new(200, "The same for people", "text/html"), new(200, "The same as text", "text/plain")],
        },
        new("GET", "/wms", "maps", "WMS 1.3.0 and 1.1.1; without a REQUEST its capabilities")
        {
            Parameters =
            [
                new("SERVICE", "WMS", "WMS"), new("REQUEST", "GetCapabilities, GetMap, GetFeatureInfo or GetLegendGraphic", "GetCapabilities"),
                .. Names("VERSION", "LAYERS", "STYLES", "CRS", "SRS", "BBOX", "WIDTH", "HEIGHT", "FORMAT", "TRANSPARENT", "BGCOLOR", "EXCEPTIONS", "QUERY_LAYERS", "I", "J", "INFO_FORMAT", "FEATURE_COUNT", "LAYER", "STYLE"),
            ],
            Answers = [new(200, "Capabilities", "text/xml"), new(200, "A map or legend", Png), new(200, "What is there", "application/json"), new(304, "The client has it"), new(501, "No such request", "text/xml")],
        },
        new("GET", "/tms/1.0.0", "maps", "All maps of TMS 1.0.0") { Answers = [new(200, "A TileMapService document", Xml)] },
        new("GET", "/tms/1.0.0/{layer}/{tms}", "maps", "A map of TMS 1.0.0") { Parameters = [s_layer, s_tms], Answers = [new(200, "A TileMap document", Xml)], Problems = [400, 404] },
        new("GET", "/tms/1.0.0/{layer}/{tms}/{z}/{x}/{file}", "maps", "A tile of TMS 1.0.0; rows are counted from the south")
        {
            Parameters = [s_layer, s_tms, new("z", "Level", "0"), new("x", "Column", "0"), new("file", "Row from the south and format: y.png", "0.png")],
            Answers = [new(200, "The tile", Png), new(204, "No values, where empty=204"), new(304, "The client has it")], Problems = [400, 404, 503],
        },
        new("GET", "/styles/{layer}.json", "styles", "A style of MapLibre; rendering parameters go into its addresses")
        {
            Parameters = [s_layer, new("flavour", "qgis has one layer a class, with constant colours") { Choices = ["maplibre", "qgis"] }], Answers = [new(200, "The style", "application/json")], Problems = [400, 404, 503],
        },
    ];

    private static IEnumerable<ApiParameter> Names(params string[] names) => names.Select(name => new ApiParameter(name, "As the protocol has it"));
}
