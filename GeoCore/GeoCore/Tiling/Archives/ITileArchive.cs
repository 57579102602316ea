namespace GeoCore.Tiling.Archives;

/// <summary>A file that holds tiles of WebMercatorQuad. Can be read from many threads at once.</summary>
public interface ITileArchive : IDisposable
{
    /// <summary>What the file says of itself.</summary>
    TileArchiveInfo Info { get; }

    /// <summary>Reads a tile as it is stored.</summary>
    /// <param name="tile">Address; row 0 is in the north, whatever the file counts.</param>
    /// <returns>The bytes, gzipped where they are stored so; null where the archive has no such tile.</returns>
    /// <exception cref="ArchiveException">The file is gone or damaged.</exception>
    byte[]? Read(TileIndex tile);
}
