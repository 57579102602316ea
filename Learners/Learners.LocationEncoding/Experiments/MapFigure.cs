using System.Globalization;
using System.Security;
using System.Text;

namespace Learners.LocationEncoding.Experiments;

/// <summary>A map of the whole Earth.</summary>
/// <param name="Caption">Below it.</param>
/// <param name="Png">Twice as wide as high, west and north first.</param>
internal sealed record MapPanel(string Caption, byte[] Png);

/// <summary>Maps side by side, two in a row, as one SVG document that holds its pictures.</summary>
/// <param name="title">Above them.</param>
/// <param name="panels">At least one.</param>
internal sealed class MapFigure(string title, IReadOnlyList<MapPanel> panels)
{
    private const int MapWidth = 540;
    private const int MapHeight = 270;
    private const int Gap = 16;
    private const int Top = 38;
    private const int CaptionHeight = 28;

    /// <summary>The document.</summary>
    internal string ToSvg()
    {
        var rows = (panels.Count + 1) / 2;
        var (width, height) = ((2 * MapWidth) + (3 * Gap), Top + (rows * (MapHeight + CaptionHeight + Gap)));
        var svg = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"13\" role=\"img\">\n<title>{SecurityElement.Escape(title)}</title><rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n<text x=\"{Gap}\" y=\"25\" font-size=\"15\">{SecurityElement.Escape(title)}</text>\n"));
        for (var i = 0; i < panels.Count; i++)
        {
            var (x, y) = (Gap + (i % 2 * (MapWidth + Gap)), Top + (i / 2 * (MapHeight + CaptionHeight + Gap)));
            svg.Append(CultureInfo.InvariantCulture,
                $"<image x=\"{x}\" y=\"{y}\" width=\"{MapWidth}\" height=\"{MapHeight}\" style=\"image-rendering:pixelated\" href=\"data:image/png;base64,{Convert.ToBase64String(panels[i].Png)}\"/>\n<text x=\"{x}\" y=\"{y + MapHeight + 19}\">{SecurityElement.Escape(panels[i].Caption)}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }
}
