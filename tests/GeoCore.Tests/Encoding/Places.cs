namespace GeoCore.Tests.Encoding;

/// <summary>Places for tests: repeatable, uniform on the sphere, the awkward ones first.</summary>
internal static class Places
{
    private static readonly (double Longitude, double Latitude)[] s_awkward =
        [(0, 90), (33, -90), (180, 0), (-180, 0), (12, 89.9999999), (-75, -89.99), (90, 45), (-90, -45), (180, 60), (-180, 60), (540, -20), (0, 0)];

    public static (double[] Longitudes, double[] Latitudes) Random(int count, int seed)
    {
        var random = new Random(seed);
        var (longitudes, latitudes) = (new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            longitudes[i] = (360 * random.NextDouble()) - 180;
            latitudes[i] = Math.Asin((2 * random.NextDouble()) - 1) * 180 / Math.PI;
            if (i < s_awkward.Length)
            {
                (longitudes[i], latitudes[i]) = s_awkward[i];
            }
        }

        return (longitudes, latitudes);
    }

    /// <summary>The largest value that a harmonic of these degrees reaches.</summary>
    public static double Scale(int degrees) => Math.Sqrt(((2 * degrees) - 1) / (4 * Math.PI));
}
