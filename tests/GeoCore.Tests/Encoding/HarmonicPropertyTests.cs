using CsCheck;
using GeoCore.Encoding.Harmonics;

namespace GeoCore.Tests.Encoding;

/// <summary>What harmonics are, whoever computes them.</summary>
public class HarmonicPropertyTests
{
    private static readonly Gen<(double Longitude, double Latitude)> s_places = Gen.Select(Gen.Double[-180, 180], Gen.Double[-90, 90]);

    [Fact]
    public void The_index_numbers_all_degrees_and_orders()
    {
        for (var degrees = 1; degrees <= 64; degrees++)
        {
            var seen = new bool[degrees * degrees];
            for (var l = 0; l < degrees; l++)
            {
                for (var m = -l; m <= l; m++)
                {
                    Assert.False(seen[SphericalHarmonics.Index(l, m)]);
                    seen[SphericalHarmonics.Index(l, m)] = true;
                }
            }

            Assert.DoesNotContain(false, seen);
        }
    }

    [Fact]
    public void Sixteen_closed_forms_hold()
    {
        var harmonics = new SphericalHarmonics(4);
        var (longitudes, latitudes) = Places.Random(1000, 21);
        var features = new double[16 * 1000];
        harmonics.Encode(longitudes, latitudes, features);
        for (var i = 0; i < 1000; i++)
        {
            Differences.Below(1e-14, Polynomials(longitudes[i], latitudes[i]), features.AsSpan(i * 16, 16));
        }
    }

    [Theory]
    [InlineData(1001, 2e-12, new double[] { 0, 10, -10, 45, -45, 60, -60, 80, -80, 85, -85, 88, -88, 89, -89, 89.5, -89.5, 89.9, -89.9, 89.9999999, 90 })]
    [InlineData(3000, 1e-11, new double[] { 45, 60, -80, 89 })]
    public void The_squares_of_a_degree_sum_to_2l_plus_1_over_4_pi(int degrees, double tolerance, double[] latitudes)
    {
        var harmonics = new SphericalHarmonics(degrees);
        var features = new double[harmonics.Dimension];
        foreach (var latitude in latitudes)
        {
            harmonics.Evaluate(17.3, latitude, features);
            for (var l = 0; l < degrees; l++)
            {
                var sum = 0.0;
                foreach (var value in features.AsSpan(l * l, (2 * l) + 1))
                {
                    sum += value * value;
                }

                var relative = Math.Abs((sum * 4 * Math.PI / ((2 * l) + 1)) - 1);
                Assert.True(relative <= tolerance, $"degree {l} at {latitude}°: {relative:E1}");
            }
        }
    }

    [Fact]
    public void The_block_in_single_precision_sums_to_2l_plus_1_over_4_pi_for_512_degrees()
    {
        var harmonics = new SphericalHarmonics(512);
        var block = new float[harmonics.BlockLength];
        double[] latitudes = [0, 10, -20, 45, -60, 70, 80, -85, 88, -89, 89.5, 68.4, -68.4, 30, 5, -89.5];
        harmonics.EvaluateBlock(new double[16], latitudes, block);
        for (var lane = 0; lane < 16; lane++)
        {
            for (var l = 0; l < 512; l++)
            {
                var sum = 0.0;
                for (var k = l * l; k <= (l * l) + (2 * l); k++)
                {
                    sum += (double)block[(k * 16) + lane] * block[(k * 16) + lane];
                }

                Assert.Equal(1, sum * 4 * Math.PI / ((2 * l) + 1), 2e-6);
            }
        }
    }

    [Fact]
    public void At_a_pole_only_order_0_is_left_whatever_the_longitude()
    {
        var harmonics = new SphericalHarmonics(64);
        var random = new Random(4);
        foreach (var latitude in new[] { 90.0, -90 })
        {
            var first = Evaluate(harmonics, 0, latitude);
            for (var l = 0; l < 64; l++)
            {
                for (var m = -l; m <= l; m++)
                {
                    var expected = m == 0 ? Math.Sqrt(((2 * l) + 1) / (4 * Math.PI)) * (latitude < 0 && l % 2 == 1 ? -1 : 1) : 0;
                    Assert.Equal(expected, first[SphericalHarmonics.Index(l, m)], m == 0 ? 1e-14 * (l + 1) : 0);
                }
            }

            for (var i = 0; i < 100; i++)
            {
                Assert.Equal(first, Evaluate(harmonics, (360 * random.NextDouble()) - 180, latitude));
            }
        }
    }

    [Fact]
    public void The_antimeridian_gives_the_same_bits_from_both_sides() =>
        Gen.Double[-90, 90].Sample(
            latitude =>
            {
                var harmonics = new SphericalHarmonics(20);
                double[] block = new double[harmonics.BlockLength];
                harmonics.EvaluateBlock([180, -180], [latitude, latitude], block);
                for (var k = 0; k < harmonics.Dimension; k++)
                {
                    Assert.Equal(BitConverter.DoubleToInt64Bits(block[k * 16]), BitConverter.DoubleToInt64Bits(block[(k * 16) + 1]));
                }

                Assert.Equal(Evaluate(harmonics, 180, latitude), Evaluate(harmonics, -180, latitude));
            },
            iter: 100);

    [Fact]
    public void Whole_turns_do_not_matter() => s_places.Sample(
        place =>
        {
            var harmonics = new SphericalHarmonics(40);
            Differences.Below(1e-13 * 40, Evaluate(harmonics, place.Longitude, place.Latitude), Evaluate(harmonics, place.Longitude + 360, place.Latitude));
            var small = new SphericalHarmonics(4);
            Differences.Below(1e-13, Evaluate(small, place.Longitude, place.Latitude), Evaluate(small, place.Longitude - 360, place.Latitude));
        },
        iter: 100);

    [Fact]
    public void The_antipode_changes_the_sign_of_odd_degrees() => s_places.Sample(
        place =>
        {
            var harmonics = new SphericalHarmonics(64);
            var here = Evaluate(harmonics, place.Longitude, place.Latitude);
            var there = Evaluate(harmonics, place.Longitude + 180, -place.Latitude);
            for (var k = 0; k < here.Length; k++)
            {
                here[k] *= (int)Math.Sqrt(k) % 2 == 0 ? 1 : -1;
            }

            Differences.Below(1e-12, here, there);
        },
        iter: 100);

    [Fact]
    public void A_turn_about_the_axis_rotates_each_pair_of_orders() => s_places.Sample(
        place =>
        {
            const double turn = 37.25;
            var harmonics = new SphericalHarmonics(32);
            var before = Evaluate(harmonics, place.Longitude, place.Latitude);
            var after = Evaluate(harmonics, place.Longitude + turn, place.Latitude);
            for (var l = 0; l < 32; l++)
            {
                for (var m = 1; m <= l; m++)
                {
                    var (sin, cos) = Math.SinCos(m * turn * Math.PI / 180);
                    double c = before[SphericalHarmonics.Index(l, m)], s = before[SphericalHarmonics.Index(l, -m)];
                    Assert.Equal((c * cos) - (s * sin), after[SphericalHarmonics.Index(l, m)], 1e-12);
                    Assert.Equal((c * sin) + (s * cos), after[SphericalHarmonics.Index(l, -m)], 1e-12);
                }
            }
        },
        iter: 50);

    [Fact]
    public void The_conventions_differ_by_their_factors_exactly()
    {
        var standard = Evaluate(new SphericalHarmonics(12), 25, -47);
        foreach (var convention in Enum.GetValues<HarmonicConvention>())
        {
            var features = Evaluate(new SphericalHarmonics(12, convention), 25, -47);
            for (var l = 0; l < 12; l++)
            {
                for (var m = -l; m <= l; m++)
                {
                    var k = SphericalHarmonics.Index(l, m);
                    Assert.Equal(standard[k] * convention.Factor(l, Math.Abs(m)), features[k], m == 0 && convention == HarmonicConvention.SatClip ? 1e-15 : 0);
                }
            }

            Assert.True(HarmonicConventions.TryParse(convention.WireName(), out var parsed));
            Assert.Equal(convention, parsed);
        }

        Assert.False(HarmonicConventions.TryParse("geodesy", out _));
    }

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(double.PositiveInfinity, 0)]
    [InlineData(0, double.NaN)]
    [InlineData(0, 90.000001)]
    [InlineData(0, -91)]
    public void What_is_not_a_place_is_refused(double longitude, double latitude)
    {
        var harmonics = new SphericalHarmonics(3);
        Assert.Throws<ArgumentOutOfRangeException>(() => Evaluate(harmonics, longitude, latitude));
        Assert.Throws<ArgumentOutOfRangeException>(() => harmonics.Encode([longitude], [latitude], new float[9]));
    }

    private static double[] Evaluate(SphericalHarmonics harmonics, double longitude, double latitude)
    {
        var features = new double[harmonics.Dimension];
        harmonics.Evaluate(longitude, latitude, features);
        return features;
    }

    /// <summary>Degrees 0 to 3 as polynomials of the unit vector.</summary>
    private static double[] Polynomials(double longitude, double latitude)
    {
        var (sinPhi, cosPhi) = Math.SinCos(latitude * Math.PI / 180);
        var (sinLambda, cosLambda) = Math.SinCos(longitude * Math.PI / 180);
        double x = cosPhi * cosLambda, y = cosPhi * sinLambda, z = sinPhi;
        return
        [
            0.28209479177387814,
            0.4886025119029199 * y, 0.4886025119029199 * z, 0.4886025119029199 * x,
            1.0925484305920792 * x * y, 1.0925484305920792 * y * z, 0.31539156525252005 * ((3 * z * z) - 1),
            1.0925484305920792 * x * z, 0.5462742152960396 * ((x * x) - (y * y)),
            0.5900435899266435 * y * ((3 * x * x) - (y * y)), 2.890611442640554 * x * y * z, 0.4570457994644658 * y * ((5 * z * z) - 1),
            0.3731763325901154 * z * ((5 * z * z) - 3), 0.4570457994644658 * x * ((5 * z * z) - 1),
            1.445305721320277 * z * ((x * x) - (y * y)), 0.5900435899266435 * x * ((x * x) - (3 * y * y)),
        ];
    }
}
