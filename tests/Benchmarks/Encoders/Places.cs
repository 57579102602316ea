namespace Benchmarks.Encoders;

/// <summary>Places to encode.</summary>
/// <param name="Longitudes">Degrees.</param>
/// <param name="Latitudes">Degrees.</param>
internal sealed record Places(double[] Longitudes, double[] Latitudes)
{
    /// <summary>Number of places.</summary>
    public int Count => Longitudes.Length;

    /// <summary>Places spread evenly over the sphere, the same ones in every run.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Fixes them.</param>
    public static Places Draw(int count, int seed)
    {
        var random = new Random(seed);
        var places = new Places(new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            places.Longitudes[i] = 360 * random.NextDouble() - 180;
            places.Latitudes[i] = Math.Asin(2 * random.NextDouble() - 1) * 180 / Math.PI;
        }

        return places;
    }
}
