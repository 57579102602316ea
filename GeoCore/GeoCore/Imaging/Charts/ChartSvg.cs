using System.Globalization;
using System.Text;

namespace GeoCore.Imaging.Charts;

/// <summary>Draws a chart as SVG.</summary>
internal static class ChartSvg
{
    private const double BandOpacity = 0.18;

    internal static string Draw(LogChart chart)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{LogChart.Width}\" height=\"{LogChart.Height}\" ");
        svg.Append(CultureInfo.InvariantCulture, $"viewBox=\"0 0 {LogChart.Width} {LogChart.Height}\" role=\"img\" font-family=\"sans-serif\" font-size=\"{LogChart.TextSize}\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{SvgText.Escape(chart.Title)}</title>\n<rect width=\"{LogChart.Width}\" height=\"{LogChart.Height}\" fill=\"#ffffff\"/>\n");
        AppendAxes(svg, chart);
        foreach (var series in chart.Series.Reverse())
            Append(svg, chart, series);
        AppendNames(svg, chart);
        return svg.Append("</svg>\n").ToString();
    }

    private static void AppendAxes(StringBuilder svg, LogChart chart)
    {
        var (left, right, top, bottom) = (LogChart.Left, LogChart.Width - LogChart.Right, LogChart.Top, LogChart.Height - LogChart.Bottom);
        svg.Append(CultureInfo.InvariantCulture, $"<g stroke=\"{PackedColor.ToHex(LogChart.Grid)}\">\n");
        foreach (var (value, _) in chart.Decades())
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{chart.XOf(value):0.##} {top}V{bottom}\"/>\n");
        for (var fifth = 0; fifth <= 5; fifth++)
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{left} {LogChart.YOf(fifth / 5.0):0.##}H{right}\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"</g>\n<g fill=\"{PackedColor.ToHex(LogChart.Ink)}\" text-anchor=\"middle\">\n");
        foreach (var (value, label) in chart.Decades())
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{chart.XOf(value):0.##}\" y=\"{bottom + 18}\">{label}</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(left + right) / 2}\" y=\"{bottom + 42}\">{SvgText.Escape(chart.XTitle)}</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(left + right) / 2}\" y=\"24\" font-size=\"14\">{SvgText.Escape(chart.Title)}</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text transform=\"translate(18 {(top + bottom) / 2}) rotate(-90)\">{SvgText.Escape(chart.YTitle)}</text>\n</g>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<g fill=\"{PackedColor.ToHex(LogChart.Ink)}\" text-anchor=\"end\">\n");
        for (var fifth = 0; fifth <= 5; fifth++)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{left - 8}\" y=\"{LogChart.YOf(fifth / 5.0) + 4:0.##}\">{fifth / 5.0:0.0}</text>\n");
        svg.Append("</g>\n");
    }

    private static void Append(StringBuilder svg, LogChart chart, ChartSeries series)
    {
        var color = PackedColor.ToHex(series.Color);
        if (series.Band.Count > 1)
        {
            var corners = series.Band.Select(part => (chart.XOf(part.X), LogChart.YOf(part.High)))
                .Concat(series.Band.Reverse().Select(part => (chart.XOf(part.X), LogChart.YOf(part.Low))));
            svg.Append(CultureInfo.InvariantCulture, $"<polygon fill=\"{color}\" fill-opacity=\"{BandOpacity}\" points=\"{Points(corners)}\"/>\n");
        }

        var dashes = series.IsDashed ? " stroke-dasharray=\"6 4\"" : "";
        svg.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"{dashes} points=\"{Points(chart.LineOf(series))}\"/>\n");
    }

    private static void AppendNames(StringBuilder svg, LogChart chart)
    {
        for (var i = 0; i < chart.Series.Count; i++)
        {
            var (x, y) = (LogChart.Left + 12, LogChart.Top + 16 + (18 * i));
            var dashes = chart.Series[i].IsDashed ? " stroke-dasharray=\"6 4\"" : "";
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x} {y}h24\" stroke=\"{PackedColor.ToHex(chart.Series[i].Color)}\" stroke-width=\"2\"{dashes}/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + 32}\" y=\"{y + 4}\" fill=\"{PackedColor.ToHex(LogChart.Ink)}\">{SvgText.Escape(chart.Series[i].Name)}</text>\n");
        }
    }

    private static string Points(IEnumerable<(double X, double Y)> points) =>
        string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.##},{point.Y:0.##}")));
}
