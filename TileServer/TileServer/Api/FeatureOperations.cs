using TileServer.Features;

namespace TileServer.Api;

/// <summary>What the addresses of features do.</summary>
internal static class FeatureOperations
{
    private const string Tag = "features";

    private static readonly ApiParameter s_layer = new("layer", "Name of a layer with features, see /layers"), s_crs = new("crs", "Reference system of the answer, as a URI", "http://www.opengis.net/def/crs/OGC/1.3/CRS84");

    /// <summary>What addresses of vector tiles understand besides.</summary>
    internal static ApiParameter[] OfTiles { get; } =
        [new("layers", "Of vector tiles: names of their layers, all without this"), new("level", "Of vector tiles of probabilities: masses of the regions, such as 0.5,0.9")];

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<ApiOperation> All { get; } =
    [
        new("GET", "/collections/{layer}/items", Tag, "Features of a layer in pages; a property as a parameter asks for those that have that value")
        {
            Parameters =
            [
                s_layer, new("limit", "Most features of the answer", "100") { Type = "integer", Maximum = ItemsQuery.MostLimit, Default = ItemsQuery.UsualLimit, IsShared = true },
                new("bbox", "West, south, east, north; perhaps with heights", "-180,-90,180,90"), new("bbox-crs", "Reference system of bbox, as a URI", "http://www.opengis.net/def/crs/OGC/1.3/CRS84"), s_crs,
                new("datetime", "A moment, or BEGIN/END with .. for an open end"), new("after", "What a link to the next features had"), new("f", "Format") { Choices = ["json", "geojson"] },
            ],
            Answers = [new(200, "A GeoJSON feature collection", GeoJsonWriter.MediaType)], Problems = [400, 404, 503],
        },
        new("GET", "/collections/{layer}/items/{id}", Tag, "One feature")
        {
            Parameters = [s_layer, new("id", "Its identifier", "1"), s_crs, new("f", "Format") { Choices = ["json", "geojson"] }],
            Answers = [new(200, "A GeoJSON feature", GeoJsonWriter.MediaType)], Problems = [400, 404, 503],
        },
    ];
}
