using System.Buffers;
using System.IO.Compression;

namespace GeoCore.Imaging;

/// <summary>Indexed pictures: packing of indices into bits, PLTE and tRNS.</summary>
internal static class IndexedPng
{
    internal static byte[] Encode(
        ReadOnlySpan<byte> indices,
        int width,
        int height,
        ReadOnlySpan<uint> palette,
        PaletteUse use,
        bool isRamp,
        ZLibCompressionOptions compression)
    {
        var bitDepth = use.BitDepth;
        var stride = RowBytes(width, bitDepth);
        var filteredLength = checked((stride + 1) * height);
        var filtered = ArrayPool<byte>.Shared.Rent(filteredLength);
        var packed = ArrayPool<byte>.Shared.Rent(bitDepth == 8 ? 0 : stride * height);
        try
        {
            var rows = indices;
            var colors = palette[..(use.Largest + 1)];
            if (bitDepth < 8)
            {
                Span<byte> numbers = stackalloc byte[256];
                colors = use.Renumber(palette, numbers);
                for (var row = 0; row < height; row++)
                    Pack(indices.Slice(row * width, width), numbers, bitDepth, packed.AsSpan(row * stride, stride));
                rows = packed.AsSpan(0, stride * height);
            }

            for (var row = 0; row < height; row++)
            {
                var target = filtered.AsSpan(row * (stride + 1), stride + 1);
                var current = rows.Slice(row * stride, stride);
                if (bitDepth == 8 && isRamp)
                    PngFilter.WriteSub(current, 1, target);
                else
                    PngFilter.WriteUp(current, row == 0 ? [] : rows.Slice((row - 1) * stride, stride), target);
            }

            return Write(width, height, bitDepth, colors, filtered.AsSpan(0, filteredLength), compression);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(filtered);
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    internal static byte[] EncodeSolid(uint color, int width, int height, ZLibCompressionOptions compression)
    {
        var length = checked((RowBytes(width, 1) + 1) * height);
        var zeros = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            zeros.AsSpan(0, length).Clear();
            return Write(width, height, 1, [color], zeros.AsSpan(0, length), compression);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(zeros);
        }
    }

    private static int RowBytes(int width, int bitDepth) => (int)((((long)width * bitDepth) + 7) / 8);

    /// <summary>Packs the indices of a row, the first pixel in the highest bits.</summary>
    private static void Pack(ReadOnlySpan<byte> indices, ReadOnlySpan<byte> numbers, int bitDepth, Span<byte> target)
    {
        var perByte = 8 / bitDepth;
        for (int place = 0, i = 0; place < target.Length; place++)
        {
            var bits = 0;
            for (var slot = 0; slot < perByte; slot++, i++)
                bits = (bits << bitDepth) | (i < indices.Length ? numbers[indices[i]] : 0);
            target[place] = (byte)bits;
        }
    }

    private static byte[] Write(
        int width, int height, int bitDepth, ReadOnlySpan<uint> colors, ReadOnlySpan<byte> filtered, ZLibCompressionOptions compression)
    {
        using var writer = new PngWriter(filtered.Length / 4);
        writer.WriteHeader(width, height, bitDepth, PngColorType.Palette);
        Span<byte> rgb = stackalloc byte[3 * 256];
        Span<byte> alpha = stackalloc byte[256];
        var translucent = 0;
        for (var i = 0; i < colors.Length; i++)
        {
            rgb[3 * i] = PackedColor.Red(colors[i]);
            rgb[(3 * i) + 1] = PackedColor.Green(colors[i]);
            rgb[(3 * i) + 2] = PackedColor.Blue(colors[i]);
            alpha[i] = PackedColor.Alpha(colors[i]);
            if (alpha[i] < 255)
                translucent = i + 1;
        }

        writer.WriteChunk("PLTE"u8, rgb[..(3 * colors.Length)]);
        if (translucent > 0)
            writer.WriteChunk("tRNS"u8, alpha[..translucent]);
        writer.WriteImageData(filtered, compression);
        return writer.Finish();
    }
}
