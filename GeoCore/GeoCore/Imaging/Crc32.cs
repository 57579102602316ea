using System.Runtime.InteropServices;

namespace GeoCore.Imaging;

/// <summary>CRC-32 of PNG chunks, sixteen bytes at a step.</summary>
/// <remarks>Polynomial and conventions of ISO/IEC 15948 (PNG) annex D; table slicing after M. Kounavis and F. Berry, 2005.</remarks>
internal static class Crc32
{
    private const uint ReflectedPolynomial = 0xEDB88320;
    private const int Slices = 16;

    private static readonly uint[] s_tables = CreateTables();

    /// <summary>CRC of bytes that follow others whose CRC is known; 0 at the beginning.</summary>
    internal static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> tables = s_tables;
        crc = ~crc;
        while (bytes.Length >= Slices)
        {
            var words = MemoryMarshal.Cast<byte, uint>(bytes[..Slices]);
            crc = Fold(tables, 12, words[0] ^ crc) ^ Fold(tables, 8, words[1]) ^ Fold(tables, 4, words[2]) ^ Fold(tables, 0, words[3]);
            bytes = bytes[Slices..];
        }

        foreach (var value in bytes)
            crc = tables[(byte)crc ^ value] ^ (crc >> 8);
        return ~crc;
    }

    /// <summary>What four bytes become when as many bytes follow as the slice says.</summary>
    private static uint Fold(ReadOnlySpan<uint> tables, int slice, uint word) =>
        tables[((slice + 3) << 8) + (byte)word]
        ^ tables[((slice + 2) << 8) + (byte)(word >> 8)]
        ^ tables[((slice + 1) << 8) + (byte)(word >> 16)]
        ^ tables[(slice << 8) + (byte)(word >> 24)];

    private static uint[] CreateTables()
    {
        var tables = new uint[Slices * 256];
        for (var value = 0u; value < 256; value++)
        {
            var crc = value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * ReflectedPolynomial);
            tables[value] = crc;
        }

        for (var i = 256; i < tables.Length; i++)
            tables[i] = tables[(byte)tables[i - 256]] ^ (tables[i - 256] >> 8);
        return tables;
    }
}
