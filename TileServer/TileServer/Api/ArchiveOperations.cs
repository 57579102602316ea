namespace TileServer.Api;

/// <summary>What the addresses of archives do.</summary>
internal static class ArchiveOperations
{
    private static readonly ApiParameter s_layer = new("layer", "Name of a layer of the kind archive, see /layers");

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<ApiOperation> All { get; } =
    [
        new("GET", "/archives/{layer}.pmtiles", "archives", "A PMTiles file as it is, also in ranges")
        {
            Parameters = [s_layer], Answers = [new(200, "The file", "application/vnd.pmtiles"), new(206, "A part of it", "application/vnd.pmtiles"), new(304, "The client has it")], Problems = [400, 404, 416, 503],
        },
        new("GET", "/archives/{layer}.mbtiles", "archives", "An MBTiles file as it is, also in ranges")
        {
            Parameters = [s_layer], Answers = [new(200, "The file", "application/vnd.mapbox-mbtiles"), new(206, "A part of it", "application/vnd.mapbox-mbtiles"), new(304, "The client has it")], Problems = [400, 404, 416, 503],
        },
    ];
}
