using GeoCore.Encoding.Harmonics;

namespace GeoCore.Tests.Encoding.Posterior;

public sealed class KernelIdentityTests
{
    /// <summary>Gaussian weights whose variance depends on the degree alone make a Gaussian process that knows distances and no places: the addition theorem.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(40)]
    [InlineData(200)]
    public void The_covariance_of_a_linear_read_out_is_the_Legendre_sum_of_the_angle_between_places(int degrees)
    {
        const double kappa = 1e-3;
        var harmonics = new SphericalHarmonics(degrees);
        var (longitudes, latitudes) = RandomNetworks.Places(12, degrees);
        (longitudes[0], latitudes[0], longitudes[1], latitudes[1]) = (0, 90, 180, -90);
        var features = new double[12 * harmonics.Dimension];
        harmonics.Encode(longitudes, latitudes, features);
        double[] variances = [.. Enumerable.Range(0, degrees).Select(l => Math.Exp(-2 * kappa * l * (l + 1)))];
        var scale = Legendre(1, variances);
        for (var i = 0; i < 12; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = 0.0;
                for (var l = 0; l < degrees; l++)
                {
                    for (var k = l * l; k < (l + 1) * (l + 1); k++)
                        sum += variances[l] * features[(i * harmonics.Dimension) + k] * features[(j * harmonics.Dimension) + k];
                }

                Assert.Equal(Legendre(CosineOfAngle(longitudes[i], latitudes[i], longitudes[j], latitudes[j]), variances), sum, 1e-12 * scale);
            }
        }
    }

    /// <summary>Σ σ² (2ℓ + 1) / 4π · P(ℓ, x) by Bonnet's recursion.</summary>
    private static double Legendre(double x, double[] variances)
    {
        double before = 0, current = 1, sum = 0;
        for (var l = 0; l < variances.Length; l++)
        {
            sum += variances[l] * ((2 * l) + 1) / (4 * Math.PI) * current;
            (before, current) = (current, ((((2 * l) + 1) * x * current) - (l * before)) / (l + 1));
        }

        return sum;
    }

    private static double CosineOfAngle(double longitude1, double latitude1, double longitude2, double latitude2)
    {
        double a = double.DegreesToRadians(latitude1), b = double.DegreesToRadians(latitude2), d = double.DegreesToRadians(longitude1 - longitude2);
        return Math.Clamp((Math.Sin(a) * Math.Sin(b)) + (Math.Cos(a) * Math.Cos(b) * Math.Cos(d)), -1, 1);
    }
}
