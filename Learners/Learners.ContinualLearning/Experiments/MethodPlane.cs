using System.Globalization;
using System.Security;
using System.Text;

namespace Learners.ContinualLearning.Experiments;

/// <summary>Methods in the plane of forgetting and learning, as a small SVG document: towards the lower left is better.</summary>
internal static class MethodPlane
{
    private const double Width = 760, Height = 460, Left = 60, Top = 40, Right = 30, Bottom = 50;

    /// <summary>Draws it.</summary>
    /// <param name="title">Above the plot.</param>
    /// <param name="points">Methods with forgetting and learning, shares of 1, and whether each is one of ours.</param>
    internal static string ToSvg(string title, IReadOnlyList<(string Name, double Forgetting, double Learning, bool IsOurs)> points)
    {
        double wide = Ceiling(points.Select(point => point.Forgetting)), high = Ceiling(points.Select(point => point.Learning));
        double X(double value) => Left + Math.Max(0, value) / wide * (Width - Left - Right);
        double Y(double value) => Height - Bottom - Math.Max(0, value) / high * (Height - Top - Bottom);
        var svg = new StringBuilder();
        void Line(FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"11\" role=\"img\">");
        Line($"<title>{SecurityElement.Escape(title)}</title><rect width=\"{Width}\" height=\"{Height}\" fill=\"#fff\"/><text x=\"{Left}\" y=\"22\" font-size=\"15\">{SecurityElement.Escape(title)}</text>");
        for (var mark = 0; mark <= 4; mark++)
        {
            double x = wide * mark / 4, y = high * mark / 4;
            Line($"<path d=\"M{Left} {Y(y):F1}H{Width - Right}M{X(x):F1} {Top}V{Height - Bottom}\" stroke=\"#e5e5e5\" fill=\"none\"/>");
            Line($"<text x=\"{Left - 6}\" y=\"{Y(y) + 4:F1}\" text-anchor=\"end\">{100 * y:0.#}</text><text x=\"{X(x):F1}\" y=\"{Height - Bottom + 16}\" text-anchor=\"middle\">{100 * x:0.#}</text>");
        }

        Line($"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 12}\" text-anchor=\"middle\">forgetting, points of error</text>");
        Line($"<text transform=\"translate(16 {(Top + Height - Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">error right after a task, %</text>");
        var taken = new List<(double X, double Y)>();
        foreach (var (name, forgetting, learning, isOurs) in points.OrderBy(point => point.Learning))
        {
            double x = X(forgetting), y = Y(learning), at = y + 4;
            while (taken.Exists(other => Math.Abs(other.X - x) < 110 && Math.Abs(other.Y - at) < 11))
            {
                at -= 11; // names do not lie on each other
            }

            taken.Add((x, at));
            var colour = isOurs ? "#d55e00" : "#0072b2";
            var (anchor, side) = x > Width - 170 ? ("end", -7) : ("start", 7);
            Line($"<circle cx=\"{x:F1}\" cy=\"{y:F1}\" r=\"4\" fill=\"{colour}\"/><text x=\"{x + side:F1}\" y=\"{at:F1}\" text-anchor=\"{anchor}\" fill=\"{colour}\">{SecurityElement.Escape(name)}</text>");
        }

        return svg.Append("</svg>\n").ToString();
    }

    // the next multiple of 4 points, so that marks are round
    private static double Ceiling(IEnumerable<double> values) => 0.04 * Math.Max(1, Math.Ceiling(values.DefaultIfEmpty(0).Max() / 0.04));
}
