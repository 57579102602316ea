using GeoCore.Geolocation.Models;
using GeoCore.Imaging;

namespace GeoCore.Tests.Geolocation.Models;

public class PicturePreparationTests
{
    private static readonly PicturePreparation s_plain = new() { Width = 4, Height = 4, Fit = PictureFit.Squash, Scale = 1 };

    [Theory]
    [InlineData(PictureFit.Squash, ResizeKernel.Linear)]
    [InlineData(PictureFit.Cover, ResizeKernel.Cubic)]
    [InlineData(PictureFit.Cover, ResizeKernel.Box)]
    public void One_colour_stays_that_colour_at_any_size(PictureFit fit, ResizeKernel kernel)
    {
        foreach (var (width, height) in new[] { (1, 1), (3, 70), (64, 64), (333, 17) })
        {
            var tensor = Prepared(Picture.FromPacked(Enumerable.Repeat(PackedColor.Pack(200, 100, 50), width * height).ToArray(), width, height), s_plain with { Fit = fit, Kernel = kernel });
            for (var i = 0; i < 16; i++)
                Assert.Equal((200.0, 100.0, 50.0), (Math.Round(tensor[i], 3), Math.Round(tensor[16 + i], 3), Math.Round(tensor[32 + i], 3)));
        }
    }

    [Fact]
    public void The_same_size_keeps_every_pixel_with_every_kernel()
    {
        var picture = Noise(4, 4);
        foreach (var kernel in Enum.GetValues<ResizeKernel>())
        {
            var tensor = Prepared(picture, s_plain with { Kernel = kernel, Layout = TensorLayout.Nhwc });
            for (var i = 0; i < tensor.Length; i++)
                Assert.Equal(picture.Pixels[i], tensor[i], 1e-4);
        }
    }

    [Fact]
    public void Half_the_size_with_a_box_is_the_mean_of_four_pixels()
    {
        var picture = Noise(8, 8);
        var tensor = Prepared(picture, s_plain with { Kernel = ResizeKernel.Box });
        for (var channel = 0; channel < 3; channel++)
        {
            for (var i = 0; i < 16; i++)
            {
                int x = 2 * (i % 4), y = 2 * (i / 4);
                var mean = (Pixel(x, y) + Pixel(x + 1, y) + Pixel(x, y + 1) + Pixel(x + 1, y + 1)) / 4.0;
                Assert.Equal(mean, tensor[(16 * channel) + i], 1e-3);
                int Pixel(int column, int row) => picture.Row(row)[(3 * column) + channel];
            }
        }
    }

    [Fact]
    public void Half_the_size_with_the_triangle_weighs_one_three_three_one()
    {
        var picture = new Picture(8, 1, [.. Enumerable.Range(0, 8).SelectMany(x => Enumerable.Repeat((byte)(x * x * 5), 3))]);
        var tensor = Prepared(picture, s_plain with { Height = 1 });
        double[] values = [.. Enumerable.Range(0, 8).Select(x => x * x * 5.0)];
        Assert.Equal((values[1] + (3 * values[2]) + (3 * values[3]) + values[4]) / 8, tensor[1], 1e-3);
        // at the edge what is missing has no weight
        Assert.Equal(((3 * values[0]) + (3 * values[1]) + values[2]) / 7, tensor[0], 1e-3);
    }

    [Fact]
    public void A_ramp_stays_a_ramp_inside()
    {
        var picture = new Picture(240, 2, [.. Enumerable.Range(0, 2).SelectMany(_ => Enumerable.Range(0, 240)).SelectMany(x => Enumerable.Repeat((byte)x, 3))]);
        foreach (var kernel in new[] { ResizeKernel.Linear, ResizeKernel.Cubic })
        {
            var tensor = Prepared(picture, s_plain with { Width = 32, Height = 1, Kernel = kernel });
            for (var x = 4; x < 28; x++)
                Assert.Equal(((x + 0.5) * 7.5) - 0.5, tensor[x], 0.02);
        }
    }

    [Fact]
    public void Stripes_finer_than_a_pixel_become_their_mean_and_no_pattern()
    {
        var picture = new Picture(400, 1, [.. Enumerable.Range(0, 400).SelectMany(x => Enumerable.Repeat((byte)(x % 2 * 200), 3))]);
        Assert.All(Prepared(picture, s_plain with { Height = 1 }), value => Assert.InRange(value, 98, 102));
    }

    [Fact]
    public void Cover_shows_the_middle_and_contain_shows_all_of_it()
    {
        // red, green, blue squares beside each other
        var wide = new Picture(12, 4, [.. Enumerable.Range(0, 4).SelectMany(_ => Enumerable.Range(0, 12)).SelectMany(x => new[] { Of(x, 0), Of(x, 1), Of(x, 2) })]);
        var cover = Prepared(wide, s_plain);
        Assert.NotEqual(0, cover[0]);
        cover = Prepared(wide, s_plain with { Fit = PictureFit.Cover, Kernel = ResizeKernel.Box });
        Assert.All(cover[..16], value => Assert.Equal(0, value));
        Assert.All(cover[16..32], value => Assert.Equal(255, value));
        var contain = Prepared(wide, s_plain with { Width = 6, Height = 6, Fit = PictureFit.Contain, Kernel = ResizeKernel.Box });
        Assert.All(contain[..12], value => Assert.Equal(0, value));
        Assert.Equal([255, 255, 0, 0, 0, 0], contain[12..18]);
        Assert.Equal([0, 0, 0, 0, 255, 255], contain[(72 + 12)..(72 + 18)]);
        Assert.All(contain[24..36], value => Assert.Equal(0, value));

        static byte Of(int x, int channel) => x / 4 == channel ? (byte)255 : (byte)0;
    }

    [Fact]
    public void A_crop_shows_less_of_the_middle()
    {
        var picture = new Picture(8, 8, [.. Enumerable.Range(0, 64).SelectMany(i => Enumerable.Repeat(i % 8 is >= 2 and < 6 && i / 8 is >= 2 and < 6 ? (byte)100 : (byte)0, 3))]);
        Assert.All(Prepared(picture, s_plain with { Fit = PictureFit.Cover, Crop = 0.5, Kernel = ResizeKernel.Box }), value => Assert.Equal(100, value, 1e-3));
    }

    [Fact]
    public void Layout_order_and_numbers_are_as_the_network_wants_them()
    {
        var picture = new Picture(1, 1, [51, 102, 204]);
        var input = new PicturePreparation { Width = 1, Height = 1, Mean = [0.1, 0.2, 0.3], StandardDeviation = [0.5, 1, 2] };
        Assert.Equal([0.2, 0.2, 0.25], Prepared(picture, input).Select(value => Math.Round(value, 5)));
        Assert.Equal([0.25, 0.2, 0.2], Prepared(picture, input with { Order = ChannelOrder.Bgr }).Select(value => Math.Round(value, 5)));
        Assert.Equal([1, 3, 1, 1], input.Shape);
        Assert.Equal([1, 1, 1, 3], (input with { Layout = TensorLayout.Nhwc }).Shape);
        var noise = Noise(4, 4);
        var planes = Prepared(noise, s_plain);
        var pixels = Prepared(noise, s_plain with { Layout = TensorLayout.Nhwc });
        for (var i = 0; i < 48; i++)
            Assert.Equal(planes[(i % 3 * 16) + (i / 3)], pixels[i]);
    }

    [Fact]
    public void Bytes_of_every_length_are_converted_as_one_by_one()
    {
        var bytes = Enumerable.Range(0, 300).Select(i => (byte)(i * 7)).ToArray();
        for (var length = 0; length <= 150; length++)
        {
            var values = new float[length];
            PictureResize.ToSingle(bytes.AsSpan(0, length), values);
            Assert.Equal(bytes[..length].Select(value => (float)value), values);
        }
    }

    [Fact]
    public void A_preparation_that_does_not_fit_names_the_field()
    {
        Assert.Contains("'width'", (s_plain with { Width = 0 }).Fault, StringComparison.Ordinal);
        Assert.Contains("'standardDeviation'", (s_plain with { StandardDeviation = [1, 0, 1] }).Fault, StringComparison.Ordinal);
        Assert.Contains("'mean'", (s_plain with { Mean = [1, 0] }).Fault, StringComparison.Ordinal);
        Assert.Contains("'crop'", (s_plain with { Crop = 1.5 }).Fault, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => (s_plain with { Scale = 0 }).Write(Noise(2, 2), new float[48], TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(() => s_plain.Write(Noise(2, 2), new float[47], TestContext.Current.CancellationToken));
    }

    private static Picture Noise(int width, int height)
    {
        var pixels = new byte[width * height * 3];
        new Random(width).NextBytes(pixels);
        return new Picture(width, height, pixels);
    }

    private static float[] Prepared(Picture picture, PicturePreparation input)
    {
        var tensor = new float[input.Length];
        input.Write(picture, tensor, TestContext.Current.CancellationToken);
        return tensor;
    }
}
