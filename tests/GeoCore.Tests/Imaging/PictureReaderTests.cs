using System.Buffers.Binary;
using GeoCore.Imaging;
using GeoCore.Skia;
using GeoCore.Tests.Imaging.Metadata;

namespace GeoCore.Tests.Imaging;

public class PictureReaderTests
{
    private static readonly PictureReader s_reader = PictureReader.Instance;

    public static TheoryData<string> Formats => ["jpeg", "png", "webp"];

    [Fact]
    public void Formats_without_loss_keep_every_pixel()
    {
        var random = new Random(1);
        var pixels = Enumerable.Range(0, 31 * 17).Select(_ => PackedColor.Pack(random.Next(256), random.Next(256), random.Next(256))).ToArray();
        foreach (var encoder in new IImageEncoder[] { PngEncoder.Instance, WebpEncoder.Lossless })
        {
            var picture = s_reader.Read(encoder.Encode(pixels, 31, 17));
            Assert.Equal((31, 17), (picture.Width, picture.Height));
            Assert.Equal(pixels, picture.ToPacked());
            Assert.Equal(picture.Pixels.Slice(31 * 3, 31 * 3), picture.Row(1));
        }
    }

    [Fact]
    public void A_photograph_in_JPEG_stays_close()
    {
        var pixels = Smooth(64, 48);
        var decoded = s_reader.Read(Encode("jpeg", pixels, 64, 48));
        var original = Picture.FromPacked(pixels, 64, 48);
        for (var i = 0; i < decoded.Pixels.Length; i++)
            Assert.InRange(decoded.Pixels[i] - original.Pixels[i], -16, 16);
    }

    [Fact]
    public void What_is_transparent_lies_on_white()
    {
        uint[] pixels = [PackedColor.Pack(255, 0, 0, 0), PackedColor.Pack(0, 0, 0, 128), PackedColor.Pack(10, 20, 30, 255)];
        var picture = s_reader.Read(PngEncoder.Instance.Encode(pixels, 3, 1));
        Assert.Equal([255, 255, 255, 127, 127, 127, 10, 20, 30], picture.Pixels.ToArray());
        Assert.Equal(picture.Pixels.ToArray(), Picture.FromPacked(pixels, 3, 1).Pixels.ToArray());
    }

    [Theory]
    [InlineData(1, "ABC/DEF")]
    [InlineData(2, "CBA/FED")]
    [InlineData(3, "FED/CBA")]
    [InlineData(4, "DEF/ABC")]
    [InlineData(5, "AD/BE/CF")]
    [InlineData(6, "CF/BE/AD")]
    [InlineData(7, "FC/EB/DA")]
    [InlineData(8, "DA/EB/FC")]
    public void A_picture_is_turned_upright(int orientation, string stored)
    {
        // the camera saw ABC above DEF
        var rows = stored.Split('/');
        var pixels = string.Concat(rows).Select(letter => PackedColor.Pack(letter, 0, 0)).ToArray();
        var png = PngEncoder.Instance.Encode(pixels, rows[0].Length, rows.Length);
        var picture = s_reader.Read(ExifFiles.InPng(png, ExifFiles.Block(orientation)));
        Assert.Equal((3, 2), (picture.Width, picture.Height));
        Assert.Equal("ABCDEF", string.Concat(picture.ToPacked().Select(pixel => (char)PackedColor.Red(pixel))));
    }

    [Fact]
    public void The_turn_of_a_JPEG_is_made_once()
    {
        var jpeg = ExifFiles.InJpeg(Encode("jpeg", Smooth(40, 20), 40, 20), ExifFiles.Block(6));
        var picture = s_reader.Read(jpeg);
        Assert.Equal((20, 40), (picture.Width, picture.Height));
    }

    [Fact]
    public void A_huge_picture_is_refused_by_its_header()
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, 50_000);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), 50_000);
        (header[8], header[9]) = (8, 2);
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. ExifFiles.PngChunk("IHDR"u8, header), .. ExifFiles.PngChunk("IDAT"u8, [])];
        Assert.Contains("50000 × 50000", Assert.Throws<PictureException>(() => s_reader.Read(png)).Message, StringComparison.Ordinal);
        var limits = new PictureLimits { MaximumPixels = 100 };
        Assert.Contains("at most 100 in all", Assert.Throws<PictureException>(() => s_reader.Read(Encode("png", Smooth(20, 20), 20, 20), limits)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_picture_that_is_cut_off_is_refused_wherever_it_is_cut(string format)
    {
        var content = Encode(format, Smooth(64, 64), 64, 64);
        foreach (var length in Enumerable.Range(1, 20).Select(i => content.Length * i / 22).Append(13).Append(3))
            Assert.Throws<PictureException>(() => s_reader.Read(content.AsSpan(0, length)));
    }

    [Fact]
    public void What_is_no_picture_is_refused_with_a_sentence()
    {
        Assert.Equal("The picture is empty.", Assert.Throws<PictureException>(() => s_reader.Read([])).Message);
        Assert.Contains("no JPEG, PNG or WebP", Assert.Throws<PictureException>(() => s_reader.Read("GIF89a and more"u8)).Message, StringComparison.Ordinal);
        Assert.Throws<PictureException>(() => s_reader.Read([0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3]));
        Assert.Contains("longer than the 10 bytes", Assert.Throws<PictureException>(() => s_reader.Read(new byte[11], new PictureLimits { MaximumBytes = 10 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_is_read_no_further_than_is_allowed()
    {
        var content = Encode("png", Smooth(20, 10), 20, 10);
        var picture = await s_reader.ReadAsync(new MemoryStream(content), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((20, 10), (picture.Width, picture.Height));
        var endless = new MemoryStream(new byte[1 << 20]);
        await Assert.ThrowsAsync<PictureException>(() => s_reader.ReadAsync(endless, new PictureLimits { MaximumBytes = 1000 }, TestContext.Current.CancellationToken));
        Assert.True(endless.Position < endless.Length);
    }

    [Fact]
    public void A_large_JPEG_is_decoded_scaled_down_to_what_is_enough()
    {
        var picture = s_reader.Read(Encode("jpeg", Smooth(800, 600), 800, 600), new PictureLimits { SufficientSide = 140 });
        Assert.Equal((200, 150), (picture.Width, picture.Height));
        var small = s_reader.Read(Encode("jpeg", Smooth(64, 48), 64, 48), new PictureLimits { SufficientSide = 140 });
        Assert.Equal((64, 48), (small.Width, small.Height));
    }

    private static uint[] Smooth(int width, int height) =>
        [.. Enumerable.Range(0, width * height).Select(i => PackedColor.Pack(i % width * 255 / width, i / width * 255 / height, 128))];

    private static byte[] Encode(string format, uint[] pixels, int width, int height) => format switch
    {
        "jpeg" => JpegEncoder.Photograph.Encode(pixels, width, height),
        "png" => PngEncoder.Instance.Encode(pixels, width, height),
        _ => WebpEncoder.Photograph.Encode(pixels, width, height),
    };
}
