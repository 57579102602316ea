using System.Buffers.Binary;
using System.Runtime.InteropServices;
using SkiaSharp;

namespace GeoCore.Tests.Imaging;

/// <summary>A picture as an independent reader (Skia's libpng, libwebp and libjpeg-turbo) sees it.</summary>
internal sealed record DecodedImage(SKEncodedImageFormat Format, int Width, int Height, uint[] Pixels)
{
    internal static DecodedImage Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        using var codec = SKCodec.Create(stream) ?? throw new InvalidDataException("Skia knows no such picture.");
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using var bitmap = new SKBitmap(info);
        var result = codec.GetPixels(info, bitmap.GetPixels());
        Assert.Equal(SKCodecResult.Success, result);
        return new(codec.EncodedFormat, info.Width, info.Height, MemoryMarshal.Cast<byte, uint>(bitmap.GetPixelSpan()).ToArray());
    }
}

/// <summary>What the header of a PNG says, and whether all of it is in order.</summary>
internal sealed record PngStructure(int Width, int Height, int BitDepth, int ColorType, int PaletteLength, int TransparencyLength)
{
    internal static PngStructure Read(byte[] bytes)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], bytes[..8]);
        var names = new List<string>();
        int palette = 0, transparency = 0;
        for (var at = 8; at < bytes.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            var name = System.Text.Encoding.ASCII.GetString(bytes, at + 4, 4);
            names.Add(name);
            palette = name == "PLTE" ? length / 3 : palette;
            transparency = name == "tRNS" ? length : transparency;
            Assert.Equal(SlowCrc(bytes.AsSpan(at + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + 8 + length)));
            at += 12 + length;
        }

        Assert.Equal("IHDR", names[0]);
        Assert.Equal("IEND", names[^1]);
        Assert.Single(names, "IDAT");
        return new(
            BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)),
            BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)),
            bytes[24],
            bytes[25],
            palette,
            transparency);
    }

    /// <summary>One bit at a time, as annex D of the standard defines it.</summary>
    internal static uint SlowCrc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }
}
