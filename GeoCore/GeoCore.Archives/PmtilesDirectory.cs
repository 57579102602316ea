using System.Buffers;
using GeoCore.Tiling.Archives;

namespace GeoCore.Archives;

/// <summary>An entry of a directory: the same bytes for a run of tiles, or where the run is 0 a further directory.</summary>
/// <param name="TileId">First tile.</param>
/// <param name="Offset">Bytes before it in its part of the file.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="RunLength">Tiles in a row that have these bytes; 0 for a further directory.</param>
internal readonly record struct PmtilesEntry(long TileId, long Offset, int Length, int RunLength);

/// <summary>Directories of PMTiles: columns of numbers of variable length, differences first.</summary>
/// <remarks>PMTiles specification 3, "Directories".</remarks>
internal static class PmtilesDirectory
{
    /// <summary>Most entries of one directory: more would only fill the memory.</summary>
    internal const int MostEntries = 1 << 22;

    /// <summary>Reads a directory.</summary>
    /// <exception cref="ArchiveException">The bytes are none.</exception>
    internal static PmtilesEntry[] Read(ReadOnlySpan<byte> bytes)
    {
        var count = Number(ref bytes);
        if (count > MostEntries || count > bytes.Length)
            throw Damaged();
        var entries = new PmtilesEntry[(int)count];
        long id = 0;
        for (var i = 0; i < entries.Length; i++)
            entries[i] = entries[i] with { TileId = id = checked(id + Number(ref bytes)) };
        for (var i = 0; i < entries.Length; i++)
            entries[i] = entries[i] with { RunLength = Whole(ref bytes) };
        for (var i = 0; i < entries.Length; i++)
            entries[i] = entries[i] with { Length = Whole(ref bytes) };
        for (var i = 0; i < entries.Length; i++)
        {
            // 0 stands for "behind the one before"
            var number = Number(ref bytes);
            if (number == 0 && i == 0)
                throw Damaged();
            entries[i] = entries[i] with { Offset = number > 0 ? number - 1 : entries[i - 1].Offset + entries[i - 1].Length };
        }

        return entries;
    }

    /// <summary>Writes a directory.</summary>
    internal static byte[] Write(ReadOnlySpan<PmtilesEntry> entries)
    {
        var buffer = new ArrayBufferWriter<byte>(16 + (entries.Length * 8));
        Add(buffer, entries.Length);
        long last = 0;
        foreach (var entry in entries)
        {
            Add(buffer, entry.TileId - last);
            last = entry.TileId;
        }

        foreach (var entry in entries)
            Add(buffer, entry.RunLength);
        foreach (var entry in entries)
            Add(buffer, entry.Length);
        for (var i = 0; i < entries.Length; i++)
            Add(buffer, i > 0 && entries[i].Offset == entries[i - 1].Offset + entries[i - 1].Length ? 0 : entries[i].Offset + 1);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The entry that a tile falls into, if any.</summary>
    internal static PmtilesEntry? Find(ReadOnlySpan<PmtilesEntry> entries, long id)
    {
        int low = 0, high = entries.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (entries[middle].TileId <= id)
                low = middle + 1;
            else
                high = middle - 1;
        }

        if (high < 0)
            return null;
        var entry = entries[high];
        return entry.RunLength == 0 || id < entry.TileId + entry.RunLength ? entry : null;
    }

    private static int Whole(ref ReadOnlySpan<byte> bytes)
    {
        var number = Number(ref bytes);
        return number <= int.MaxValue ? (int)number : throw Damaged();
    }

    private static long Number(ref ReadOnlySpan<byte> bytes)
    {
        long number = 0;
        for (var i = 0; i < 9 && i < bytes.Length; i++)
        {
            number |= (long)(bytes[i] & 127) << (7 * i);
            if (bytes[i] >= 128)
                continue;
            bytes = bytes[(i + 1)..];
            return number;
        }

        throw Damaged();
    }

    private static void Add(ArrayBufferWriter<byte> buffer, long value)
    {
        var span = buffer.GetSpan(10);
        var count = 0;
        for (; value >= 128; value >>= 7)
            span[count++] = (byte)(value | 128);
        span[count++] = (byte)value;
        buffer.Advance(count);
    }

    private static ArchiveException Damaged() => new("A directory of the archive is damaged.");
}
