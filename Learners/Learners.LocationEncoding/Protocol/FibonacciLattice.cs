namespace Learners.LocationEncoding.Protocol;

/// <summary>Nearly even places on the sphere, from south to north along a spiral of the golden ratio.</summary>
/// <remarks>
/// González, "Measurement of areas on a sphere using Fibonacci and latitude–longitude lattices", Math. Geosci. 42 (2010), without its last
/// point, as the reference code of arXiv 2310.06743 leaves it out.
/// </remarks>
internal static class FibonacciLattice
{
    private static readonly double s_golden = (1 + Math.Sqrt(5)) / 2;

    /// <summary>The places of the lattice.</summary>
    /// <param name="count">Even, at least 2.</param>
    /// <returns>Degrees; longitudes −180 to 180.</returns>
    internal static (double[] Longitudes, double[] Latitudes) Of(int count)
    {
        var half = count / 2;
        double[] longitudes = new double[2 * half], latitudes = new double[2 * half];
        for (var at = 0; at < longitudes.Length; at++)
        {
            var i = Number(at, count);
            latitudes[at] = double.RadiansToDegrees(Math.Asin(2.0 * i / ((2 * half) + 1)));
            var turned = (i - (Math.Floor(i / s_golden) * s_golden)) * 360 / s_golden;
            longitudes[at] = turned > 180 ? turned - 360 : turned;
        }

        return (longitudes, latitudes);
    }

    /// <summary>The lattice's own number of a place, −count/2 to count/2 − 1.</summary>
    /// <param name="at">Position from the south, from 0.</param>
    /// <param name="count">Places of the lattice.</param>
    internal static int Number(int at, int count) => at - (count / 2);
}
