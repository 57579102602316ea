using System.Diagnostics.CodeAnalysis;
using GeoCore.Geodesy;
using GeoCore.Tiling;

namespace TileServer.Wmts;

/// <summary>Tile matrix sets by the names that WMTS clients give them.</summary>
internal static class WmtsMatrices
{
    /// <summary>Finds a set by its name or by an old one, which is understood and never advertised.</summary>
    internal static bool TryGet(string name, [NotNullWhen(true)] out TileMatrixSet? set) => TileMatrixSets.TryGet(name switch
    {
        "GoogleMapsCompatible" or "EPSG:3857" or "EPSG:900913" or "WholeWorld_WebMercator" => TileMatrixSets.WebMercatorQuad.Id,
        "EPSG:4326" or "OGC:CRS84" or "CRS84" => TileMatrixSets.WorldCrs84Quad.Id,
        _ => name,
    }, out set);

    /// <summary>The system as WMTS writes it.</summary>
    internal static string UrnOf(CoordinateReferenceSystem crs)
    {
        var parts = crs.Identifier.Split(':');
        return parts[0] == "OGC" ? $"urn:ogc:def:crs:OGC:1.3:{parts[1]}" : $"urn:ogc:def:crs:{parts[0]}::{parts[1]}";
    }

    /// <summary>The well-known set of scales that a set keeps to (OGC 07-057r7, annex E), or null.</summary>
    internal static string? ScalesOf(TileMatrixSet set) =>
        set == TileMatrixSets.WebMercatorQuad ? "urn:ogc:def:wkss:OGC:1.0:GoogleMapsCompatible"
        : set == TileMatrixSets.WorldCrs84Quad ? "urn:ogc:def:wkss:OGC:1.0:GoogleCRS84Quad"
        : null;
}
