using CsCheck;
using GeoCore.Imaging;

namespace GeoCore.Tests.Imaging;

public class ContinuousScaleTests
{
    /// <summary>All that need no sample of values.</summary>
    private static readonly ScaleTransform[] s_transforms = [ScaleTransform.Linear, ScaleTransform.Logarithm, ScaleTransform.SquareRoot];

    private static readonly Colormap s_map = Colormaps.Get("turbo");

    [Theory]
    [InlineData(ScaleTransform.Linear, 1.0)]
    [InlineData(ScaleTransform.Linear, 2.2)]
    [InlineData(ScaleTransform.SquareRoot, 1.0)]
    [InlineData(ScaleTransform.Logarithm, 1.0)]
    [InlineData(ScaleTransform.Logarithm, 0.5)]
    public void Every_value_has_the_colour_of_its_position(ScaleTransform transform, double gamma)
    {
        var scale = new ContinuousScale(0.5, 2000, s_map, transform, new ScaleOptions { Gamma = gamma });
        Gen.Double[-100, 2500].Sample(value =>
        {
            // in double precision; a value on the border of two steps may round either way
            var inside = Math.Clamp((float)value, 0.5, 2000);
            var position = 254 * Math.Pow(scale.PositionOf(inside), 1 / gamma);
            var allowed = new[] { position - 2e-3, position + 2e-3 }
                .Select(p => s_map.At(Math.Clamp(Math.Round(p, MidpointRounding.AwayFromZero), 0, 254) / 254));
            Assert.Contains(scale.ColorOf(value), allowed);
        }, iter: 10_000);
    }

    [Fact]
    public void Ends_outside_infinity_and_nothing_have_their_colours()
    {
        foreach (var transform in s_transforms)
        {
            var scale = new ContinuousScale(1, 9, s_map, transform);
            Assert.Equal(s_map.Colors[0], scale.ColorOf(1));
            Assert.Equal(s_map.Colors[255], scale.ColorOf(9));
            Assert.Equal(s_map.Colors[0], scale.ColorOf(0));
            Assert.Equal(s_map.Colors[0], scale.ColorOf(-5));
            Assert.Equal(s_map.Colors[0], scale.ColorOf(double.NegativeInfinity));
            Assert.Equal(s_map.Colors[255], scale.ColorOf(1e30));
            Assert.Equal(s_map.Colors[255], scale.ColorOf(double.PositiveInfinity));
            Assert.Equal(0u, scale.ColorOf(double.NaN));
        }
    }

    [Fact]
    public void An_empty_range_parts_what_is_above_from_the_rest()
    {
        foreach (var transform in s_transforms)
        {
            var scale = new ContinuousScale(7, 7, s_map, transform);
            Assert.Equal(s_map.Colors[0], scale.ColorOf(7));
            Assert.Equal(s_map.Colors[0], scale.ColorOf(6.5));
            Assert.Equal(s_map.Colors[255], scale.ColorOf(7.5));
            Assert.Equal(0u, scale.ColorOf(double.NaN));
        }
    }

    [Fact]
    public void Painted_indexed_and_single_colours_are_the_same_at_every_length() =>
        Gen.Select(Gen.Int[0, 2100], Gen.OneOf(ScaleTransform.Linear, ScaleTransform.Logarithm, ScaleTransform.SquareRoot), Gen.OneOf(1.0, 0.7), Gen.Int).Sample((length, transform, gamma, seed) =>
        {
            var scale = new ContinuousScale(3, 400, s_map, transform, new ScaleOptions { Gamma = gamma, Opacity = 0.5, HideBelow = 20 });
            var random = new Random(seed);
            var values = new float[length];
            for (var i = 0; i < length; i++)
                values[i] = random.Next(9) == 0 ? float.NaN : (random.NextSingle() * 450) - 20;
            var colors = new uint[length];
            var indices = new byte[length];
            scale.Paint(values, colors);
            Assert.True(scale.TryIndex(values, indices, out var palette));
            for (var i = 0; i < length; i++)
            {
                Assert.Equal(colors[i], palette.Span[indices[i]]);
                Assert.Equal(colors[i], scale.ColorOf(values[i]));
                Assert.Equal(!(values[i] >= 20), indices[i] == 0);
            }
        }, iter: 60);

    [Fact]
    public void A_palette_is_full_and_nodata_is_its_first_entry()
    {
        var scale = new ContinuousScale(0, 254, s_map, options: new ScaleOptions { Opacity = 0.4, NoDataColor = 0xFF112233 });
        Assert.Equal(256, scale.Entries.Length);
        Assert.Equal(0xFF112233, scale.Entries[0]);
        Assert.All(scale.Entries[1..].ToArray(), color => Assert.Equal(102, PackedColor.Alpha(color)));
        var indices = new byte[255];
        Assert.True(scale.TryIndex([.. Enumerable.Range(0, 255).Select(i => (float)i)], indices, out _));
        Assert.Equal(Enumerable.Range(1, 255).Select(i => (byte)i), indices);
    }

    [Fact]
    public void Ranges_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ContinuousScale(2, 1, s_map));
        Assert.Throws<ArgumentException>(() => new ContinuousScale(1, 2, s_map, ScaleTransform.Quantile));
        Assert.Throws<ArgumentException>(() => new ContinuousScale(double.NaN, 1, s_map));
        Assert.Throws<ArgumentException>(() => new ContinuousScale(0, double.PositiveInfinity, s_map));
        Assert.Throws<ArgumentException>(() => new ContinuousScale(-1e308, 1e308, s_map));
        Assert.Throws<ArgumentException>(() => new ContinuousScale(0, 1, s_map, ScaleTransform.Logarithm));
        Assert.Throws<ArgumentException>(() => new ContinuousScale(1e-320, 1, s_map, ScaleTransform.Logarithm));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ContinuousScale(0, 1, s_map, options: new ScaleOptions { Gamma = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ContinuousScale(0, 1, s_map, options: new ScaleOptions { Opacity = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ContinuousScale(0, 1, s_map, options: new ScaleOptions { HideBelow = double.NaN }));
    }

    [Fact]
    public void Positions_and_values_are_each_others_inverse()
    {
        foreach (var transform in s_transforms)
        {
            var scale = new ContinuousScale(0.01, 5000, s_map, transform);
            for (var i = 0; i <= 100; i++)
                Assert.Equal(i / 100.0, scale.PositionOf(scale.ValueAt(i / 100.0)), 1e-12);
        }
    }
}
