using System.Diagnostics.CodeAnalysis;
using GeoCore.Geodesy;

namespace GeoCore.Tiling;

/// <summary>The tile matrix sets that GeoSuite offers.</summary>
public static class TileMatrixSets
{
    private const string Registry = "http://www.opengis.net/def/tilematrixset/OGC/1.0/";

    /// <summary>Easting and northing of the pole in the UPS grids, metres.</summary>
    private const double PolarCentre = 2_000_000;

    /// <summary>Half the edge of both polar squares, metres: the registered origin is (−14440759.350252, 18440759.350252).</summary>
    private const double PolarHalf = 16_440_759.350252;

    /// <summary>The square of web maps: EPSG:3857, 256 pixels, zooms 0 to 24.</summary>
    public static TileMatrixSet WebMercatorQuad { get; } = new(
        "WebMercatorQuad", "Google Maps Compatible for the World", Registry + "WebMercatorQuad", WebMercator.Instance,
        -WebMercator.HalfWorld, WebMercator.HalfWorld, 2 * WebMercator.HalfWorld / 256, 256, 1, 1, 25);

    /// <summary>The same square in tiles of 512 pixels: the extent of a tile is that of <see cref="WebMercatorQuad"/>, its pixels are half as wide.</summary>
    public static TileMatrixSet WebMercatorQuad512 { get; } = new(
        "WebMercatorQuad512", "Web Mercator in tiles of 512 pixels", null, WebMercator.Instance,
        -WebMercator.HalfWorld, WebMercator.HalfWorld, 2 * WebMercator.HalfWorld / 512, 512, 1, 1, 24);

    /// <summary>Longitude and latitude: two tiles of 180 degrees at zoom 0, zooms 0 to 23.</summary>
    public static TileMatrixSet WorldCrs84Quad { get; } = new(
        "WorldCRS84Quad", "CRS84 for the World", Registry + "WorldCRS84Quad", Crs84.Instance,
        -180, 90, 180.0 / 256, 256, 2, 1, 24);

    /// <summary>The Arctic: Universal Polar Stereographic, EPSG:5041, zooms 0 to 24.</summary>
    public static TileMatrixSet UpsArcticWgs84Quad { get; } = new(
        "UPSArcticWGS84Quad", "Universal Polar Stereographic WGS 84 Quad for Arctic", Registry + "UPSArcticWGS84Quad",
        CoordinateReferenceSystems.Parse("EPSG:5041"), PolarCentre - PolarHalf, PolarCentre + PolarHalf, 2 * PolarHalf / 256, 256, 1, 1, 25);

    /// <summary>The Antarctic: Universal Polar Stereographic, EPSG:5042, zooms 0 to 24.</summary>
    public static TileMatrixSet UpsAntarcticWgs84Quad { get; } = new(
        "UPSAntarcticWGS84Quad", "Universal Polar Stereographic WGS 84 Quad for Antarctic", Registry + "UPSAntarcticWGS84Quad",
        CoordinateReferenceSystems.Parse("EPSG:5042"), PolarCentre - PolarHalf, PolarCentre + PolarHalf, 2 * PolarHalf / 256, 256, 1, 1, 25);

    /// <summary>All sets by identifier.</summary>
    public static IReadOnlyDictionary<string, TileMatrixSet> All { get; } =
        new[] { WebMercatorQuad, WebMercatorQuad512, WorldCrs84Quad, UpsArcticWgs84Quad, UpsAntarcticWgs84Quad }.ToDictionary(set => set.Id, StringComparer.Ordinal);

    /// <summary>Looks a set up by the identifier in a URL.</summary>
    public static bool TryGet(string id, [NotNullWhen(true)] out TileMatrixSet? set) => All.TryGetValue(id, out set);
}
