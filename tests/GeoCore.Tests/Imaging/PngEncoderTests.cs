using CsCheck;
using GeoCore.Imaging;
using SkiaSharp;

namespace GeoCore.Tests.Imaging;

public class PngEncoderTests
{
    private static readonly uint[] s_palette = CreatePalette();

    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(3, 5, 2)]
    [InlineData(9, 2, 2)]
    [InlineData(17, 4, 3)]
    [InlineData(255, 3, 16)]
    [InlineData(257, 31, 16)]
    [InlineData(256, 256, 17)]
    [InlineData(100, 1, 256)]
    [InlineData(512, 512, 256)]
    [InlineData(1024, 1024, 12)]
    public void Indexed_pixels_come_back_from_an_independent_reader(int width, int height, int colors)
    {
        foreach (var content in new[] { PngContent.Ramp, PngContent.Classes })
        {
            var indices = Indices(width * height, colors);
            var image = DecodedImage.Read(PngEncoder.EncodeIndexed(indices, width, height, s_palette, content));
            Assert.Equal((SKEncodedImageFormat.Png, width, height), (image.Format, image.Width, image.Height));
            Assert.Equal(indices.Select(index => s_palette[index]), image.Pixels);
        }
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 2)]
    [InlineData(5, 4)]
    [InlineData(16, 4)]
    [InlineData(17, 8)]
    [InlineData(256, 8)]
    public void Few_colours_take_few_bits(int colors, int bits)
    {
        var structure = PngStructure.Read(PngEncoder.EncodeIndexed(Indices(64 * 64, colors), 64, 64, s_palette));
        Assert.Equal((64, 64, bits, 3, colors), (structure.Width, structure.Height, structure.BitDepth, structure.ColorType, structure.PaletteLength));
    }

    [Fact]
    public void Transparency_is_written_no_further_than_the_last_translucent_colour()
    {
        uint[] palette = [0, 0xFF112233, 0xFF445566, 0xFF778899, 0xFFAABBCC];
        byte[] indices = [0, 1, 2, 3, 4, 4];
        Assert.Equal(1, PngStructure.Read(PngEncoder.EncodeIndexed(indices, 3, 2, palette)).TransparencyLength);
        Assert.Equal(0, PngStructure.Read(PngEncoder.EncodeIndexed([1, 2, 3, 4, 1, 2], 3, 2, palette)).TransparencyLength);
    }

    [Fact]
    public void Pixels_of_every_kind_come_back_from_an_independent_reader() =>
        Gen.Select(Gen.Int[1, 70], Gen.Int[1, 20], Gen.Int[0, 3], Gen.Int).Sample((width, height, kind, seed) =>
        {
            var random = new Random(seed);
            var pixels = new uint[width * height];
            for (var i = 0; i < pixels.Length; i++)
            {
                var value = (uint)random.NextInt64(1L << 32);
                pixels[i] = kind switch
                {
                    0 => value >> 24 == 0 ? 0 : value,
                    1 => value | 0xFF000000,
                    2 => 0xFF000000 | ((value & 255) * 0x010101),
                    _ => 0x80402010,
                };
            }

            var bytes = PngEncoder.Instance.Encode(pixels, width, height);
            PngStructure.Read(bytes);
            var image = DecodedImage.Read(bytes);
            Assert.Equal((width, height), (image.Width, image.Height));
            for (var i = 0; i < pixels.Length; i++)
                AssertSameColor(pixels[i], image.Pixels[i]);
        });

    [Fact]
    public void Channels_without_use_are_left_out()
    {
        uint[] colored = [0xFF0000FF, 0xFF00FF00, 0xFFFF0000, 0xFFFFFFFF];
        uint[] gray = [0xFF000000, 0xFF7F7F7F, 0xFFFFFFFF, 0xFF010101];
        uint[] translucent = [0xFE0000FF, 0xFF00FF00, 0xFFFF0000, 0xFFFFFFFF];
        Assert.Equal(2, PngStructure.Read(PngEncoder.Instance.Encode(colored, 2, 2)).ColorType);
        Assert.Equal(0, PngStructure.Read(PngEncoder.Instance.Encode(gray, 2, 2)).ColorType);
        Assert.Equal(6, PngStructure.Read(PngEncoder.Instance.Encode(translucent, 2, 2)).ColorType);
        Assert.Equal(3, PngStructure.Read(PngEncoder.Instance.Encode([7, 7, 7, 7], 2, 2)).ColorType);
    }

    [Fact]
    public void Brightness_alone_comes_back()
    {
        var gray = Indices(33 * 7, 256);
        var image = DecodedImage.Read(PngEncoder.EncodeGray(gray, 33, 7));
        Assert.Equal(gray.Select(value => 0xFF000000 | (value * 0x010101u)), image.Pixels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(1024)]
    public void A_single_colour_is_tiny(int edge)
    {
        var bytes = PngEncoder.EncodeSolid(0xFF336699, edge, edge);
        Assert.InRange(bytes.Length, 60, 260);
        var image = DecodedImage.Read(bytes);
        Assert.Equal((edge, edge), (image.Width, image.Height));
        Assert.DoesNotContain(image.Pixels, pixel => pixel != 0xFF336699);
        Assert.Equal(bytes, PngEncoder.Instance.Encode(Enumerable.Repeat(0xFF336699, edge * edge).ToArray(), edge, edge));
        Assert.Equal(bytes, PngEncoder.EncodeIndexed(new byte[edge * edge], edge, edge, [0xFF336699]));
    }

    [Fact]
    public void The_same_pixels_give_the_same_bytes_on_every_thread()
    {
        var indices = Indices(256 * 256, 256);
        var expected = PngEncoder.EncodeIndexed(indices, 256, 256, s_palette);
        Parallel.For(0, 8, _ => Assert.Equal(expected, PngEncoder.EncodeIndexed(indices, 256, 256, s_palette)));
    }

    [Fact]
    public void Lengths_and_indices_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PngEncoder.Instance.Encode(new uint[5], 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => PngEncoder.Instance.Encode([], 0, 4));
        Assert.Throws<ArgumentException>(() => PngEncoder.EncodeIndexed([0, 1, 2, 3], 2, 2, [1u, 2u, 3u]));
        Assert.Throws<ArgumentException>(() => PngEncoder.EncodeIndexed([0], 1, 1, []));
        Assert.Throws<ArgumentException>(() => PngEncoder.EncodeIndexed(new byte[4], 65536, 65536, s_palette));
    }

    [Fact]
    public void The_checksum_agrees_with_its_definition_for_every_length()
    {
        var bytes = Indices(300, 256);
        for (var length = 0; length <= bytes.Length; length++)
        {
            var expected = PngStructure.SlowCrc(bytes.AsSpan(0, length));
            Assert.Equal(expected, Crc32.Append(0, bytes.AsSpan(0, length)));
            Assert.Equal(expected, Crc32.Append(Crc32.Append(0, bytes.AsSpan(0, length / 3)), bytes.AsSpan(length / 3, length - (length / 3))));
        }

        Assert.Equal(0xCBF43926u, Crc32.Append(0, "123456789"u8));
    }

    internal static void AssertSameColor(uint expected, uint actual)
    {
        // a fully transparent pixel has no colour
        if (PackedColor.Alpha(expected) != 0 || PackedColor.Alpha(actual) != 0)
            Assert.Equal(expected, actual);
    }

    private static byte[] Indices(int length, int colors)
    {
        var random = new Random(length + colors);
        var indices = new byte[length];
        for (var i = 0; i < length; i++)
            indices[i] = i < colors ? (byte)i : (byte)random.Next(colors);
        return indices;
    }

    private static uint[] CreatePalette()
    {
        var palette = new uint[256];
        for (var i = 1u; i < 256; i++)
            palette[i] = (i < 3 ? 0x80000000 : 0xFF000000) | (i * 0x9E3779B1 & 0xFFFFFF);
        return palette;
    }
}
