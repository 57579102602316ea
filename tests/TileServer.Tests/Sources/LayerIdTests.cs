using CsCheck;
using TileServer.Sources.Layers;

namespace TileServer.Tests.Sources;

public sealed class LayerIdTests
{
    [Theory]
    [InlineData("elevation.tif", "elevation")]
    [InlineData("/data/My Map (v2).TIF", "my-map--v2-")]
    [InlineData("Größe.tiff", "gr--e")]
    [InlineData("_hidden.tif", "hidden")]
    [InlineData("-.tif", "layer")]
    [InlineData("a.b.tif", "a-b")]
    public void A_file_gives_its_stem_in_the_letters_of_urls(string path, string id) => Assert.Equal(id, LayerId.FromPath(path));

    [Fact]
    public void A_folder_keeps_what_follows_a_dot() => Assert.Equal("land-v1", LayerId.FromPath("/published/land.v1", isFolder: true));

    [Fact]
    public void Whatever_a_file_is_called_its_identifier_is_valid() =>
        Gen.String.Sample(name => LayerId.IsValid(LayerId.FromPath(name)) && LayerId.IsValid(LayerId.FromPath(name, isFolder: true)));

    [Theory]
    [InlineData("a", true)]
    [InlineData("0_-", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("A", false)]
    [InlineData("aB", false)]
    [InlineData("a/b", false)]
    [InlineData("ä", false)]
    public void Only_lower_case_letters_digits_and_dashes_are_valid(string text, bool isValid) => Assert.Equal(isValid, LayerId.IsValid(text));

    [Fact]
    public void The_length_is_limited()
    {
        Assert.True(LayerId.IsValid(new string('a', 64)));
        Assert.False(LayerId.IsValid(new string('a', 65)));
    }

    [Fact]
    public void Equal_names_are_numbered_from_two_within_the_limit()
    {
        var taken = new HashSet<string>();
        var longName = new string('a', 64);
        Assert.Equal(["x", "x-2", "x-3"], new[] { "x", "x", "x" }.Select(id => LayerId.MakeUnique(id, taken)));
        Assert.Equal([longName, longName[..62] + "-2"], new[] { longName, longName }.Select(id => LayerId.MakeUnique(id, taken)));
    }
}
