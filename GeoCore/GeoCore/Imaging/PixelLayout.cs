using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GeoCore.Imaging;

/// <summary>Looks for channels that packed pixels do without, and leaves them out.</summary>
internal static class PixelLayout
{
    /// <summary>Bytes behind the packed pixels that <see cref="PackRgb"/> may overwrite.</summary>
    internal const int Slack = 16;

    internal static bool IsOpaque(ReadOnlySpan<uint> pixels)
    {
        var all = new Vector<uint>(0xFF000000);
        var i = 0;
        for (; i <= pixels.Length - Vector<uint>.Count; i += Vector<uint>.Count)
            all &= new Vector<uint>(pixels[i..]);
        var opaque = Vector.EqualsAll(all, new Vector<uint>(0xFF000000));
        for (; opaque && i < pixels.Length; i++)
            opaque = pixels[i] >= 0xFF000000;
        return opaque;
    }

    /// <summary>Whether red, green and blue are the same everywhere; coloured pixels are mostly found at once.</summary>
    internal static bool IsGray(ReadOnlySpan<uint> pixels)
    {
        foreach (var pixel in pixels)
        {
            if ((pixel & 0x00FFFFFF) != (pixel & 0xFF) * 0x010101)
                return false;
        }

        return true;
    }

    internal static void PackGray(ReadOnlySpan<uint> pixels, Span<byte> target)
    {
        for (var i = 0; i < pixels.Length; i++)
            target[i] = (byte)pixels[i];
    }

    /// <summary>Writes three bytes a pixel, and up to <see cref="Slack"/> bytes of rubbish behind the last.</summary>
    internal static void PackRgb(ReadOnlySpan<uint> pixels, Span<byte> target)
    {
        var order = Vector128.Create(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 0x80, 0x80, 0x80, (byte)0x80);
        var source = MemoryMarshal.AsBytes(pixels);
        var i = 0;
        for (; i <= pixels.Length - 4; i += 4)
            Vector128.Shuffle(Vector128.Create(source.Slice(4 * i, 16)), order).CopyTo(target[(3 * i)..]);
        for (; i < pixels.Length; i++)
            source.Slice(4 * i, 3).CopyTo(target[(3 * i)..]);
    }
}
