using System.Globalization;
using System.Xml.Linq;
using GeoCore.Imaging;
using GeoCore.Imaging.Charts;

namespace GeoCore.Tests.Imaging.Charts;

public class LogChartTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    private static readonly LogChart s_chart = new("a < b & \"c\"\u0001", "km²", "recall", 1, 1e4,
    [
        new ChartSeries("model", LogChart.ColorOf(0), [new(1, 0), new(100, 0.5), new(1e4, 1)]) { Band = [new(1, 0, 0.1), new(100, 0.4, 0.6), new(1e4, 0.9, 1)] },
        new ChartSeries("other", LogChart.ColorOf(1), [new(1, 0.25), new(1e4, 0.25)]) { IsDashed = true },
    ]);

    [Fact]
    public void The_svg_is_well_formed_and_puts_values_on_a_logarithmic_axis()
    {
        var root = XDocument.Parse(s_chart.ToSvg()).Root!;
        Assert.Equal("a < b & \"c\" ", root.Element(s_svg + "title")!.Value);
        var lines = root.Elements(s_svg + "polyline").ToArray();
        Assert.Equal(2, lines.Length);
        // the last line is on top, and the middle of the logarithmic axis lies half way
        var corners = lines[1].Attribute("points")!.Value.Split(' ').Select(corner => corner.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        Assert.Equal((corners[0][0] + corners[2][0]) / 2, corners[1][0], 0.02);
        Assert.Equal((corners[0][1] + corners[2][1]) / 2, corners[1][1], 0.02);
        Assert.Contains("stroke-dasharray", lines[0].Attributes().Select(attribute => attribute.Name.LocalName));
        Assert.Single(root.Elements(s_svg + "polygon"));
        Assert.Equal(["1", "10", "100", "1000", "1e4"], root.Descendants(s_svg + "text").Select(text => text.Value).Where(text => text is "1" or "10" or "100" or "1000" or "1e4"));
    }

    [Fact]
    public void The_png_shows_the_same_lines()
    {
        const int scale = 2;
        var image = DecodedImage.Read(s_chart.ToPng(scale));
        Assert.Equal((LogChart.Width * scale, LogChart.Height * scale), (image.Width, image.Height));
        uint At(int x, int y) => image.Pixels[(y * image.Width) + x];
        var middle = (int)(s_chart.XOf(100) * scale);
        var onLine = At(middle, (int)(LogChart.YOf(0.5) * scale));
        Assert.Equal(LogChart.ColorOf(0) & 0xFFFFFF, onLine & 0xFFFFFF);
        var inBand = At(middle + 20, (int)(LogChart.YOf(0.46) * scale));
        var outside = At(middle + 20, (int)(LogChart.YOf(0.75) * scale));
        Assert.NotEqual(0xFFFFFFu, inBand & 0xFFFFFF);
        Assert.Equal(0xFFFFFFu, outside & 0xFFFFFF);
        Assert.True(Enumerable.Range(middle, 40).Select(x => At(x, (int)(LogChart.YOf(0.25) * scale)) & 0xFFFFFF).Contains(0xFFFFFFu), "a dashed line has gaps");
    }

    [Fact]
    public void The_same_chart_gives_the_same_bytes()
    {
        Assert.Equal(s_chart.ToPng(), s_chart.ToPng());
        Assert.Equal(s_chart.ToSvg(), s_chart.ToSvg());
        Assert.Throws<ArgumentOutOfRangeException>(() => s_chart.ToPng(0));
    }

    [Fact]
    public void Neighbouring_systems_have_different_colours() =>
        Assert.Equal(5, Enumerable.Range(0, 5).Select(LogChart.ColorOf).Distinct().Count(color => PackedColor.Alpha(color) == 255));
}
