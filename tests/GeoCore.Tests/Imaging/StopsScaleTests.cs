using CsCheck;
using GeoCore.Imaging;

namespace GeoCore.Tests.Imaging;

public class StopsScaleTests
{
    private static readonly Gen<ColorStop[]> s_stops =
        Gen.Select(Gen.OneOf(1e-6, 1.0, 255.0, 1e9), Gen.Select(Gen.Double[-1, 1], Gen.UInt).Array[2, 9])
            .Select((size, pairs) => pairs
                .Select(pair => new ColorStop(pair.Item1 * size, pair.Item2))
                .DistinctBy(stop => (float)stop.Value)
                .OrderBy(stop => stop.Value)
                .ToArray())
            .Where(stops => stops.Length >= 2);

    [Fact]
    public void Ten_thousand_values_have_exactly_the_rounded_linear_mix() =>
        Gen.Select(s_stops, Gen.Int).Sample((stops, seed) =>
        {
            var scale = new StopsScale(stops);
            var random = new Random(seed);
            var span = stops[^1].Value - stops[0].Value;
            var values = new float[500];
            for (var i = 0; i < values.Length; i++)
                values[i] = i < stops.Length ? (float)stops[i].Value : (float)(stops[0].Value + (((random.NextDouble() * 1.2) - 0.1) * span));
            var colors = new uint[values.Length];
            scale.Paint(values, colors);
            for (var i = 0; i < values.Length; i++)
                Assert.Equal(Expected(stops, values[i]), colors[i]);
        }, iter: 40);

    [Fact]
    public void Each_change_of_colour_is_at_the_exact_single_precision_number()
    {
        ColorStop[] stops = [new(-3.7, 0xFF000000), new(0, 0xFF10FF80), new(1e-3, 0x00FFFFFF), new(12345.678, 0xFF0000FF)];
        var table = StopsTable.Build(stops);
        Assert.True(table.Starts.Length > 500);
        for (var step = 1; step < table.Starts.Length - 1; step++)
        {
            Assert.Equal(table.Entries[step + 1], Expected(stops, table.Starts[step]));
            Assert.Equal(table.Entries[step], Expected(stops, MathF.BitDecrement(table.Starts[step])));
        }
    }

    [Fact]
    public void Stops_have_their_own_colours_and_ends_are_held()
    {
        ColorStop[] stops = [new(-10, 0xFF0A0B0C), new(0.1, 0x80FF00FF), new(250, 0xFF00FF00)];
        var scale = new StopsScale(stops, noData: -9999);
        Assert.All(stops, stop => Assert.Equal(stop.Color, scale.ColorOf(stop.Value)));
        Assert.Equal(stops[0].Color, scale.ColorOf(-11));
        Assert.Equal(stops[0].Color, scale.ColorOf(double.NegativeInfinity));
        Assert.Equal(stops[2].Color, scale.ColorOf(1e30));
        Assert.Equal(stops[2].Color, scale.ColorOf(double.PositiveInfinity));
        Assert.Equal(0u, scale.ColorOf(double.NaN));
        Assert.Equal(0u, scale.ColorOf(-9999));
    }

    [Fact]
    public void Nodata_inside_the_range_is_a_hole()
    {
        var scale = new StopsScale([new(0, 0xFF000000), new(255, 0xFFFFFFFF)], noData: 128);
        Assert.Equal(0u, scale.ColorOf(128));
        Assert.Equal(0xFF7F7F7F, scale.ColorOf(127));
        Assert.Equal(0xFF818181, scale.ColorOf(129));
    }

    [Fact]
    public void Stops_as_close_as_single_precision_allows_jump()
    {
        var next = MathF.BitIncrement(1f);
        var scale = new StopsScale([new(1, 0xFF000000), new(next, 0xFFFFFFFF)]);
        Assert.Equal(0xFF000000, scale.ColorOf(1));
        Assert.Equal(0xFFFFFFFF, scale.ColorOf(next));
    }

    [Fact]
    public void A_palette_holds_the_colours_that_occur_or_is_refused()
    {
        var scale = new StopsScale([new(0, 0xFF000000), new(1, 0xFF0000FF), new(2, 0xFF00FFFF), new(3, 0xFFFFFFFF)]);
        Assert.Equal(767, scale.Entries.Length);
        var few = Enumerable.Range(0, 255).Select(i => i / 85f).Append(float.NaN).ToArray();
        var indices = new byte[few.Length];
        Assert.True(scale.TryIndex(few, indices, out var palette));
        Assert.Equal(256, palette.Length);
        Assert.Equal(0u, palette.Span[0]);
        for (var i = 0; i < few.Length; i++)
            Assert.Equal(scale.ColorOf(few[i]), palette.Span[indices[i]]);
        var many = Enumerable.Range(0, 600).Select(i => i / 200f).ToArray();
        Assert.False(scale.TryIndex(many, new byte[600], out _));
    }

    [Fact]
    public void Stops_that_make_no_sense_are_refused_by_name()
    {
        Message("'stops' needs two or more stops, not 1.", new ColorStop(0, 0));
        Message("'stops[1][0]' is not above the value of the stop before it.", new ColorStop(0, 0), new ColorStop(0, 1));
        Message("'stops[2][0]' is not above the value of the stop before it.", new ColorStop(0, 0), new ColorStop(5, 1), new ColorStop(4, 1));
        Message("'stops[1][0]' is not a finite number.", new ColorStop(0, 0), new ColorStop(double.NaN, 1));
        Message("'stops[1][0]' is not a finite number.", new ColorStop(0, 0), new ColorStop(1e300, 1));

        static void Message(string expected, params ColorStop[] stops) =>
            Assert.Equal(expected, Assert.Throws<ColormapException>(() => new StopsScale(stops)).Message);
    }

    [Fact]
    public void More_colours_than_a_scale_can_number_are_refused()
    {
        var stops = Enumerable.Range(0, 600).Select(i => new ColorStop(i, i % 2 == 0 ? 0xFF000000 : 0xFFFFFFFF)).ToArray();
        Assert.Contains("at most 65535 colours", Assert.Throws<ColormapException>(() => new StopsScale(stops)).Message, StringComparison.Ordinal);
    }

    /// <summary>The rule of the specification, written without the scale's own code.</summary>
    private static uint Expected(ColorStop[] stops, float value)
    {
        if (value <= stops[0].Value)
            return stops[0].Color;
        for (var i = 1; i < stops.Length; i++)
        {
            if (value >= stops[i].Value)
                continue;
            var part = (value - stops[i - 1].Value) / (stops[i].Value - stops[i - 1].Value);
            uint color = 0;
            for (var shift = 0; shift < 32; shift += 8)
            {
                double from = (byte)(stops[i - 1].Color >> shift), to = (byte)(stops[i].Color >> shift);
                color |= (uint)Math.Floor(from + ((to - from) * part) + 0.5) << shift;
            }

            return color;
        }

        return stops[^1].Color;
    }
}
