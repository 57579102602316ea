using System.Numerics;

namespace GeoCore.Imaging;

/// <summary>Row filters of PNG, which leave only what changed for the compressor.</summary>
/// <remarks>ISO/IEC 15948 (PNG), clause 9.</remarks>
internal static class PngFilter
{
    internal const byte Sub = 1;
    internal const byte Up = 2;

    /// <summary>Writes the filter type and each byte less the byte one pixel to the left.</summary>
    /// <param name="row">Bytes of the row.</param>
    /// <param name="pixelBytes">Bytes of a pixel.</param>
    /// <param name="target">Receives one byte more than the row has.</param>
    internal static void WriteSub(ReadOnlySpan<byte> row, int pixelBytes, Span<byte> target)
    {
        target[0] = Sub;
        var first = Math.Min(pixelBytes, row.Length);
        row[..first].CopyTo(target[1..]);
        Subtract(row[first..], row, target[(1 + first)..]);
    }

    /// <summary>Writes the filter type and each byte less the byte above it.</summary>
    /// <param name="row">Bytes of the row.</param>
    /// <param name="above">Bytes of the row before; empty above the first row.</param>
    /// <param name="target">Receives one byte more than the row has.</param>
    internal static void WriteUp(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> target)
    {
        target[0] = Up;
        if (above.IsEmpty)
            row.CopyTo(target[1..]);
        else
            Subtract(row, above, target[1..]);
    }

    private static void Subtract(ReadOnlySpan<byte> values, ReadOnlySpan<byte> predictions, Span<byte> target)
    {
        var i = 0;
        for (; i <= values.Length - Vector<byte>.Count; i += Vector<byte>.Count)
            (new Vector<byte>(values[i..]) - new Vector<byte>(predictions[i..])).CopyTo(target[i..]);
        for (; i < values.Length; i++)
            target[i] = (byte)(values[i] - predictions[i]);
    }
}
