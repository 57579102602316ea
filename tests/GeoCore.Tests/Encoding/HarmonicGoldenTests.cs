using GeoCore.Encoding.Harmonics;

namespace GeoCore.Tests.Encoding;

/// <summary>Harmonics against values that other programs computed.</summary>
public class HarmonicGoldenTests
{
    [Theory]
    [InlineData(HarmonicConvention.ReferenceAnalytic, "analytic")]
    [InlineData(HarmonicConvention.ReferenceClosedForm, "closed_form")]
    public void The_reference_conventions_give_the_reference_codes_features(HarmonicConvention convention, string key)
    {
        var golden = GoldenEncoding.Read("sh_reference_L10.json");
        var places = golden.GetProperty("lonlat_deg").Rows();
        var expected = golden.GetProperty(key).Rows();
        var harmonics = new SphericalHarmonics(10, convention);
        var features = new double[harmonics.Dimension];
        for (var i = 0; i < places.Length; i++)
        {
            harmonics.Evaluate(places[i][0], places[i][1], features);
            Differences.Below(3e-12, expected[i], features); // the reference itself is off by 2.4e-12 near the poles
        }
    }

    [Fact]
    public void Degrees_up_to_1000_agree_with_80_digit_arithmetic_to_1e_12()
    {
        var rows = GoldenEncoding.Read("sh_high_degree.json").GetProperty("rows").Rows().Where(row => row[0] <= 1000).ToArray();
        Assert.True(rows.Length > 80);
        CompareHighDegrees(rows, new SphericalHarmonics(1001), 1e-12);
    }

    [Fact]
    public void Degrees_up_to_2000_agree_with_80_digit_arithmetic_to_2e_12()
    {
        var rows = GoldenEncoding.Read("sh_high_degree.json").GetProperty("rows").Rows();
        CompareHighDegrees(rows, new SphericalHarmonics(2001), 2e-12);
    }

    private static void CompareHighDegrees(double[][] rows, SphericalHarmonics harmonics, double tolerance)
    {
        var features = new double[harmonics.Dimension];
        foreach (var place in rows.GroupBy(row => (Longitude: row[2], Latitude: row[3])))
        {
            harmonics.Evaluate(place.Key.Longitude, place.Key.Latitude, features);
            foreach (var row in place)
            {
                int l = (int)row[0], m = (int)row[1];
                var value = features[SphericalHarmonics.Index(l, m)];
                var bound = row[4] == 0 ? 1e-280 : tolerance;
                Assert.True(Math.Abs(value - row[4]) <= bound, $"({l}, {m}) at {place.Key}: {value:R} instead of {row[4]:R}, off by {value - row[4]:E1}");
            }
        }
    }
}
