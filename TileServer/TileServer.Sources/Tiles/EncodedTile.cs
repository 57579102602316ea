namespace TileServer.Sources.Tiles;

/// <summary>Bytes of a tile, as the cache keeps them.</summary>
/// <param name="Body">The file.</param>
/// <param name="IsEmpty">Whether every pixel is nodata.</param>
/// <param name="IsShared">Whether other tiles have the very same array, so that it costs this one nothing.</param>
public sealed record EncodedTile(byte[] Body, bool IsEmpty, bool IsShared)
{
    /// <summary>Whether the body is gzipped, as archives keep outlines.</summary>
    public bool IsGzipped { get; init; }

    /// <summary>Format of the body where it is not the one asked for; null where it is.</summary>
    public TileFormat? Instead { get; init; }
}
