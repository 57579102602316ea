using System.Globalization;
using System.Text;

namespace GeoCore.Imaging;

/// <summary>Draws a legend's layout as SVG: a rectangle per colour, so that no reader mixes colours of its own between them.</summary>
internal static class LegendSvg
{
    private const double LettersPerHeight = 1.43;

    internal static string Draw(LegendLayout layout)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{layout.Width}\" height=\"{layout.Height}\"");
        svg.Append(CultureInfo.InvariantCulture, $" viewBox=\"0 0 {layout.Width} {layout.Height}\" role=\"img\">");
        if (!string.IsNullOrEmpty(layout.Options.Label))
            svg.Append(CultureInfo.InvariantCulture, $"<title>{SvgText.Escape(layout.Options.Label)}</title>");
        Append(svg, new LegendBox(0, 0, layout.Width, layout.Height, layout.Options.Background));
        svg.Append("<g shape-rendering=\"crispEdges\">");
        foreach (var box in layout.Boxes)
            Append(svg, box);
        var capital = BitmapFont.Ascent * layout.Options.Scale;
        svg.Append(CultureInfo.InvariantCulture, $"</g><g font-family=\"sans-serif\" font-size=\"{capital * LettersPerHeight:0.#}\" {Fill(layout.Options.TextColor)}>");
        foreach (var text in layout.Texts)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{text.Left}\" y=\"{text.Top + capital}\">{SvgText.Escape(text.Text)}</text>");
        return svg.Append("</g></svg>").ToString();
    }

    private static void Append(StringBuilder svg, LegendBox box)
    {
        if (PackedColor.Alpha(box.Color) == 0)
            return;
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{box.Left}\" y=\"{box.Top}\" width=\"{box.Width}\" height=\"{box.Height}\" {Fill(box.Color)}/>");
    }

    private static string Fill(uint color)
    {
        var fill = $"fill=\"{PackedColor.ToHex(color | 0xFF000000)}\"";
        return PackedColor.Alpha(color) == 255
            ? fill
            : string.Create(CultureInfo.InvariantCulture, $"{fill} fill-opacity=\"{PackedColor.Alpha(color) / 255.0:0.####}\"");
    }
}
