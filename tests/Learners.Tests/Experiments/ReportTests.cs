using System.Globalization;
using System.Xml.Linq;
using Learners.LocationEncoding.Experiments;
using Learners.Torch.Experiments;

namespace Learners.Tests.Experiments;

public class ReportTests
{
    [Fact]
    public void Mean_and_sample_deviation_are_told_in_per_cent_with_one_decimal()
    {
        Assert.Equal("95.0 ± 1.0", Spread.Of([0.94, 0.95, 0.96]).Percent);
        Assert.Equal("94.0", Spread.Of([0.94]).Percent);
        Assert.Equal("–", Spread.Of([]).Percent);
    }

    [Fact]
    public void A_table_is_replaced_between_its_marks_and_nothing_else_is_touched()
    {
        var page = new ResultsPage("# Title\n\nwords\n").With("e", "one", "first").With("e", "two", "second");
        var edited = new ResultsPage(page.ToString().Replace("<!-- end one -->", "<!-- end one -->\n\nmore words", StringComparison.Ordinal));

        var again = edited.With("e", "one", "third").ToString();

        Assert.Equal(edited.ToString().Replace("first", "third", StringComparison.Ordinal), again);
        Assert.StartsWith("# Title\n\nwords\n", again, StringComparison.Ordinal);
        Assert.Contains("more words", again, StringComparison.Ordinal);
        Assert.Contains("second", again, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_that_lost_a_mark_is_refused()
    {
        var page = new ResultsPage(string.Empty).With("e", "one", "first").ToString().Replace("<!-- end one -->", string.Empty, StringComparison.Ordinal);

        Assert.Throws<InvalidDataException>(() => new ResultsPage(page).With("e", "one", "second"));
    }

    [Fact]
    public void A_chart_is_well_formed_and_puts_points_where_their_values_are()
    {
        var chart = new LineChart(
            "a < b & c",
            new ChartAxis("spacing", 100, 1, [100, 10, 1], IsLogarithmic: true),
            new ChartAxis("accuracy", 0, 100, [0, 50, 100]),
            [new ChartSeries("x > y", [(100, 0, 0), (10, 50, 5), (1, 100, 0)])]);

        var svg = XDocument.Parse(chart.ToSvg());

        XNamespace ns = "http://www.w3.org/2000/svg";
        Assert.Equal("a < b & c", svg.Root!.Element(ns + "title")!.Value);
        (double X, double Y)[] circles = [.. svg.Descendants(ns + "circle").Select(circle => (Number(circle, "cx"), Number(circle, "cy")))];
        Assert.Equal(3, circles.Length);
        Assert.Equal((circles[0].X + circles[2].X) / 2, circles[1].X, 0.11);
        Assert.Equal((circles[0].Y + circles[2].Y) / 2, circles[1].Y, 0.11);
        Assert.True(circles[0].X < circles[2].X && circles[0].Y > circles[2].Y);
    }

    [Fact]
    public void The_rank_correlation_is_1_for_the_same_order_and_minus_1_for_the_reverse_and_ties_share_a_rank()
    {
        Assert.Equal(1, RankCorrelation.Of([(1, 10), (2, 40), (3, 90)]), 1e-12);
        Assert.Equal(-1, RankCorrelation.Of([(1, 90), (2, 40), (3, 10)]), 1e-12);
        Assert.Equal(Math.Sqrt(3) / 2, RankCorrelation.Of([(1, 1), (1, 2), (2, 3)]), 1e-12);
    }

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
