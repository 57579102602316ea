using GeoCore.Imaging;

namespace GeoCore.Tests.Imaging;

public class ClassScaleTests
{
    [Fact]
    public void A_class_has_its_colour_and_everything_else_none()
    {
        var scale = new CategoryScale([new(5, 0xFF0000FF, "five"), new(-2, 0xFF00FF00, "minus two"), new(200, 0xFFFF0000, "many")]);
        float[] values = [5, -2, 200, 5.5f, 4, 201, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 3e9f, -3e9f];
        var colors = new uint[values.Length];
        scale.Paint(values, colors);
        Assert.Equal([0xFF0000FF, 0xFF00FF00, 0xFFFF0000, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u], colors);
        Assert.Equal(["five", "minus two", "many"], scale.Classes.Select(c => c.Label));
        Assert.Equal(PngContent.Classes, scale.Content);
    }

    [Fact]
    public void Classes_that_are_not_whole_or_far_apart_are_found_too()
    {
        foreach (var far in new[] { 0.5, 1e6, 3e38 })
        {
            var scale = new CategoryScale([new(0, 0xFF010101, ""), new(far, 0xFF020202, "")]);
            Assert.Equal(0xFF010101, scale.ColorOf(0));
            Assert.Equal(0xFF020202, scale.ColorOf(far));
            Assert.Equal(0u, scale.ColorOf(1));
            Assert.Equal(0u, scale.ColorOf(double.NaN));
            Assert.Equal(0u, scale.ColorOf(double.NegativeInfinity));
        }
    }

    [Fact]
    public void A_thousand_classes_fit_a_palette_when_few_occur()
    {
        var scale = new CategoryScale(Enumerable.Range(0, 1000).Select(i => new ScaleClass(i, 0xFF000000 | (uint)i, "")));
        float[] values = [999, 3, 500, float.NaN, 3];
        var indices = new byte[5];
        Assert.True(scale.TryIndex(values, indices, out var palette));
        Assert.Equal([0u, 0xFF000003, 0xFF0001F4, 0xFF0003E7], palette.ToArray());
        Assert.Equal([3, 1, 2, 0, 1], indices);
        Assert.False(scale.TryIndex([.. Enumerable.Range(0, 256).Select(i => (float)i)], new byte[256], out _));
        Assert.True(scale.TryIndex([.. Enumerable.Range(0, 255).Select(i => (float)i)], new byte[255], out _));
    }

    [Fact]
    public void Classes_that_make_no_sense_are_refused()
    {
        Assert.Throws<ColormapException>(() => new CategoryScale([]));
        Assert.Throws<ColormapException>(() => new CategoryScale([new(double.NaN, 0, "")]));
        Assert.Contains("listed twice", Assert.Throws<ColormapException>(() => new CategoryScale([new(1, 0, ""), new(1, 1, "")])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interval_holds_its_minimum_and_not_its_maximum()
    {
        var scale = new IntervalScale(
        [
            new(double.NegativeInfinity, 0, 0xFF000001, ""), new(0, 10, 0xFF000002, ""), new(20, double.PositiveInfinity, 0xFF000003, ""),
        ]);
        float[] values = [-1e30f, float.NegativeInfinity, -1e-30f, 0, 9.999f, 10, 19.99f, 20, 1e30f, float.PositiveInfinity, float.NaN];
        var colors = new uint[values.Length];
        scale.Paint(values, colors);
        Assert.Equal([1u, 1u, 1u, 2u, 2u, 0u, 0u, 3u, 3u, 0u, 0u], colors.Select(color => color & 0xFFFFFF));
    }

    [Fact]
    public void Intervals_that_make_no_sense_are_refused()
    {
        Assert.Throws<ColormapException>(() => new IntervalScale([]));
        Assert.Throws<ColormapException>(() => new IntervalScale([new(1, 1, 0, "")]));
        Assert.Throws<ColormapException>(() => new IntervalScale([new(double.NaN, 1, 0, "")]));
        Assert.Throws<ColormapException>(() => new IntervalScale([new(0, 2, 0, ""), new(1, 3, 0, "")]));
    }
}
