using System.Globalization;
using System.Security;
using System.Text;

namespace Learners.Torch.Experiments;

/// <summary>A line of a chart.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Points">From left to right; a deviation above 0 is drawn as a band around the line.</param>
/// <param name="IsDashed">Whether the line is broken, to tell two families apart without colour.</param>
/// <param name="Colour">Which of the eight colours, for lines that share one; null takes them in turn.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<(double X, double Y, double Deviation)> Points, bool IsDashed = false, int? Colour = null);

/// <summary>Lines over a horizontal axis, as a small SVG document.</summary>
/// <param name="title">Above the plot.</param>
/// <param name="horizontal">Axis and its marks.</param>
/// <param name="vertical">Axis and its marks.</param>
/// <param name="series">At most eight lines.</param>
public sealed class LineChart(string title, ChartAxis horizontal, ChartAxis vertical, IReadOnlyList<ChartSeries> series)
{
    private const double Width = 760;
    private const double Height = 420;
    private const double Left = 62;
    private const double Top = 40;
    private const double Right = 200;
    private const double Bottom = 52;

    // Okabe and Ito's eight colours, which the colour-blind can tell apart
    private static readonly string[] s_colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999999"];

    /// <summary>Upright lines that mark places on the horizontal axis.</summary>
    public IReadOnlyList<(double X, string Label)> Marks { get; init; } = [];

    /// <summary>The document.</summary>
    public string ToSvg()
    {
        var svg = new StringBuilder();
        Line(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\">");
        Line(svg, $"<title>{Escape(title)}</title><rect width=\"{Width}\" height=\"{Height}\" fill=\"#fff\"/>");
        Line(svg, $"<text x=\"{Left}\" y=\"22\" font-size=\"15\">{Escape(title)}</text>");
        foreach (var y in vertical.Marks)
        {
            Line(svg, $"<path d=\"M{Left} {Y(y):F1}H{Width - Right}\" stroke=\"#ddd\"/><text x=\"{Left - 8}\" y=\"{Y(y) + 4:F1}\" text-anchor=\"end\">{Number(y)}</text>");
        }

        foreach (var x in horizontal.Marks)
        {
            Line(svg, $"<path d=\"M{X(x):F1} {Height - Bottom}v5\" stroke=\"#333\"/><text x=\"{X(x):F1}\" y=\"{Height - Bottom + 19:F1}\" text-anchor=\"middle\">{Number(x)}</text>");
        }

        Line(svg, $"<path d=\"M{Left} {Top}V{Height - Bottom}H{Width - Right}\" fill=\"none\" stroke=\"#333\"/>");
        Line(svg, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 12}\" text-anchor=\"middle\">{Escape(horizontal.Label)}</text>");
        Line(svg, $"<text transform=\"translate(16 {(Top + Height - Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">{Escape(vertical.Label)}</text>");
        foreach (var (x, label) in Marks)
        {
            Line(svg, $"<path d=\"M{X(x):F1} {Top}V{Height - Bottom}\" stroke=\"#777\" stroke-dasharray=\"2 3\"/><text x=\"{X(x) + 4:F1}\" y=\"{Top + 10}\" fill=\"#555\">{Escape(label)}</text>");
        }

        for (var i = 0; i < series.Count; i++)
        {
            Draw(svg, series[i], s_colours[(series[i].Colour ?? i) % s_colours.Length], Top + 12 + (i * 20));
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Line(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Escape(string text) => SecurityElement.Escape(text)!;

    private void Draw(StringBuilder svg, ChartSeries one, string colour, double legendY)
    {
        var dash = one.IsDashed ? " stroke-dasharray=\"6 4\"" : string.Empty;
        if (one.Points.Any(point => point.Deviation > 0))
        {
            var rim = one.Points.Select(point => (point.X, Y: point.Y + point.Deviation)).Concat(one.Points.Reverse().Select(point => (point.X, Y: point.Y - point.Deviation)));
            Line(svg, $"<polygon points=\"{Path(rim)}\" fill=\"{colour}\" opacity=\"0.15\"/>");
        }

        Line(svg, $"<polyline points=\"{Path(one.Points.Select(point => (point.X, point.Y)))}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{dash}/>");
        foreach (var point in one.Points)
        {
            Line(svg, $"<circle cx=\"{X(point.X):F1}\" cy=\"{Y(point.Y):F1}\" r=\"3\" fill=\"{colour}\"/>");
        }

        var x = Width - Right + 14;
        Line(svg, $"<path d=\"M{x} {legendY}h24\" stroke=\"{colour}\" stroke-width=\"2\"{dash}/><text x=\"{x + 30}\" y=\"{legendY + 4}\">{Escape(one.Name)}</text>");
    }

    private string Path(IEnumerable<(double X, double Y)> points) =>
        string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.X):F1},{Y(point.Y):F1}")));

    private double X(double value) => Left + (horizontal.Share(value) * (Width - Left - Right));

    private double Y(double value) => Height - Bottom - (vertical.Share(value) * (Height - Top - Bottom));
}

/// <summary>One axis of a chart. Values outside are drawn at its ends.</summary>
/// <param name="Label">Quantity and unit.</param>
/// <param name="First">Value at the left or the bottom.</param>
/// <param name="Last">Value at the right or the top; may be the smaller one.</param>
/// <param name="Marks">Values that are written.</param>
/// <param name="IsLogarithmic">Whether equal ratios take equal room.</param>
public sealed record ChartAxis(string Label, double First, double Last, IReadOnlyList<double> Marks, bool IsLogarithmic = false)
{
    internal double Share(double value) => Math.Clamp(
        IsLogarithmic ? Math.Log(value / First) / Math.Log(Last / First) : (value - First) / (Last - First), 0, 1);
}
