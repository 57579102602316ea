namespace GeoCore.Imaging;

/// <summary>A line of a legend.</summary>
/// <param name="Value">Value in the raster; null for nodata.</param>
/// <param name="Color">Packed colour of a tile's pixel with this value.</param>
/// <param name="Label">Text.</param>
public readonly record struct LegendEntry(double? Value, uint Color, string Label);

/// <summary>Explains the colours of a scale, as data, as SVG and as PNG. Every colour comes from <see cref="ColorScale.ColorOf"/>, as in tiles.</summary>
public static class Legend
{
    /// <summary>The lines: ends and round values of a range, all stops, classes or intervals.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="ticks">About how many round values a range has.</param>
    /// <param name="withNoData">Whether the last line is the colour of nodata.</param>
    public static IReadOnlyList<LegendEntry> Entries(ColorScale scale, int ticks = 5, bool withNoData = false)
    {
        ArgumentNullException.ThrowIfNull(scale);
        List<LegendEntry> entries = scale switch
        {
            CategoryScale categories => [.. categories.Classes.Select(c => new LegendEntry(c.Value, scale.ColorOf(c.Value), c.Label))],
            IntervalScale intervals => [.. intervals.Intervals.Select(i => Line(scale, RepresentativeOf(i), i.Label))],
            StopsScale stops => [.. stops.Stops.Select(s => Line(scale, s.Value, NumberText.Value(s.Value)))],
            RangeScale range => [.. WithEnds(range, ticks).Select(t => Line(scale, t.Value, t.Label))],
            _ => throw new ArgumentException($"{scale.GetType().Name} has no legend.", nameof(scale)),
        };
        if (withNoData)
            entries.Add(new LegendEntry(null, scale.ColorOf(double.NaN), "no data"));
        return entries;
    }

    /// <summary>Draws the legend as SVG, with text as text.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="options">Size, direction, heading, or null for the usual.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of the options is out of its range.</exception>
    public static string ToSvg(ColorScale scale, LegendOptions? options = null) =>
        LegendSvg.Draw(LegendLayout.Of(scale, (options ?? new()).Checked()));

    /// <summary>Draws the legend as PNG, with letters of 5 by 7 pixels.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="options">Size, direction, heading, or null for the usual.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of the options is out of its range.</exception>
    public static byte[] ToPng(ColorScale scale, LegendOptions? options = null) =>
        LegendRaster.Draw(LegendLayout.Of(scale, (options ?? new()).Checked()));

    /// <summary>Draws the legend as packed colours, to be laid into a picture.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="options">Size, direction, heading, or null for the usual.</param>
    /// <returns>Colours row by row from the top, and the size.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number of the options is out of its range.</exception>
    public static (uint[] Pixels, int Width, int Height) ToPixels(ColorScale scale, LegendOptions? options = null)
    {
        var canvas = LegendRaster.Paint(LegendLayout.Of(scale, (options ?? new()).Checked()));
        return (canvas.Pixels.ToArray(), canvas.Width, canvas.Height);
    }

    /// <summary>The bare ramp of a colormap.</summary>
    /// <param name="colormap">Colours.</param>
    /// <param name="width">Pixels from the first colour to the last, 1 to 4096.</param>
    /// <param name="height">Rows, 1 to 4096.</param>
    public static byte[] RampPng(Colormap colormap, int width = 256, int height = 24)
    {
        ArgumentNullException.ThrowIfNull(colormap);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)(width - 1), LegendOptions.LargestEdge - 1u, nameof(width));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)(height - 1), LegendOptions.LargestEdge - 1u, nameof(height));
        var indices = new byte[width * height];
        for (var x = 0; x < width; x++)
            indices[x] = (byte)(width == 1 ? 0 : (x * (Colormap.Size - 1) + ((width - 1) / 2)) / (width - 1));
        for (var row = 1; row < height; row++)
            indices.AsSpan(0, width).CopyTo(indices.AsSpan(row * width));
        return PngEncoder.EncodeIndexed(indices, width, height, colormap.Colors, PngContent.Classes);
    }

    /// <summary>A value inside the interval: its minimum, or the last number before its maximum.</summary>
    private static double RepresentativeOf(ScaleInterval interval) =>
        double.IsFinite(interval.Minimum) ? interval.Minimum
        : double.IsFinite(interval.Maximum) ? MathF.BitDecrement((float)interval.Maximum)
        : 0;

    private static LegendEntry Line(ColorScale scale, double value, string label) => new(value, scale.ColorOf(value), label);

    private static List<LegendTick> WithEnds(RangeScale range, int ticks)
    {
        var values = LegendTicks.Of(range, ticks).Where(t => t.Value > range.Minimum && t.Value < range.Maximum).ToList();
        values.Insert(0, new LegendTick(range.Minimum, NumberText.Value(range.Minimum)));
        if (range.Maximum > range.Minimum)
            values.Add(new LegendTick(range.Maximum, NumberText.Value(range.Maximum)));
        return values;
    }
}
