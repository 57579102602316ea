using System.Runtime.InteropServices;
using SkiaSharp;

namespace GeoCore.Skia;

/// <summary>Shows packed pixels to Skia where they lie, without a copy.</summary>
internal static class SkiaPixels
{
    /// <summary>Encodes pixels that are red, green, blue, alpha in memory and not premultiplied.</summary>
    internal static unsafe byte[] Encode(
        ReadOnlySpan<uint> pixels, int width, int height, int longestEdge, SKAlphaType alphaType, Func<SKPixmap, SKData?> encode)
    {
        if (width < 1 || height < 1 || pixels.Length != (long)width * height)
            throw new ArgumentException($"A picture of {width} × {height} pixels has not {pixels.Length} of them.", nameof(pixels));
        if (width > longestEdge || height > longestEdge)
            throw new ArgumentException($"An edge of a picture in this format has at most {longestEdge} pixels.", nameof(width));
        fixed (uint* address = &MemoryMarshal.GetReference(pixels))
        {
            var info = new SKImageInfo(width, height, SKColorType.Rgba8888, alphaType);
            using var pixmap = new SKPixmap(info, (nint)address, width * sizeof(uint));
            using var data = encode(pixmap);
            return data?.ToArray() ?? throw new InvalidOperationException($"Skia could not encode {width} × {height} pixels.");
        }
    }
}
