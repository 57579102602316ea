namespace TileServer.Qgis;

/// <summary>Which services this server has, by its own routes: files for QGIS name nothing that would not be answered.</summary>
/// <param name="endpoints">All routes.</param>
internal sealed class ServedRoutes(EndpointDataSource endpoints)
{
    private readonly Lazy<HashSet<string>> _paths = new(() =>
        [.. endpoints.Endpoints.OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText ?? "")]);

    /// <summary>Web Map Tile Service.</summary>
    internal bool HasTiledMaps => _paths.Value.Contains("/wmts");

    /// <summary>Web Map Service.</summary>
    internal bool HasMaps => _paths.Value.Contains("/wms");

    /// <summary>Styles of MapLibre, in the form that QGIS reads.</summary>
    internal bool HasStyles => _paths.Value.Contains("/styles/{layer}.json");

    /// <summary>OGC API Features, with the collections that QGIS asks for first.</summary>
    internal bool HasFeatures => _paths.Value.Contains("/collections/{layer}/items") && _paths.Value.Contains("/collections/{layer}");
}
