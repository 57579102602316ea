namespace TileServer.OgcApi;

/// <summary>Kinds of links that OGC has registered.</summary>
internal static class OgcRelations
{
    private const string Prefix = "http://www.opengis.net/def/rel/ogc/1.0/";

    internal const string Map = Prefix + "map";

    internal const string MapTileSets = Prefix + "tilesets-map";

    internal const string VectorTileSets = Prefix + "tilesets-vector";

    internal const string TilingSchemes = Prefix + "tiling-schemes";

    internal const string TilingScheme = Prefix + "tiling-scheme";

    internal const string Coverage = Prefix + "coverage";

    internal const string Data = Prefix + "data";

    internal const string Conformance = Prefix + "conformance";
}
