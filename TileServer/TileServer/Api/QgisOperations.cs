namespace TileServer.Api;

/// <summary>What the addresses for QGIS do.</summary>
internal static class QgisOperations
{
    private const string Tag = "qgis";

    private static readonly ApiParameter s_layer = new("layer", "Name of a layer, see /layers");

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<ApiOperation> All { get; } =
    [
        Get("/qgis/all.qlr", "All layers as a layer definition file", "application/x-qgis-layer-definition"),
        Get("/qgis/{layer}.qlr", "One layer as a layer definition file", "application/x-qgis-layer-definition", s_layer) with { Problems = [400, 404, 503] },
        Get("/qgis/geosuite.qgs", "A project with all layers and a page to print", "application/x-qgis-project"),
        Get("/qgis/connections/{kind}.xml", "Connections for QGIS's browser", "application/xml", new ApiParameter("kind", "Of which protocol", "xyz") { Choices = ["xyz", "wms", "wfs", "vectortile"] }) with { Problems = [400, 404] },
        Get("/layers/{layer}/style.qml", "The colours of a layer as a style file", "application/x-qgis-layer-settings",
            s_layer, new("colormap", "Name of a colormap, see /colormaps", "viridis"), new("rescale", "Values of the first and the last colour", "0,255"), new("quantity", "Of layers of probability: what is coloured", "hdr")) with { Problems = [400, 404, 503] },
        Get("/qgis/plugins.xml", "A repository for QGIS's plug-in manager", "application/xml", new ApiParameter("qgis", "Version of QGIS, which it says by itself", "3.22")),
        Get("/qgis/geosuite.zip", "The plug-in for QGIS", "application/zip"),
    ];

    private static ApiOperation Get(string path, string summary, string mediaType, params ApiParameter[] parameters) =>
        new("GET", path, Tag, summary) { Parameters = parameters, Answers = [new(200, "The file", mediaType)] };
}
