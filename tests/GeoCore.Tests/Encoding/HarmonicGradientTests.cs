using GeoCore.Encoding.Harmonics;

namespace GeoCore.Tests.Encoding;

/// <summary>Derivatives against central differences.</summary>
public class HarmonicGradientTests
{
    private const double Step = 1e-5;

    [Theory]
    [InlineData(HarmonicConvention.Standard)]
    [InlineData(HarmonicConvention.ReferenceClosedForm)]
    [InlineData(HarmonicConvention.SatClip)]
    public void Derivatives_agree_with_central_differences(HarmonicConvention convention)
    {
        var harmonics = new SphericalHarmonics(40, convention);
        double[] features = new double[1600], byLongitude = new double[1600], byLatitude = new double[1600], values = new double[1600];
        foreach (var (longitude, latitude) in new[] { (12.5, 51.3), (-70.1, -33.4), (178.2, 0.0), (33.0, 85.0), (-120.0, 89.9999999), (5.0, -89.9999999) })
        {
            harmonics.EvaluateGradient(longitude, latitude, features, byLongitude, byLatitude);
            harmonics.Evaluate(longitude, latitude, values);
            Differences.Below(1e-14, values, features);
            Compare(byLongitude, Difference(harmonics, step => (longitude + step, latitude)));
            Compare(byLatitude, Difference(harmonics, step => Along(longitude, latitude + step)));
        }
    }

    private static void Compare(double[] exact, double[] difference)
    {
        var largest = exact.Max(Math.Abs);
        Differences.Below(1e-6 * Math.Max(largest, 1), difference, exact);
    }

    private static double[] Difference(SphericalHarmonics harmonics, Func<double, (double Longitude, double Latitude)> path)
    {
        // the fourth-order formula, since degree 39 bends visibly over a step
        double[] sum = new double[1600], values = new double[1600];
        foreach (var (at, weight) in new[] { (1, 8.0), (-1, -8.0), (2, -1.0), (-2, 1.0) })
        {
            var (longitude, latitude) = path(at * Step * 180 / Math.PI);
            harmonics.Evaluate(longitude, latitude, values);
            for (var k = 0; k < sum.Length; k++)
            {
                sum[k] += weight * values[k] / (12 * Step);
            }
        }

        return sum;
    }

    /// <summary>A latitude beyond a pole is on the opposite meridian.</summary>
    private static (double Longitude, double Latitude) Along(double longitude, double latitude) => latitude switch
    {
        > 90 => (longitude + 180, 180 - latitude),
        < -90 => (longitude + 180, -180 - latitude),
        _ => (longitude, latitude),
    };
}
