using GeoCore.Imaging;

namespace GeoCore.Tests.Imaging;

public class ColormapTests
{
    public static TheoryData<string> Names => [.. Colormaps.All.Select(colormap => colormap.Name)];

    public static TheoryData<string> SequentialNames => NamesOf(ColormapKind.Sequential);

    public static TheoryData<string> CyclicNames => NamesOf(ColormapKind.Cyclic);

    public static TheoryData<string> DivergingNames => NamesOf(ColormapKind.Diverging);

    [Theory]
    [InlineData("viridis", "#440154", "#21918c", "#fde725")]
    [InlineData("magma", "#000004", "#b73779", "#fcfdbf")]
    [InlineData("inferno", "#000004", "#bc3754", "#fcffa4")]
    [InlineData("plasma", "#0d0887", "#cc4778", "#f0f921")]
    [InlineData("cividis", "#00224e", "#7d7c78", "#fee838")]
    [InlineData("turbo", "#30123b", "#a4fc3c", "#7a0403")]
    [InlineData("gray", "#000000", "#808080", "#ffffff")]
    public void Published_maps_have_their_published_colours(string name, string first, string middle, string last)
    {
        var colormap = Colormaps.Get(name);
        Assert.Equal(first, PackedColor.ToHex(colormap.Colors[0]));
        Assert.Equal(last, PackedColor.ToHex(colormap.Colors[255]));
        Assert.True(PackedColor.TryParse(middle, out var expected));
        var actual = colormap.At(0.5);
        Assert.InRange(Math.Abs(PackedColor.Red(actual) - PackedColor.Red(expected)), 0, 2);
        Assert.InRange(Math.Abs(PackedColor.Green(actual) - PackedColor.Green(expected)), 0, 2);
        Assert.InRange(Math.Abs(PackedColor.Blue(actual) - PackedColor.Blue(expected)), 0, 2);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_map_says_what_it_is_and_whose(string name)
    {
        var colormap = Colormaps.Get(name);
        Assert.Equal(name, name.ToLowerInvariant());
        Assert.All([colormap.Title, colormap.Source, colormap.Licence], text => Assert.False(string.IsNullOrWhiteSpace(text)));
        Assert.Equal(256, colormap.Colors.Length);
        Assert.All(colormap.Colors.ToArray(), color => Assert.Equal(255, PackedColor.Alpha(color)));
    }

    [Theory]
    [MemberData(nameof(SequentialNames))]
    public void A_sequential_map_is_monotone_in_lightness(string name)
    {
        var colormap = Colormaps.Get(name);
        var lightness = colormap.Colors.ToArray().Select(color => Oklab.FromColor(color).L).ToArray();
        var direction = Math.Sign(lightness[^1] - lightness[0]);
        Assert.True(Math.Abs(lightness[^1] - lightness[0]) > 0.4);

        // a channel of eight bits moves lightness by up to 0.002 against the trend
        for (var i = 1; i < lightness.Length; i++)
            Assert.True((lightness[i] - lightness[i - 1]) * direction > -0.002, $"{name} turns at {i}");
        for (var i = 8; i < lightness.Length; i++)
            Assert.True((lightness[i] - lightness[i - 8]) * direction > 0, $"{name} stands still at {i}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Neighbouring_colours_differ_alike(string name)
    {
        var points = Colormaps.Get(name).Colors.ToArray().Select(Oklab.FromColor).ToArray();
        var steps = Enumerable.Range(8, 248).Select(i => points[i].DistanceTo(points[i - 8])).ToArray();
        Assert.True(steps.Max() < 6 * steps.Average(), $"{name} jumps: {steps.Max()} against {steps.Average()}");
        Assert.True(steps.Min() > 0.1 * steps.Average(), $"{name} stalls: {steps.Min()} against {steps.Average()}");
    }

    [Theory]
    [MemberData(nameof(CyclicNames))]
    public void A_cyclic_map_ends_where_it_begins(string name)
    {
        var colormap = Colormaps.Get(name);
        var gap = Oklab.FromColor(colormap.Colors[0]).DistanceTo(Oklab.FromColor(colormap.Colors[255]));
        Assert.InRange(gap, 0, 0.02);
    }

    [Theory]
    [MemberData(nameof(DivergingNames))]
    public void A_diverging_map_is_lightest_in_the_middle(string name)
    {
        var lightness = Colormaps.Get(name).Colors.ToArray().Select(color => Oklab.FromColor(color).L).ToArray();
        Assert.InRange(Array.IndexOf(lightness, lightness.Max()), 112, 143);
    }

    [Fact]
    public void Names_are_found_in_any_case_and_turned_round_by_their_suffix()
    {
        Assert.True(Colormaps.TryGet("Viridis_R", out var reversed));
        var straight = Colormaps.Get("viridis");
        Assert.Equal("viridis_r", reversed.Name);
        Assert.Equal(straight.Colors.ToArray(), reversed.Colors.ToArray().Reverse());
        Assert.Equal("viridis", reversed.Reversed().Name);
        Assert.False(Colormaps.TryGet("no-such-map", out _));
        Assert.False(Colormaps.TryGet(null, out _));
        Assert.False(Colormaps.TryGet("viridis_r_r", out _));
        Assert.Contains("'no-such-map'", Assert.Throws<ColormapException>(() => Colormaps.Get("no-such-map")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Positions_between_entries_are_mixed_and_outside_are_held()
    {
        var gray = Colormaps.Get("gray");
        Assert.Equal(gray.Colors[0], gray.At(-1));
        Assert.Equal(gray.Colors[255], gray.At(2));
        Assert.Equal(gray.Colors[100], gray.At(100 / 255.0));
        Assert.Throws<ArgumentException>(() => new Colormap("short", "", ColormapKind.Sequential, new uint[255], "", ""));
    }

    [Fact]
    public void Oklab_returns_every_colour_it_is_given()
    {
        for (var color = 0xFF000000; color < 0xFFFFFFFF - 4001; color += 4001)
            Assert.Equal(color, Oklab.FromColor(color).ToColor());
        Assert.Equal(0xFFFFFFFF, Oklab.FromColor(0xFFFFFFFF).ToColor());

        // published example: pure red
        var red = Oklab.FromColor(0xFF0000FF);
        Assert.Equal((0.628, 0.225, 0.126), (Math.Round(red.L, 3), Math.Round(red.A, 3), Math.Round(red.B, 3)));
    }

    private static TheoryData<string> NamesOf(ColormapKind kind) =>
        [.. Colormaps.All.Where(colormap => colormap.Kind == kind).Select(colormap => colormap.Name)];
}
