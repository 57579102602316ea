using CsCheck;
using GeoCore.Imaging;

namespace GeoCore.Tests.Imaging;

public class PackedColorTests
{
    [Theory]
    [InlineData("#f80", 0xFF0088FF)]
    [InlineData("f80c", 0xCC0088FF)]
    [InlineData("#12aBcD", 0xFFCDAB12)]
    [InlineData("#12abcd00", 0x00CDAB12)]
    public void Hexadecimal_colours_are_read(string text, uint expected)
    {
        Assert.True(PackedColor.TryParse(text, out var color));
        Assert.Equal(expected, color);
    }

    [Theory]
    [InlineData("")]
    [InlineData("#")]
    [InlineData("#12345")]
    [InlineData("#1234567")]
    [InlineData("##1234")]
    [InlineData("red")]
    [InlineData("#12 456")]
    [InlineData("+12345")]
    [InlineData("#１２３")]
    public void Other_texts_are_refused(string text) => Assert.False(PackedColor.TryParse(text, out _));

    [Fact]
    public void Every_colour_survives_its_text() => Gen.UInt.Sample(color =>
        Assert.True(PackedColor.TryParse(PackedColor.ToHex(color), out var read) && read == color));

    [Fact]
    public void Channels_are_red_first_in_memory()
    {
        var color = PackedColor.Pack(1, 2, 3, 4);
        Assert.Equal([1, 2, 3, 4], BitConverter.GetBytes(color));
        Assert.Equal((1, 2, 3, 4), (PackedColor.Red(color), PackedColor.Green(color), PackedColor.Blue(color), PackedColor.Alpha(color)));
        Assert.Throws<ArgumentOutOfRangeException>(() => PackedColor.Pack(256, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PackedColor.Pack(0, 0, -1));
    }

    [Fact]
    public void Opacity_touches_alpha_alone()
    {
        Assert.Equal(0x80030201u, PackedColor.WithOpacity(0xFF030201, 0.5));
        Assert.Equal(0x00030201u, PackedColor.WithOpacity(0xFF030201, 0));
        Assert.Equal(0xFF030201u, PackedColor.WithOpacity(0xFF030201, 1));
    }
}
