namespace GeoCore.Imaging.Charts;

/// <summary>A chart of shares, 0 to 1, over a logarithmic axis, drawn alike as SVG and as PNG. The same chart gives the same bytes.</summary>
/// <param name="Title">Above the chart.</param>
/// <param name="XTitle">Name and unit of the logarithmic axis.</param>
/// <param name="YTitle">Name of the linear axis.</param>
/// <param name="Minimum">Begin of the logarithmic axis, above 0.</param>
/// <param name="Maximum">Its end, above <paramref name="Minimum"/>.</param>
/// <param name="Series">Lines, the first on top.</param>
public sealed record LogChart(string Title, string XTitle, string YTitle, double Minimum, double Maximum, IReadOnlyList<ChartSeries> Series)
{
    internal const int Width = 840;
    internal const int Height = 520;
    internal const int Left = 64;
    internal const int Right = 24;
    internal const int Top = 44;
    internal const int Bottom = 60;
    internal const int TextSize = 11;
    internal const uint Ink = 0xFF333333;
    internal const uint Grid = 0xFFE2E2E2;

    private static readonly uint[] s_colors =
        [PackedColor.Pack(0x00, 0x72, 0xB2), PackedColor.Pack(0xD5, 0x5E, 0x00), PackedColor.Pack(0x00, 0x9E, 0x73), PackedColor.Pack(0xCC, 0x79, 0xA7), PackedColor.Pack(0x56, 0xB4, 0xE9)];

    /// <summary>Colours that readers with any colour vision tell apart, then again from the first.</summary>
    /// <param name="index">From 0.</param>
    /// <remarks>M. Okabe and K. Ito, "Color universal design", 2008.</remarks>
    public static uint ColorOf(int index) => s_colors[index % s_colors.Length];

    /// <summary>The chart as SVG.</summary>
    public string ToSvg() => ChartSvg.Draw(this);

    /// <summary>The chart as PNG.</summary>
    /// <param name="scale">Pixels per unit of the SVG, 1 to 4.</param>
    public byte[] ToPng(int scale = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, 4);
        return ChartPng.Draw(this, scale);
    }

    /// <summary>Powers of ten on the logarithmic axis, with their labels.</summary>
    internal IEnumerable<(double Value, string Label)> Decades()
    {
        for (var power = (int)Math.Ceiling(Math.Log10(Minimum) - 1e-9); power <= Math.Log10(Maximum); power++)
            yield return (Math.Pow(10, power), power is >= 0 and < 4 ? ((int)Math.Pow(10, power)).ToString(System.Globalization.CultureInfo.InvariantCulture) : $"1e{power}");
    }

    internal double XOf(double value) =>
        Left + ((Width - Left - Right) * Math.Clamp(Math.Log(value / Minimum) / Math.Log(Maximum / Minimum), 0, 1));

    internal static double YOf(double value) => Height - Bottom - ((Height - Top - Bottom) * Math.Clamp(value, 0, 1));

    /// <summary>Corners of a line on the picture; what lies before the axis begins at its edge.</summary>
    internal (double X, double Y)[] LineOf(ChartSeries series) => [.. series.Points.Where(point => point.X > 0).Select(point => (XOf(point.X), YOf(point.Y)))];
}
