using GeoCore.Encoding.Harmonics;

namespace GeoCore.Tests.Encoding;

/// <summary>Integrals over the sphere: Gauss–Legendre in sin φ times equal steps of longitude, exact for products of the degrees used.</summary>
public class HarmonicQuadratureTests
{
    [Theory]
    [InlineData(10, 1e-14)]
    [InlineData(40, 2e-13)]
    public void All_harmonics_are_orthonormal(int degrees, double tolerance)
    {
        var grid = new SphereQuadrature(degrees);
        var features = grid.Features(new SphericalHarmonics(degrees));
        var count = degrees * degrees;
        for (var a = 0; a < count; a++)
        {
            Assert.Equal(1, grid.Product(features, count, a, a), tolerance);
            for (var b = 0; b < a; b += degrees > 20 ? 173 : 1)
            {
                Assert.Equal(0, grid.Product(features, count, a, b), tolerance);
            }
        }
    }

    [Fact]
    public void Pairs_of_256_degrees_are_orthonormal()
    {
        const int degrees = 256;
        var harmonics = new SphericalHarmonics(degrees);
        var (nodes, weights) = GaussLegendre.Rule(degrees);
        var tables = new double[degrees][];
        for (var i = 0; i < degrees; i++)
        {
            tables[i] = new double[harmonics.LegendreLength];
            harmonics.FillLegendre(Math.Asin(nodes[i]) * 180 / Math.PI, tables[i]);
        }

        // longitudes are exact: ∫ cos² mλ dλ = π, 2π for m = 0, and different orders vanish; what remains is the integral over latitude
        var random = new Random(6);
        for (var pair = 0; pair < 5000; pair++)
        {
            var m = random.Next(degrees);
            int a = random.Next(m, degrees), b = pair % 2 == 0 ? a : random.Next(m, degrees);
            var sum = 0.0;
            for (var i = 0; i < degrees; i++)
            {
                sum += weights[i] * tables[i][harmonics.LegendreOffset(m) + a - m] * tables[i][harmonics.LegendreOffset(m) + b - m];
            }

            Assert.Equal(a == b ? 1 : 0, sum * (m == 0 ? 2 * Math.PI : Math.PI), 1e-11);
        }
    }

    [Fact]
    public void A_band_limited_function_is_found_again_from_its_projection()
    {
        const int degrees = 31;
        var harmonics = new SphericalHarmonics(degrees, HarmonicConvention.ReferenceAnalytic);
        var grid = new SphereQuadrature(degrees);
        var features = grid.Features(harmonics);
        var random = new Random(8);
        var coefficients = Enumerable.Range(0, degrees * degrees).Select(_ => random.NextDouble() - 0.5).ToArray();
        var projected = grid.Project(features, grid.Synthesise(features, coefficients), coefficients.Length);
        var (longitudes, latitudes) = Places.Random(100, 9);
        var row = new double[harmonics.Dimension];
        for (var i = 0; i < longitudes.Length; i++)
        {
            harmonics.Evaluate(longitudes[i], latitudes[i], row);
            Assert.Equal(row.Zip(coefficients, (y, w) => y * w).Sum(), row.Zip(projected, (y, w) => y * w).Sum(), 1e-11);
        }
    }
}
