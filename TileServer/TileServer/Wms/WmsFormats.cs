using TileServer.Kvp;
using TileServer.Sources.Tiles;

namespace TileServer.Wms;

/// <summary>Formats of maps by the names that WMS clients use.</summary>
internal static class WmsFormats
{
    /// <summary>What is advertised.</summary>
    internal static readonly string[] Advertised = ["image/png", "image/png; mode=8bit", "image/jpeg", "image/webp", "image/geotiff"];

    /// <summary>Finds a format.</summary>
    /// <exception cref="ProtocolException">There is none of this name.</exception>
    internal static TileFormat Find(string name) => name.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "image/png" or "image/png8" => TileFormat.Png,
        "image/jpeg" or "image/jpg" => TileFormat.Jpeg,
        "image/webp" => TileFormat.Webp,
        "image/geotiff" or "image/tiff" => TileFormat.GeoTiff,
        "application/x-npy" => TileFormat.Npy,
        _ => throw new ProtocolException("InvalidFormat", "FORMAT", $"FORMAT: expected one of {string.Join(", ", Advertised)}."),
    };
}
