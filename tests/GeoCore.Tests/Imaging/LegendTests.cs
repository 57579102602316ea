using System.Globalization;
using System.Xml.Linq;
using GeoCore.Imaging;

namespace GeoCore.Tests.Imaging;

public class LegendTests
{
    private static readonly Colormap s_map = Colormaps.Get("viridis");

    private static readonly CategoryScale s_classes = new(
        Enumerable.Range(1, 12).Select(i => new ScaleClass(i, PackedColor.Pack(i * 20, 255 - (i * 20), 77), $"class {i}")));

    public static TheoryData<string> Scales => ["linear", "log", "sqrt", "gamma", "stops", "empty"];

    [Theory]
    [MemberData(nameof(Scales))]
    public void A_colour_of_the_legend_is_the_colour_of_a_pixel(string name)
    {
        var scale = Scale(name);
        var values = Enumerable.Range(0, 20).Select(i => scale.ValueAt(i / 19.0)).Append(double.NaN).ToArray();
        var pixels = new uint[values.Length];
        scale.Paint([.. values.Select(value => (float)value)], pixels);
        Assert.Equal(pixels, values.Select(scale.ColorOf));

        // twenty places along the drawn ramps, ends included
        foreach (var orientation in Enum.GetValues<LegendOrientation>())
        {
            var ramp = RampOf(scale, orientation);
            for (var i = 0; i < 20; i++)
            {
                var place = (int)Math.Round(i / 19.0 * (ramp.Length - 1));
                var expected = scale.ColorOf(scale.ValueAt((double)place / (ramp.Length - 1)));
                Assert.Equal(expected, ramp[place]);
            }
        }

        foreach (var entry in Legend.Entries(scale, 7, withNoData: true))
            Assert.Equal(scale.ColorOf(entry.Value ?? double.NaN), entry.Color);
    }

    [Fact]
    public void Entries_have_both_ends_round_values_and_nodata()
    {
        var entries = Legend.Entries(new ContinuousScale(0.3, 97, s_map), 5, withNoData: true);
        Assert.Equal(["0.3", "20", "40", "60", "80", "97", "no data"], entries.Select(e => e.Label));
        Assert.Equal(0.3, entries[0].Value);
        Assert.Equal(s_map.Colors[0], entries[0].Color);
        Assert.Equal(s_map.Colors[255], entries[5].Color);
        Assert.Equal((null, 0u), (entries[6].Value, entries[6].Color));
    }

    [Theory]
    [InlineData(0, 1, 5, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-11000, 8849, 5, "−10000 −5000 0 5000")]
    [InlineData(0, 0.25, 10, "0.000 0.025 0.050 0.075 0.100 0.125 0.150 0.175 0.200 0.225 0.250")]
    [InlineData(1e9, 3e9, 2, "1e9 2e9 3e9")]
    [InlineData(0, 3e-7, 3, "0 1e−7 2e−7 3e−7")]
    [InlineData(5, 5, 3, "")]
    [InlineData(0, 1, 0, "")]
    public void Linear_ticks_are_round(double minimum, double maximum, int wanted, string labels) =>
        Assert.Equal(labels, Labels(new ContinuousScale(minimum, maximum, s_map), wanted));

    [Theory]
    [InlineData(0.01, 1000, 5, "0.01 0.1 1 10 100 1000")]
    [InlineData(1, 1000, 9, "1 2 5 10 20 50 100 200 500 1000")]
    [InlineData(1, 1000, 6, "1 3 10 30 100 300 1000")]
    [InlineData(1e-10, 1e10, 5, "1e−8 0.0001 1 10000 1e8")]
    [InlineData(200, 300, 4, "200 225 250 275 300")]
    public void Logarithmic_ticks_are_powers_of_ten(double minimum, double maximum, int wanted, string labels) =>
        Assert.Equal(labels, Labels(new ContinuousScale(minimum, maximum, s_map, ScaleTransform.Logarithm), wanted));

    [Theory]
    [MemberData(nameof(Scales))]
    public void Every_scale_is_drawn_in_every_direction_and_size(string name)
    {
        foreach (var orientation in Enum.GetValues<LegendOrientation>())
        {
            foreach (var (width, height, size) in new (int?, int?, int)[] { (null, null, 1), (null, null, 3), (16, 16, 4), (700, 30, 1), (40, 900, 2) })
            {
                foreach (var scale in new ColorScale[] { Scale(name), s_classes })
                {
                    var options = new LegendOptions { Orientation = orientation, Width = width, Height = height, Scale = size, Label = "Density in 1/km²" };
                    var image = DecodedImage.Read(Legend.ToPng(scale, options));
                    var svg = XDocument.Parse(Legend.ToSvg(scale, options)).Root!;
                    Assert.Equal(image.Width, width ?? image.Width);
                    Assert.Equal(image.Height, height ?? image.Height);
                    Assert.Equal(image.Width.ToString(CultureInfo.InvariantCulture), svg.Attribute("width")!.Value);
                    Assert.Equal(image.Height.ToString(CultureInfo.InvariantCulture), svg.Attribute("height")!.Value);
                }
            }
        }
    }

    [Fact]
    public void Classes_are_swatches_with_their_names()
    {
        foreach (var orientation in Enum.GetValues<LegendOrientation>())
        {
            var options = new LegendOptions { Orientation = orientation, Height = 100, Width = 400 };
            var svg = XDocument.Parse(Legend.ToSvg(s_classes, options)).Root!;
            var texts = svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value);
            Assert.Equal(s_classes.Classes.Select(c => c.Label), texts);
            var fills = svg.Descendants().Where(e => e.Name.LocalName == "rect").Select(e => e.Attribute("fill")!.Value).Skip(1);
            Assert.Equal(s_classes.Classes.Select(c => PackedColor.ToHex(c.Color)), fills);
            var image = DecodedImage.Read(Legend.ToPng(s_classes, options));
            Assert.All(s_classes.Classes, c => Assert.True(image.Pixels.Count(pixel => pixel == c.Color) >= 100));
        }
    }

    [Fact]
    public void Text_from_outside_cannot_leave_its_element()
    {
        var label = "</title><script>alert(1)</script>&\"'\u0000\uD800";
        var svg = XDocument.Parse(Legend.ToSvg(new ContinuousScale(0, 1, s_map), new LegendOptions { Label = label })).Root!;
        Assert.DoesNotContain(svg.Descendants(), e => e.Name.LocalName == "script");
        Assert.StartsWith("</title><script>alert(1)</script>&\"'", svg.Elements().First().Value, StringComparison.Ordinal);
        Assert.NotEmpty(Legend.ToPng(new ContinuousScale(0, 1, s_map), new LegendOptions { Label = label }));
    }

    [Fact]
    public void Sizes_that_make_no_sense_are_refused()
    {
        var scale = new ContinuousScale(0, 1, s_map);
        foreach (var options in new LegendOptions[] { new() { Width = 15 }, new() { Height = 4097 }, new() { Scale = 0 }, new() { Ticks = 51 }, new() { Ticks = -1 } })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => Legend.ToPng(scale, options));
            Assert.Throws<ArgumentOutOfRangeException>(() => Legend.ToSvg(scale, options));
        }
    }

    [Fact]
    public void A_ramp_of_a_colormap_shows_all_its_colours()
    {
        var image = DecodedImage.Read(Legend.RampPng(s_map));
        Assert.Equal((256, 24), (image.Width, image.Height));
        Assert.Equal(s_map.Colors.ToArray(), image.Pixels[..256]);
        Assert.Equal(s_map.Colors.ToArray(), image.Pixels[^256..]);
        Assert.Equal(s_map.Colors[255], DecodedImage.Read(Legend.RampPng(s_map, 700, 1)).Pixels[^1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Legend.RampPng(s_map, 0, 1));
    }

    [Fact]
    public void Letters_of_numbers_units_and_names_have_shapes()
    {
        var letters = Enumerable.Range(' ', '~' - ' ' + 1).Select(i => (char)i).Concat("°²³µ–−×·∞≥≤äöüß");
        Assert.All(letters, letter => Assert.True(BitmapFont.Has(letter), $"no {letter}"));
        var shapes = letters.Where(letter => letter is not ('–' or '−')).Select(letter =>
        {
            var canvas = new Canvas(6, 9, 0);
            BitmapFont.Draw(canvas, letter.ToString(), 0, 0, 1, 1);
            return string.Concat(canvas.Pixels.ToArray());
        }).ToArray();
        Assert.Equal(shapes.Length, shapes.Distinct().Count());
    }

    [Fact]
    public void A_colour_over_another_follows_Porter_and_Duff()
    {
        Assert.Equal(0xFF0000FFu, Canvas.Over(0xFF0000FF, 0x80FFFFFF));
        Assert.Equal(0xFF00FF00u, Canvas.Over(0x000000FF, 0xFF00FF00));
        Assert.Equal(0x400000FFu, Canvas.Over(0x400000FF, 0x00FFFFFF));
        Assert.Equal(0xFF7F7F7Fu, Canvas.Over(0x80000000, 0xFFFFFFFF));
        Assert.Equal(0xC0u, Canvas.Over(0x80000000, 0x80FFFFFF) >> 24);
    }

    private static string Labels(RangeScale scale, int wanted) => string.Join(' ', LegendTicks.Of(scale, wanted).Select(t => t.Label));

    private static RangeScale Scale(string name) => name switch
    {
        "linear" => new ContinuousScale(-3, 11, s_map),
        "log" => new ContinuousScale(0.01, 3e4, s_map, ScaleTransform.Logarithm),
        "sqrt" => new ContinuousScale(0, 900, s_map, ScaleTransform.SquareRoot),
        "gamma" => new ContinuousScale(0, 1, s_map, options: new ScaleOptions { Gamma = 2.2 }),
        "stops" => new StopsScale([new(0, 0xFF102030), new(5, 0xFFFF0000), new(1000, 0xFF00FFFF)]),
        _ => new ContinuousScale(4, 4, s_map),
    };

    /// <summary>Colours of the ramp from its first value to its last, read from the picture.</summary>
    private static uint[] RampOf(RangeScale scale, LegendOrientation orientation)
    {
        var options = new LegendOptions { Orientation = orientation, Ticks = 0 };
        var image = DecodedImage.Read(Legend.ToPng(scale, options));
        var isVertical = orientation == LegendOrientation.Vertical;
        var line = isVertical
            ? Enumerable.Range(0, image.Height).Select(y => image.Pixels[(y * image.Width) + 8]).Reverse()
            : Enumerable.Range(0, image.Width).Select(x => image.Pixels[(8 * image.Width) + x]);
        var ramp = line.SkipWhile(pixel => pixel == options.Background).TakeWhile(pixel => pixel != options.Background).ToArray();
        Assert.Equal(200, ramp.Length);
        return ramp;
    }
}
