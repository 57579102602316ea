using GeoCore.Imaging;

namespace GeoCore.Tests.Imaging;

public class QuantileScaleTests
{
    private static readonly Colormap s_map = Colormaps.Get("viridis");

    private static readonly float[] s_quantiles = [-10, -1, 0, 0, 2, 100];

    [Fact]
    public void Ends_outside_and_nothing_have_their_colours()
    {
        var scale = new QuantileScale(s_quantiles, s_map);

        Assert.All([-10d, -11, double.NegativeInfinity], value => Assert.Equal(s_map.At(0), scale.ColorOf(value)));
        Assert.All([100d, 1e30, double.PositiveInfinity], value => Assert.Equal(s_map.At(1), scale.ColorOf(value)));
        Assert.Equal(0u, scale.ColorOf(double.NaN));
    }

    [Fact]
    public void Every_colour_has_the_same_share_of_the_sample()
    {
        var random = new Random(5);
        float[] sample = [.. Enumerable.Range(0, 25_500).Select(_ => MathF.Exp(4 * random.NextSingle())).Order()];
        var scale = new QuantileScale([.. Enumerable.Range(0, 256).Select(i => sample[(int)Math.Min((long)i * sample.Length / 255, sample.Length - 1)])], s_map);
        var indices = new byte[sample.Length];
        Assert.True(scale.TryIndex(sample, indices, out _));

        Assert.All(indices.CountBy(index => index).Where(pair => pair.Key is > 1 and < 255), pair => Assert.InRange(pair.Value, 60, 140));
    }

    [Fact]
    public void Positions_and_values_are_each_others_inverse_and_colours_ascend()
    {
        var scale = new QuantileScale([-10, -1, 0, 2, 100], s_map);
        for (var position = 0.0; position <= 1; position += 1.0 / 64)
            Assert.Equal(position, scale.PositionOf(scale.ValueAt(position)), 1e-6);
        Assert.Equal(0, scale.PositionOf(-20));
        Assert.Equal(1, scale.PositionOf(200));
        Assert.Equal(s_map.At(127.0 / 254), scale.ColorOf(0));
    }

    [Fact]
    public void Equal_values_have_one_colour()
    {
        var scale = new QuantileScale([3, 3, 3, 3], s_map);

        Assert.NotEqual(scale.ColorOf(2.9), scale.ColorOf(3));
        Assert.Equal(scale.ColorOf(3), scale.ColorOf(3.1));
    }

    [Fact]
    public void What_are_no_quantiles_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new QuantileScale([1], s_map));
        Assert.Throws<ArgumentException>(() => new QuantileScale([2, 1], s_map));
        Assert.Throws<ArgumentException>(() => new QuantileScale([1, float.NaN], s_map));
    }
}
