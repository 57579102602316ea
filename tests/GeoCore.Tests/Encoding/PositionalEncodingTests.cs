using System.Text.Json;
using GeoCore.Encoding.Positional;

namespace GeoCore.Tests.Encoding;

/// <summary>The eleven encodings against the reference code and against their formulas.</summary>
public class PositionalEncodingTests
{
    public static TheoryData<string> MultiScale => [.. PositionalEncodings.Names.Except(["direct", "cartesian3d", "wrap", "dfs", "sphericalharmonics"])];

    [Theory]
    [InlineData("direct")]
    [InlineData("cartesian3d")]
    [InlineData("wrap")]
    public void Single_scale_encodings_equal_the_reference_code(string name)
    {
        var golden = GoldenEncoding.Read("positional_encoders_reference.json");
        Compare(golden.GetProperty("lonlat_deg").Rows(), golden.GetProperty(name), new() { Name = name, Variant = EncodingVariant.Reference });
    }

    [Theory]
    [MemberData(nameof(MultiScale))]
    public void The_reference_variant_equals_the_reference_code_with_its_order_and_duplicates(string name)
    {
        var golden = GoldenEncoding.Read("positional_encoders_reference.json");
        var places = golden.GetProperty("lonlat_deg").Rows();
        foreach (var setting in golden.GetProperty("multiscale").EnumerateObject().Select(property => property.Value))
        {
            var used = setting.GetProperty("point_indices").EnumerateArray().Select(index => places[index.GetInt32()]).ToArray();
            Compare(used, setting.GetProperty(name), Options(name, setting) with { Variant = EncodingVariant.Reference });
        }
    }

    [Theory]
    [MemberData(nameof(MultiScale))]
    [InlineData("dfs")]
    public void The_corrected_variant_equals_its_formulas(string name)
    {
        var golden = GoldenEncoding.Read("positional_encoders_corrected.json");
        Compare(golden.GetProperty("lonlat_deg").Rows(), golden.GetProperty(name), Options(name, golden));
    }

    [Theory]
    [InlineData("grid", 1)]
    [InlineData("theory", 1)]
    [InlineData("spherec", 2)]
    [InlineData("spherecplus", 2)]
    public void Degrees_instead_of_radians_only_rescale_the_radii(string name, int copies)
    {
        var reference = PositionalEncodings.Create(new()
        {
            Name = name,
            Scales = 8,
            MinimumRadius = 3,
            MaximumRadius = 360,
            Variant = EncodingVariant.Reference,
        });
        var corrected = PositionalEncodings.Create(new()
        {
            Name = name,
            Scales = 8,
            MinimumRadius = 3 * Math.PI / 180,
            MaximumRadius = 2 * Math.PI,
        });
        var (longitudes, latitudes) = Places.Random(50, 3);
        var doubled = Features(reference, longitudes, latitudes);
        var once = doubled.Where((_, k) => k % copies == 0).ToArray();
        Differences.Below(1e-12, Features(corrected, longitudes, latitudes), once);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(64)]
    public void Dimensions_are_as_tabulated(int scales)
    {
        int Dimension(string name, EncodingVariant variant = EncodingVariant.Corrected) =>
            PositionalEncodings.Create(new() { Name = name, Scales = scales, Degrees = scales, Variant = variant }).Dimension;

        Assert.Equal([2, 3, 4], [Dimension("direct"), Dimension("cartesian3d"), Dimension("wrap")]);
        Assert.Equal([4 * scales, 6 * scales], [Dimension("grid"), Dimension("theory")]);
        Assert.Equal([3 * scales, 6 * scales], [Dimension("spherec"), Dimension("spherecplus")]);
        Assert.Equal([5 * scales, 8 * scales], [Dimension("spherem"), Dimension("spheremplus")]);
        Assert.Equal([(4 * scales) + (4 * scales * scales), scales * scales], [Dimension("dfs"), Dimension("sphericalharmonics")]);
        Assert.Equal([4 * scales, 6 * scales], [Dimension("grid", EncodingVariant.Reference), Dimension("theory", EncodingVariant.Reference)]);
        Assert.Equal([6 * scales, 12 * scales], [Dimension("spherec", EncodingVariant.Reference), Dimension("spherecplus", EncodingVariant.Reference)]);
        Assert.Equal([10 * scales, 16 * scales], [Dimension("spherem", EncodingVariant.Reference), Dimension("spheremplus", EncodingVariant.Reference)]);
    }

    [Fact]
    public void With_an_odd_number_of_scales_the_reference_theory_swaps_sine_and_cosine_in_its_second_half()
    {
        PositionalEncodingOptions options = new() { Name = "theory", Scales = 3, MinimumRadius = 10, MaximumRadius = 360, Variant = EncodingVariant.Reference };
        var features = Features(PositionalEncodings.Create(options), [5.6], [51.9]);
        double Angle(int s, double east, double north) => ((east * 5.6) + (north * 51.9)) / (10 * Math.Pow(36, s / 2.0));
        Assert.Equal(Math.Sin(Angle(0, 1, 0)), features[0], 1e-13);
        Assert.Equal(Math.Sin(Angle(1, -0.5, Math.Sqrt(3) / 2)), features[8], 1e-13);
        Assert.Equal(Math.Sin(Angle(1, -0.5, Math.Sqrt(3) / 2)), features[9], 1e-13);
        Assert.Equal(Math.Cos(Angle(1, -0.5, -Math.Sqrt(3) / 2)), features[10], 1e-13);
        Assert.Equal(Math.Sin(Angle(2, -0.5, -Math.Sqrt(3) / 2)), features[17], 1e-13);
    }

    [Fact]
    public void Floats_are_the_rounded_doubles()
    {
        var (longitudes, latitudes) = Places.Random(20, 9);
        foreach (var name in PositionalEncodings.Names)
        {
            var encoding = PositionalEncodings.Create(new() { Name = name });
            var floats = new float[20 * encoding.Dimension];
            encoding.Encode(longitudes, latitudes, floats);
            Differences.Below(4e-7, Features(encoding, longitudes, latitudes), Differences.Doubles(floats));
        }
    }

    [Theory]
    [InlineData("name", "fourier", 16, 0.05, 1, EncodingVariant.Corrected, false)]
    [InlineData("degrees", "sphericalharmonics", 0, 0.05, 1, EncodingVariant.Corrected, false)]
    [InlineData("degrees", "sphericalharmonics", 3001, 0.05, 1, EncodingVariant.Corrected, false)]
    [InlineData("scales", "grid", 1, 0.05, 1, EncodingVariant.Corrected, false)]
    [InlineData("scales", "dfs", 257, 0.05, 1, EncodingVariant.Corrected, false)]
    [InlineData("minimumRadius", "grid", 16, 0, 1, EncodingVariant.Corrected, false)]
    [InlineData("minimumRadius", "grid", 16, double.NaN, 1, EncodingVariant.Corrected, false)]
    [InlineData("maximumRadius", "grid", 16, 1, 1, EncodingVariant.Corrected, false)]
    [InlineData("maximumRadius", "grid", 16, 1, double.PositiveInfinity, EncodingVariant.Corrected, false)]
    [InlineData("variant", "dfs", 16, 0.05, 1, EncodingVariant.Reference, false)]
    [InlineData("integerFrequencies", "grid", 16, 0.05, 1, EncodingVariant.Reference, true)]
    public void A_field_out_of_range_is_named(string field, string name, int number, double minimum, double maximum, EncodingVariant variant, bool integers)
    {
        PositionalEncodingOptions options = new()
        {
            Name = name,
            Degrees = number,
            Scales = number,
            MinimumRadius = minimum,
            MaximumRadius = maximum,
            Variant = variant,
            IntegerFrequencies = integers,
        };
        Assert.Equal(field, Assert.Throws<ArgumentOutOfRangeException>(() => PositionalEncodings.Create(options)).ParamName);
    }

    private static PositionalEncodingOptions Options(string name, JsonElement setting) => new()
    {
        Name = name,
        Scales = setting.GetProperty("frequency_num").GetInt32(),
        MinimumRadius = setting.GetProperty("min_radius").GetDouble(),
        MaximumRadius = setting.GetProperty("max_radius").GetDouble(),
    };

    private static void Compare(double[][] places, JsonElement expected, PositionalEncodingOptions options)
    {
        var rows = expected.Rows();
        Assert.Equal(places.Length, rows.Length);
        var features = Features(PositionalEncodings.Create(options), [.. places.Select(place => place[0])], [.. places.Select(place => place[1])]);
        Differences.Below(1e-12, rows.SelectMany(row => row).ToArray(), features);
    }

    private static double[] Features(IPositionalEncoding encoding, double[] longitudes, double[] latitudes)
    {
        var features = new double[longitudes.Length * encoding.Dimension];
        encoding.Encode(longitudes, latitudes, features);
        return features;
    }
}
