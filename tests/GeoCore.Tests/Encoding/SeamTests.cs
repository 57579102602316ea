using GeoCore.Encoding.Positional;

namespace GeoCore.Tests.Encoding;

/// <summary>What happens where the antimeridian is crossed.</summary>
public class SeamTests
{
    [Theory]
    [InlineData("grid")]
    [InlineData("spherec")]
    [InlineData("spherecplus")]
    [InlineData("dfs")]
    public void Integer_frequencies_close_the_seam(string name)
    {
        PositionalEncodingOptions options = new() { Name = name, Scales = 6, MinimumRadius = 0.02, MaximumRadius = 1 };
        var open = PositionalEncodings.Create(options);
        var closed = PositionalEncodings.Create(options with { IntegerFrequencies = true });
        Assert.True(PositionalEncodings.SeamJump(open) > 0.1);
        Assert.True(PositionalEncodings.SeamJump(closed) < 1e-12);
        foreach (var latitude in new[] { -71.5, 0, 33.3 })
        {
            Assert.True(Step(closed, latitude) < 1e-9);
            Assert.True(Step(open, latitude) > 0.1);
        }
    }

    [Theory]
    [InlineData("cartesian3d")]
    [InlineData("wrap")]
    [InlineData("sphericalharmonics")]
    public void Encodings_of_the_sphere_have_no_seam(string name) =>
        Assert.Equal(0, PositionalEncodings.SeamJump(PositionalEncodings.Create(new() { Name = name })));

    [Fact]
    public void Direct_coordinates_jump_by_a_whole_turn() =>
        Assert.Equal(2 * Math.PI, PositionalEncodings.SeamJump(PositionalEncodings.Create(new() { Name = "direct" })), 1e-12);

    [Fact]
    public void Rounded_frequencies_stay_distinct()
    {
        var encoding = PositionalEncodings.Create(new() { Name = "grid", Scales = 8, MinimumRadius = 0.3, MaximumRadius = 5, IntegerFrequencies = true });
        var features = new double[encoding.Dimension];
        encoding.Encode([10.0], [0.0], features);
        for (var s = 0; s < 8; s++)
        {
            Assert.Equal(Math.Sin((8 - s) * Math.PI / 18), features[2 * s], 1e-14); // 3, 2, 2, 1, 1, 1, 0, 0 would coincide
        }
    }

    /// <summary>The largest change over the last 10⁻¹² degrees before the antimeridian, across it.</summary>
    private static double Step(IPositionalEncoding encoding, double latitude)
    {
        double[] west = new double[encoding.Dimension], east = new double[encoding.Dimension];
        encoding.Encode([180 - 1e-12], [latitude], east);
        encoding.Encode([-180 + 1e-12], [latitude], west);
        return Differences.Largest(west, east);
    }
}
