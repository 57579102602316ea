using System.Numerics;
using System.Runtime.InteropServices;

namespace Learners.Torch.Metrics;

/// <summary>The CRC-32C checksum (Castagnoli's polynomial, RFC 3720 appendix B.4) and its masked form in record files.</summary>
public static class Crc32C
{
    /// <summary>Checksum of bytes.</summary>
    /// <param name="bytes">Any number.</param>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            // the file format is little-endian, as the word is read on every processor that torch runs on
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var rest in bytes[(bytes.Length & ~7)..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return ~crc;
    }

    /// <summary>Checksum as a TFRecord holds it: rotated and shifted, so that a checksum of data that hold checksums stays strong.</summary>
    /// <param name="bytes">Any number.</param>
    public static uint MaskedOf(ReadOnlySpan<byte> bytes) => BitOperations.RotateRight(Of(bytes), 15) + 0xA282EAD8u;
}
