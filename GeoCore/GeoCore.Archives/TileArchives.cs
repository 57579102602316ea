using System.Globalization;
using System.Security.Cryptography;
using GeoCore.Tiling.Archives;
using NetTopologySuite.Geometries;

namespace GeoCore.Archives;

/// <summary>Opens archives by their extension.</summary>
public static class TileArchives
{
    /// <summary>Latitude at which WebMercatorQuad ends, degrees.</summary>
    internal const double MostLatitude = 85.0511287798066;

    /// <summary>All of the Earth that tiles show, degrees; programs take larger bounds of an archive for a mistake.</summary>
    public static Envelope LargestBounds => new(-180, 180, -MostLatitude, MostLatitude);

    /// <summary>Largest tile that is read, bytes.</summary>
    internal const int LargestTile = 32 << 20;

    /// <summary>Opens a file of MBTiles or PMTiles.</summary>
    /// <param name="path">A file with the extension <c>.mbtiles</c> or <c>.pmtiles</c>.</param>
    /// <exception cref="ArchiveException">It is none, or damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ITileArchive Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return IsPmtiles(path) ? PmtilesArchive.Open(path) : MbtilesArchive.Open(path);
    }

    /// <summary>Begins an archive.</summary>
    /// <param name="path">File with the extension <c>.mbtiles</c> or <c>.pmtiles</c>; anything else becomes a folder.</param>
    /// <param name="description">What it says of itself.</param>
    /// <exception cref="IOException">The place cannot be written to.</exception>
    public static IArchiveWriter Create(string path, ArchiveDescription description)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return IsPmtiles(path) ? new PmtilesWriter(path, description) : IsArchive(path) ? new MbtilesWriter(path, description) : new TileFolderWriter(path, description);
    }

    /// <summary>Whether a name says that a file is an archive.</summary>
    public static bool IsArchive(string path) => IsPmtiles(path) || string.Equals(Path.GetExtension(path), ".mbtiles", StringComparison.OrdinalIgnoreCase);

    internal static bool IsPmtiles(string path) => string.Equals(Path.GetExtension(path), ".pmtiles", StringComparison.OrdinalIgnoreCase);

    /// <summary>Identifies a file by its length, its time and its beginning.</summary>
    internal static string DigestOf(FileInfo file, ReadOnlySpan<byte> head)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        hash.AppendData(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}")));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Bounds as they can be; all of the Earth that tiles show where they are not.</summary>
    internal static Envelope Bounded(double west, double south, double east, double north)
    {
        var isBox = double.IsFinite(west + south + east + north) && west < east && south < north && west >= -180 && east <= 180;
        return isBox ? new Envelope(west, east, Math.Max(south, -90), Math.Min(north, 90)) : LargestBounds;
    }
}
