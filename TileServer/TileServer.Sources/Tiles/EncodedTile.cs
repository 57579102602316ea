namespace TileServer.Sources.Tiles;

/// <summary>Bytes of a tile, as the cache keeps them.</summary>
/// <param name="Body">The file.</param>
/// <param name="IsEmpty">Whether every pixel is nodata.</param>
/// <param name="IsShared">Whether other tiles have the very same array, so that it costs this one nothing.</param>
public sealed record EncodedTile(byte[] Body, bool IsEmpty, bool IsShared);
