namespace Learners.LocationEncoding.Protocol;

/// <summary>Places uniform on the sphere as the protocol draws them: directions of three-dimensional Gaussians, all x first, then all y, then all z.</summary>
internal static class SphereGaussians
{
    /// <summary>Draws places.</summary>
    /// <param name="seed">Of NumPy's legacy generator.</param>
    /// <param name="count">Places wanted.</param>
    /// <returns>Degrees.</returns>
    internal static (double[] Longitudes, double[] Latitudes) Draw(uint seed, int count)
    {
        var random = new LegacyRandom(seed);
        double[] Axis() => [.. Enumerable.Range(0, count).Select(_ => random.NextGaussian())];
        double[] x = Axis(), y = Axis(), z = Axis();
        double[] longitudes = new double[count], latitudes = new double[count];
        for (var i = 0; i < count; i++)
        {
            longitudes[i] = double.RadiansToDegrees(Math.Atan2(y[i], x[i]));
            latitudes[i] = double.RadiansToDegrees(Math.Atan2(z[i], double.Hypot(x[i], y[i])));
        }

        return (longitudes, latitudes);
    }
}
