using CsCheck;
using GeoCore.Imaging;

namespace GeoCore.Tests.Imaging;

public class RgbScaleTests
{
    [Fact]
    public void Bytes_pass_through()
    {
        var values = Enumerable.Range(0, 256).Select(i => (float)i).ToArray();
        var colors = new uint[256];
        new RgbScale().Paint(values, values, values, colors);
        Assert.Equal(Enumerable.Range(0, 256).Select(i => PackedColor.Pack(i, i, i)), colors);
    }

    [Fact]
    public void Every_channel_is_stretched_by_its_own_range_and_gamma() =>
        Gen.Select(Gen.Int[0, 70], Gen.OneOf(1.0, 0.5, 2.2), Gen.Int).Sample((length, gamma, seed) =>
        {
            (double Minimum, double Maximum)[] ranges = [(0, 10000), (-1, 1), (5, 5)];
            var random = new Random(seed);
            var bands = ranges.Select(_ => new float[length]).ToArray();
            for (var band = 0; band < 3; band++)
            {
                for (var i = 0; i < length; i++)
                    bands[band][i] = random.Next(20) == 0 ? float.NaN : (float)(ranges[band].Minimum + (random.NextDouble() * 1.2 * (ranges[band].Maximum - ranges[band].Minimum + 1)));
            }

            var colors = new uint[length];
            new RgbScale(ranges, new ScaleOptions { Gamma = gamma, Opacity = 0.5 }).Paint(bands[0], bands[1], bands[2], colors);
            for (var i = 0; i < length; i++)
            {
                if (bands.Any(band => float.IsNaN(band[i])))
                {
                    Assert.Equal(0u, colors[i]);
                    continue;
                }

                Assert.Equal(128, PackedColor.Alpha(colors[i]));
                for (var band = 0; band < 3; band++)
                {
                    var (minimum, maximum) = ranges[band];
                    var share = maximum > minimum ? (bands[band][i] - minimum) / (maximum - minimum) : bands[band][i] > maximum ? 1 : 0;
                    var expected = 255 * Math.Pow(Math.Clamp(share, 0, 1), 1 / gamma);
                    Assert.InRange((byte)(colors[i] >> (8 * band)), expected - 0.501, expected + 0.501);
                }
            }
        });

    [Fact]
    public void Bands_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new RgbScale().Paint(new float[3], new float[2], new float[3], new uint[3]));
        Assert.Throws<ArgumentException>(() => new RgbScale(2, 1));
        Assert.Throws<ArgumentException>(() => new RgbScale(double.NaN, 1));
        Assert.Throws<ArgumentException>(() => new RgbScale([(0, 1)]));
    }
}
