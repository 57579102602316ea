using System.Buffers.Binary;
using GeoCore.Tiling.Archives;
using NetTopologySuite.Geometries;

namespace GeoCore.Archives;

/// <summary>How parts of a PMTiles file are compressed.</summary>
internal enum PmtilesCompression : byte
{
    Unknown,
    None,
    Gzip,
    Brotli,
    Zstandard,
}

/// <summary>The first 127 bytes of a PMTiles file.</summary>
/// <remarks>PMTiles specification 3, "Header"; little-endian.</remarks>
internal sealed record PmtilesHeader
{
    internal const int Length = 127;

    /// <summary>Header and root directory lie in these first bytes, so that one request finds both.</summary>
    internal const int RootEnd = 16 << 10;

    private const double Degree = 1e7;

    internal required FilePart Root { get; init; }

    internal required FilePart Metadata { get; init; }

    internal required FilePart Leaves { get; init; }

    internal required FilePart Data { get; init; }

    internal long AddressedTiles { get; init; }

    internal long Entries { get; init; }

    internal long Contents { get; init; }

    internal bool IsClustered { get; init; }

    internal PmtilesCompression DirectoryCompression { get; init; } = PmtilesCompression.Gzip;

    internal PmtilesCompression TileCompression { get; init; } = PmtilesCompression.None;

    internal required TileContent Content { get; init; }

    internal required int MinZoom { get; init; }

    internal required int MaxZoom { get; init; }

    internal required Envelope Bounds { get; init; }

    private static ReadOnlySpan<byte> Magic => "PMTiles"u8;

    /// <summary>Reads a header.</summary>
    /// <exception cref="ArchiveException">It is none, or of something that is not understood here.</exception>
    internal static PmtilesHeader Read(ReadOnlySpan<byte> bytes, long fileLength)
    {
        if (!bytes.StartsWith(Magic))
            throw new ArchiveException("It is no PMTiles file.");
        if (bytes[7] != 3)
            throw new ArchiveException($"It is a PMTiles file of version {bytes[7]}; version 3 is read.");
        var header = new PmtilesHeader
        {
            Root = Part(bytes, 8, fileLength, "root directory"),
            Metadata = Part(bytes, 24, fileLength, "metadata"),
            Leaves = Part(bytes, 40, fileLength, "leaf directories"),
            Data = Part(bytes, 56, fileLength, "tiles"),
            AddressedTiles = BinaryPrimitives.ReadInt64LittleEndian(bytes[72..]),
            Entries = BinaryPrimitives.ReadInt64LittleEndian(bytes[80..]),
            Contents = BinaryPrimitives.ReadInt64LittleEndian(bytes[88..]),
            IsClustered = bytes[96] == 1,
            DirectoryCompression = (PmtilesCompression)bytes[97],
            TileCompression = (PmtilesCompression)bytes[98],
            Content = bytes[99] switch
            {
                1 => TileContent.Vector,
                2 => TileContent.Png,
                3 => TileContent.Jpeg,
                4 => TileContent.Webp,
                var type => throw new ArchiveException($"Its tiles are of the kind {type}; outlines, PNG, JPEG and WebP are served."),
            },
            MinZoom = bytes[100],
            MaxZoom = bytes[101],
            Bounds = new Envelope(Degrees(bytes, 102), Degrees(bytes, 110), Degrees(bytes, 106), Degrees(bytes, 114)),
        };
        if (header.MinZoom > header.MaxZoom || header.MaxZoom > TileArchiveInfo.DeepestZoom)
            throw new ArchiveException($"It has the zooms {header.MinZoom} to {header.MaxZoom}; 0 to {TileArchiveInfo.DeepestZoom} is possible.");
        if (header.DirectoryCompression is not (PmtilesCompression.None or PmtilesCompression.Gzip or PmtilesCompression.Brotli))
            throw new ArchiveException($"Its directories are compressed in the way {(int)header.DirectoryCompression}, which is not read.");
        if (header.TileCompression is PmtilesCompression.Zstandard or > PmtilesCompression.Zstandard)
            throw new ArchiveException($"Its tiles are compressed in the way {(int)header.TileCompression}, which is not read.");
        return header;
    }

    /// <summary>The bytes of the header.</summary>
    internal byte[] Write()
    {
        var bytes = new byte[Length];
        Magic.CopyTo(bytes);
        bytes[7] = 3;
        FilePart[] parts = [Root, Metadata, Leaves, Data];
        for (var i = 0; i < parts.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8 + (16 * i)), parts[i].Offset);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16 + (16 * i)), parts[i].Length);
        }

        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(72), AddressedTiles);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(80), Entries);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(88), Contents);
        bytes[96] = (byte)(IsClustered ? 1 : 0);
        bytes[97] = (byte)DirectoryCompression;
        bytes[98] = (byte)TileCompression;
        bytes[99] = (byte)(Content switch { TileContent.Vector => 1, TileContent.Png => 2, TileContent.Jpeg => 3, _ => 4 });
        bytes[100] = (byte)MinZoom;
        bytes[101] = (byte)MaxZoom;
        ReadOnlySpan<double> degrees = [Bounds.MinX, Bounds.MinY, Bounds.MaxX, Bounds.MaxY];
        for (var i = 0; i < degrees.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(102 + (4 * i)), (int)Math.Round(degrees[i] * Degree));
        bytes[118] = (byte)MinZoom;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(119), (int)Math.Round((Bounds.MinX + Bounds.MaxX) / 2 * Degree));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(123), (int)Math.Round((Bounds.MinY + Bounds.MaxY) / 2 * Degree));
        return bytes;
    }

    private static double Degrees(ReadOnlySpan<byte> bytes, int place) => BinaryPrimitives.ReadInt32LittleEndian(bytes[place..]) / Degree;

    private static FilePart Part(ReadOnlySpan<byte> bytes, int place, long fileLength, string what)
    {
        var part = new FilePart(BinaryPrimitives.ReadInt64LittleEndian(bytes[place..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[(place + 8)..]));
        return part.Offset >= 0 && part.Length >= 0 && part.Offset <= fileLength - part.Length
            ? part
            : throw new ArchiveException($"Its {what} would lie outside the file: it is damaged or cut off.");
    }
}

/// <summary>A part of a file.</summary>
/// <param name="Offset">Bytes before it.</param>
/// <param name="Length">Its bytes.</param>
internal readonly record struct FilePart(long Offset, long Length);
