namespace TileServer.OgcApi;

/// <summary>The classes that the server keeps to, by the addresses that the standards give them.</summary>
internal static class Conformance
{
    private const string Ogc = "http://www.opengis.net/spec/";

    /// <summary>Maps are the one standard whose addresses begin with https.</summary>
    private const string SecureOgc = "https://www.opengis.net/spec/";

    /// <summary>Common, Tiles, Maps and tile matrix sets; of features see <see cref="OfFeatures"/>.</summary>
    internal static IReadOnlyList<string> Classes { get; } =
    [
        .. Of(Ogc + "ogcapi-common-1/1.0/conf/", "core", "landing-page", "json", "html", "oas30"),
        .. Of(Ogc + "ogcapi-common-2/1.0/conf/", "collections"),
        .. Of(Ogc + "ogcapi-tiles-1/1.0/conf/", "core", "tileset", "tilesets-list", "geodata-tilesets", "mvt", "png", "jpeg", "tiff", "oas30"),
        .. Of(Ogc + "tms/2.0/conf/", "tilematrixset", "json-tilematrixset", "tilesetmetadata", "json-tilesetmetadata", "tilematrixsetlimits", "json-tilematrixsetlimits"),
        .. Of(SecureOgc + "ogcapi-maps-1/1.0/conf/", "core", "collection-map", "scaling", "spatial-subsetting", "crs", "background", "display-resolution", "tilesets", "png", "jpeg", "tiff", "oas30"),
    ];

    /// <summary>What the server keeps to besides where it answers <c>/collections/{layer}/items</c>.</summary>
    internal static IReadOnlyList<string> OfFeatures { get; } = [.. Of(Ogc + "ogcapi-features-1/1.0/conf/", "core", "oas30", "geojson"), .. Of(Ogc + "ogcapi-features-2/1.0/conf/", "crs")];

    private static IEnumerable<string> Of(string prefix, params string[] names) => names.Select(name => prefix + name);
}
