using GeoCore.Imaging;
using GeoCore.Skia;
using SkiaSharp;

namespace GeoCore.Tests.Imaging;

public class SkiaEncoderTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(31, 7)]
    [InlineData(256, 256)]
    [InlineData(1024, 1024)]
    public void Lossless_WebP_keeps_every_pixel_that_can_be_seen(int width, int height)
    {
        var random = new Random(width);
        var pixels = new uint[width * height];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = random.Next(4) == 0 ? 0 : (uint)random.NextInt64(1L << 32);
        var image = DecodedImage.Read(WebpEncoder.Lossless.Encode(pixels, width, height));
        Assert.Equal((SKEncodedImageFormat.Webp, width, height), (image.Format, image.Width, image.Height));
        for (var i = 0; i < pixels.Length; i++)
            PngEncoderTests.AssertSameColor(pixels[i], image.Pixels[i]);
    }

    [Fact]
    public void A_faint_colour_is_not_darkened_by_its_alpha()
    {
        var pixels = Enumerable.Repeat(PackedColor.Pack(200, 100, 50, 3), 64).ToArray();
        Assert.All(DecodedImage.Read(WebpEncoder.Lossless.Encode(pixels, 8, 8)).Pixels, pixel => Assert.Equal(pixels[0], pixel));
        var lossy = DecodedImage.Read(WebpEncoder.Photograph.Encode(pixels, 8, 8)).Pixels[0];
        Assert.InRange(PackedColor.Red(lossy), 190, 210);
        Assert.Equal(3, PackedColor.Alpha(lossy));
    }

    [Fact]
    public void Photographs_stay_close()
    {
        var pixels = Photograph(256);
        foreach (var encoder in new IImageEncoder[] { WebpEncoder.Photograph, JpegEncoder.Photograph })
        {
            var image = DecodedImage.Read(encoder.Encode(pixels, 256, 256));
            Assert.Equal((256, 256), (image.Width, image.Height));
            double sum = 0;
            for (var i = 0; i < pixels.Length; i++)
            {
                sum += Math.Pow(PackedColor.Red(pixels[i]) - PackedColor.Red(image.Pixels[i]), 2);
                sum += Math.Pow(PackedColor.Green(pixels[i]) - PackedColor.Green(image.Pixels[i]), 2);
                sum += Math.Pow(PackedColor.Blue(pixels[i]) - PackedColor.Blue(image.Pixels[i]), 2);
            }

            Assert.InRange(Math.Sqrt(sum / pixels.Length / 3), 0, 8);
        }
    }

    [Fact]
    public void Transparency_lies_on_white_in_JPEG()
    {
        var image = DecodedImage.Read(JpegEncoder.Photograph.Encode(new uint[256], 16, 16));
        Assert.Equal(SKEncodedImageFormat.Jpeg, image.Format);
        Assert.All(image.Pixels, pixel => Assert.Equal(uint.MaxValue, pixel));
        var half = DecodedImage.Read(JpegEncoder.Photograph.Encode(Enumerable.Repeat(0x80000000, 256).ToArray(), 16, 16)).Pixels[0];
        Assert.InRange(PackedColor.Red(half), 126, 128);
    }

    [Fact]
    public void The_same_pixels_give_the_same_bytes()
    {
        var pixels = Photograph(64);
        foreach (var encoder in new IImageEncoder[] { WebpEncoder.Photograph, WebpEncoder.Lossless, JpegEncoder.Photograph, PngEncoder.Instance })
            Assert.Equal(encoder.Encode(pixels, 64, 64), encoder.Encode(pixels, 64, 64));
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        foreach (var encoder in new IImageEncoder[] { WebpEncoder.Photograph, WebpEncoder.Lossless, JpegEncoder.Photograph })
        {
            Assert.Throws<ArgumentException>(() => encoder.Encode(new uint[5], 2, 2));
            Assert.Throws<ArgumentException>(() => encoder.Encode([], 0, 0));
            Assert.Throws<ArgumentException>(() => encoder.Encode(new uint[70000], 70000, 1));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => WebpEncoder.Lossy(101));
        Assert.Throws<ArgumentOutOfRangeException>(() => new JpegEncoder(-1));
    }

    [Fact]
    public void Pixels_without_colour_stay_empty_and_become_white_in_jpeg()
    {
        foreach (var encoder in new IImageEncoder[] { PngEncoder.Instance, WebpEncoder.Lossless, WebpEncoder.Photograph, JpegEncoder.Photograph })
        {
            var empty = encoder is JpegEncoder ? uint.MaxValue : 0;
            foreach (var (width, height) in new[] { (256, 256), (37, 5) })
            {
                var image = DecodedImage.Read(encoder.Encode(new uint[width * height], width, height));
                Assert.Equal((width, height), (image.Width, image.Height));
                Assert.DoesNotContain(image.Pixels, pixel => pixel != empty);
            }
        }
    }

    private static uint[] Photograph(int edge)
    {
        var pixels = new uint[edge * edge];
        for (var i = 0; i < pixels.Length; i++)
        {
            int x = i % edge, y = i / edge;
            pixels[i] = PackedColor.Pack(
                (int)(127 + (100 * Math.Sin(x * 0.05) * Math.Cos(y * 0.03))),
                (int)(127 + (90 * Math.Cos((x + y) * 0.04))),
                (int)(127 + (80 * Math.Sin(y * 0.07))));
        }

        return pixels;
    }
}
