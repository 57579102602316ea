using CsCheck;
using GeoCore.Imaging;
using GeoCore.Imaging.Metadata;
using GeoCore.Skia;

namespace GeoCore.Tests.Imaging.Metadata;

public class ExifTests
{
    private static readonly uint[] s_pixels = [.. Enumerable.Range(0, 12).Select(i => PackedColor.Pack(20 * i, 255 - (20 * i), 7))];
    private static readonly (uint[], char, uint[], char) s_sydney = ([33, 51, 2430], 'S', [151, 12, 3000], 'E');

    public static TheoryData<string, bool> Files => new()
    {
        { "jpeg", true }, { "jpeg", false }, { "png", true }, { "png", false }, { "webp", true }, { "webp", false },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_place_is_read_from_every_format_in_both_byte_orders(string format, bool isLittleEndian)
    {
        var exif = Exif.Read(With(format, ExifFiles.Block(6, s_sydney, isLittleEndian)));
        Assert.Equal(6, exif.Orientation);
        Assert.Equal(-(33 + (51 / 60.0) + (24.3 / 3600)), exif.Place!.Value.Latitude, 1e-12);
        Assert.Equal(151 + (12 / 60.0) + (30 / 3600.0), exif.Place.Value.Longitude, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_with_an_Exif_block_still_decodes(string format, bool isLittleEndian)
    {
        var picture = PictureReader.Instance.Read(With(format, ExifFiles.Block(1, s_sydney, isLittleEndian)));
        Assert.Equal((4, 3), (picture.Width, picture.Height));
    }

    [Fact]
    public void A_picture_without_a_block_has_no_place_and_lies_upright() =>
        Assert.Equal(Exif.None, Exif.Read(PngEncoder.Instance.Encode(s_pixels, 4, 3)));

    [Fact]
    public void What_is_no_place_is_not_written()
    {
        Assert.Null(Exif.Read(With("jpeg", ExifFiles.Block(1, ([95, 0, 0], 'N', [10, 0, 0], 'E')))).Place);
        Assert.Null(Exif.Read(With("jpeg", ExifFiles.Block(1))).Place);
        Assert.Equal(1, Exif.Read(With("jpeg", ExifFiles.Block(9))).Orientation);
    }

    [Fact]
    public void Damage_is_read_as_nothing_and_never_as_a_fault()
    {
        byte[][] files = [With("jpeg", ExifFiles.Block(6, s_sydney)), With("png", ExifFiles.Block(6, s_sydney)), With("webp", ExifFiles.Block(6, s_sydney))];
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 400], Gen.Int[0, 400], Gen.Byte).Sample((file, cut, at, value) =>
        {
            var content = files[file].ToArray();
            content[at % content.Length] = value;
            var exif = Exif.Read(content.AsSpan(0, Math.Min(cut, content.Length)));
            Assert.InRange(exif.Orientation, 1, 8);
        });
    }

    private static byte[] With(string format, byte[] block) => format switch
    {
        "jpeg" => ExifFiles.InJpeg(JpegEncoder.Photograph.Encode(s_pixels, 4, 3), block),
        "png" => ExifFiles.InPng(PngEncoder.Instance.Encode(s_pixels, 4, 3), block),
        _ => ExifFiles.InWebp(WebpEncoder.Lossless.Encode(s_pixels, 4, 3), block, 4, 3),
    };
}
