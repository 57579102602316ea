using CsCheck;
using GeoCore.Imaging;
using GeoCore.Raster;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;

namespace TileServer.Tests.Sources;

public sealed class RenderOptionsTests
{
    private static readonly Gen<double> s_number = Gen.Double.Where(double.IsFinite).Select(number => number == 0 ? 0 : number);

    private static readonly Gen<ValueRange> s_range = Gen.Select(Gen.Float[-1e6f, 1e6f], Gen.Float[0.001f, 1e6f])
        .Select((minimum, width) => new ValueRange(minimum, (double)minimum + width));

    private static readonly Gen<RenderOptions> s_options = Gen.Select(
        Gen.Int[1, 64].Array[0, 4],
        s_range.Array[0, 3],
        Choice<string?>(null, "viridis", "magma_r", """{"1":[1,2,3],"7":"#010203"}""", """[[[0,1],[9,8,7]]]"""),
        Gen.Select(Gen.Double[0.1, 10], Gen.Double[0, 1], Gen.Bool),
        Gen.Select(s_number, s_number, s_number, Gen.UInt).Nullable(),
        Gen.Select(Gen.Enum<Resampling>().Nullable(), Gen.Enum<ScaleTransform>().Nullable(), Choice<string?>(null, "class", "a&b=c"))).Select(
        (bands, ranges, colormap, factors, numbers, choices) => new RenderOptions
        {
            Bands = bands,
            Rescale = ranges,
            Colormap = colormap,
            Gamma = factors.Item1,
            Opacity = factors.Item2,
            Exact = factors.Item3,
            NoData = numbers?.Item1,
            Class = numbers?.Item2,
            Threshold = numbers?.Item3,
            Background = numbers?.Item4,
            Resampling = choices.Item1,
            Scale = choices.Item2,
            Quantity = choices.Item3,
        });

    [Fact]
    public void The_canonical_text_reads_back_as_the_same_options() => s_options.Sample(options =>
    {
        var again = RenderOptionsReader.ReadCanonical(options.CanonicalText);
        return again == options && again.CanonicalText == options.CanonicalText && again.NoData.Equals(options.NoData)
            && again.Rescale.SequenceEqual(options.Rescale) && again.Bands.SequenceEqual(options.Bands) && again.Colormap == options.Colormap;
    });

    [Fact]
    public void Names_stand_in_order_and_defaults_are_not_written()
    {
        var options = RenderOptionsReader.Read(RenderOptions.Default, "rescale", "0.50,1e2");
        options = RenderOptionsReader.Read(options, "opacity", "1.0");
        options = RenderOptionsReader.Read(options, "colormap", "Magma");
        options = RenderOptionsReader.Read(options, "bidx", "2", "1");
        Assert.Equal("bidx=2,1&colormap=magma&rescale=0.5,100", options.CanonicalText);
        Assert.Equal("", RenderOptions.Default.CanonicalText);
    }

    [Fact]
    public void Blanks_in_a_json_colormap_make_no_other_key()
    {
        var tight = RenderOptionsReader.Read(RenderOptions.Default, "colormap", """{"1":[1,2,3]}""");
        var loose = RenderOptionsReader.Read(RenderOptions.Default, "colormap", """ { "1" : [ 1, 2, 3 ] } """);
        Assert.Equal(tight, loose);
    }

    [Fact]
    public void The_negative_zero_is_zero() => Assert.Equal(
        RenderOptionsReader.Read(RenderOptions.Default, "threshold", "0"), RenderOptionsReader.Read(RenderOptions.Default, "threshold", "-0"));

    [Theory]
    [InlineData("rescale", "5,5")]
    [InlineData("rescale", "1")]
    [InlineData("rescale", "nan,1")]
    [InlineData("rescale", "-3e38,3e38")]
    [InlineData("bidx", "0")]
    [InlineData("bidx", "a")]
    [InlineData("bidx", "99999999999")]
    [InlineData("gamma", "0")]
    [InlineData("gamma", "inf")]
    [InlineData("opacity", "1.1")]
    [InlineData("colormap", "no-such")]
    [InlineData("colormap", "{")]
    [InlineData("colormap", "[]")]
    [InlineData("bgcolor", "12345")]
    [InlineData("scale", "cube")]
    [InlineData("resampling", "lanczos9")]
    [InlineData("exact", "maybe")]
    [InlineData("nodata", "x")]
    public void What_cannot_be_read_is_refused_by_name(string name, string text)
    {
        var fault = Assert.Throws<OptionException>(() => RenderOptionsReader.Read(RenderOptions.Default, name, text));
        Assert.Equal(name, fault.Parameter);
        Assert.NotEmpty(fault.Expected);
    }

    [Fact]
    public void Any_text_is_read_or_refused_and_never_a_fault() =>
        Gen.Select(Choice([.. RenderOptionsReader.Names]), Gen.String).Sample((name, text) =>
        {
            try
            {
                RenderOptionsReader.Read(RenderOptions.Default, name, text);
            }
            catch (OptionException fault)
            {
                Assert.Equal(name, fault.Parameter);
            }
        });

    [Fact]
    public void Saying_what_the_layer_does_anyway_makes_no_other_key()
    {
        using var layer = new RasterLayer(new LayerDescription("a", "A"), MemoryRaster.OfWorld(36, 18, (column, row, _) => column + row));
        var statistics = layer.GetStatistics(1);
        var said = new RenderOptions
        {
            Bands = [1],
            Colormap = "viridis",
            Scale = ScaleTransform.Linear,
            Rescale = [new(statistics.Percentile2, statistics.Percentile98)],
            Background = PackedColor.Transparent,
            Exact = true,
        };
        Assert.Equal(RenderOptions.Default, RenderStyles.Normalize(layer, said));
        var other = said with { Colormap = "magma" };
        Assert.Equal("magma", RenderStyles.Normalize(layer, other).Colormap);
    }

    private static Gen<T> Choice<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(index => choices[index]);
}
