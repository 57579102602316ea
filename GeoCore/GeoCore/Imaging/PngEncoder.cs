using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace GeoCore.Imaging;

/// <summary>Writes PNG: indexed with a palette, gray, RGB or RGBA, whichever the pixels allow.</summary>
/// <remarks>Filters and levels were chosen by measuring tiles (docs/decisions/0050-png-settings.md): one filter for a whole picture, no search.</remarks>
public sealed class PngEncoder : IImageEncoder
{
    private static readonly ZLibCompressionOptions s_fast = new() { CompressionLevel = 2 };
    private static readonly ZLibCompressionOptions s_thorough = new() { CompressionLevel = 4 };

    private PngEncoder()
    {
    }

    /// <summary>The encoder.</summary>
    public static PngEncoder Instance { get; } = new();

    /// <inheritdoc/>
    public string MediaType => "image/png";

    /// <inheritdoc/>
    /// <remarks>One colour becomes a palette of one; opaque pixels lose their alpha, and gray ones their colour channels.</remarks>
    public byte[] Encode(ReadOnlySpan<uint> pixels, int width, int height)
    {
        CheckSize(pixels.Length, width, height);
        if (!pixels.ContainsAnyExcept(pixels[0]))
            return EncodeSolid(pixels[0], width, height);
        var bytes = MemoryMarshal.AsBytes(pixels);
        if (!PixelLayout.IsOpaque(pixels))
            return EncodeRows(bytes, width, height, PngColorType.Rgba, 4);
        var channels = PixelLayout.IsGray(pixels) ? 1 : 3;
        var packed = ArrayPool<byte>.Shared.Rent((pixels.Length * channels) + PixelLayout.Slack);
        try
        {
            if (channels == 1)
                PixelLayout.PackGray(pixels, packed);
            else
                PixelLayout.PackRgb(pixels, packed);
            return EncodeRows(packed, width, height, channels == 1 ? PngColorType.Gray : PngColorType.Rgb, channels);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    /// <summary>Writes indexed pixels with as few bits as the indices in use need.</summary>
    /// <param name="indices">Palette indices, row by row from the top.</param>
    /// <param name="width">Pixels of a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="palette">1 to 256 packed colours.</param>
    /// <param name="content">What the indices are like.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or an index is beyond the palette.</exception>
    public static byte[] EncodeIndexed(
        ReadOnlySpan<byte> indices, int width, int height, ReadOnlySpan<uint> palette, PngContent content = PngContent.Ramp)
    {
        CheckSize(indices.Length, width, height);
        if (palette.Length is 0 or > 256)
            throw new ArgumentException($"A palette has 1 to 256 colours, not {palette.Length}.", nameof(palette));
        var use = new PaletteUse(indices);
        if (use.Largest >= palette.Length)
            throw new ArgumentException($"Index {use.Largest} is beyond the palette of {palette.Length} colours.", nameof(indices));
        if (use.Count == 1)
            return EncodeSolid(palette[use.Largest], width, height);
        return IndexedPng.Encode(indices, width, height, palette, use, content == PngContent.Ramp, content == PngContent.Ramp ? s_thorough : s_fast);
    }

    /// <summary>Writes brightness alone.</summary>
    /// <param name="gray">0 (black) to 255, row by row from the top.</param>
    /// <param name="width">Pixels of a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <exception cref="ArgumentException"><paramref name="gray"/> is not width × height long.</exception>
    public static byte[] EncodeGray(ReadOnlySpan<byte> gray, int width, int height)
    {
        CheckSize(gray.Length, width, height);
        return EncodeRows(gray, width, height, PngColorType.Gray, 1);
    }

    /// <summary>Writes a picture of one colour: a palette of one entry and one bit a pixel.</summary>
    /// <param name="color">Packed colour.</param>
    /// <param name="width">Pixels of a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public static byte[] EncodeSolid(uint color, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        return IndexedPng.EncodeSolid(color, width, height, s_thorough);
    }

    private static byte[] EncodeRows(ReadOnlySpan<byte> bytes, int width, int height, PngColorType colorType, int pixelBytes)
    {
        var stride = width * pixelBytes;
        var filteredLength = checked((stride + 1) * height);
        var filtered = ArrayPool<byte>.Shared.Rent(filteredLength);
        try
        {
            for (var row = 0; row < height; row++)
                PngFilter.WriteSub(bytes.Slice(row * stride, stride), pixelBytes, filtered.AsSpan(row * (stride + 1), stride + 1));
            using var writer = new PngWriter(filteredLength / 2);
            writer.WriteHeader(width, height, 8, colorType);
            writer.WriteImageData(filtered.AsSpan(0, filteredLength), s_thorough);
            return writer.Finish();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(filtered);
        }
    }

    private static void CheckSize(int length, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (length != (long)width * height)
            throw new ArgumentException($"A picture of {width} × {height} pixels has not {length} of them.");
    }
}
