namespace Learners.LocationEncoding.Publishing;

/// <summary>The 64 places at which a published model keeps the trainer's answers: poles, antimeridian, null island, and a spiral over the sphere.</summary>
public static class ProbePlaces
{
    private const int Count = 64;
    private static readonly (double Longitude, double Latitude)[] s_corners = [(0, 90), (120, -90), (180, 0), (-180, 0), (180, 51.5), (-180, -16.5), (0, 0), (-90, 0)];

    /// <summary>Longitudes and latitudes in degrees.</summary>
    public static IReadOnlyList<(double Longitude, double Latitude)> All { get; } = [.. s_corners, .. Spiral(Count - s_corners.Length)];

    // a Fibonacci lattice: equal areas, no two on one parallel or meridian
    private static IEnumerable<(double, double)> Spiral(int count)
    {
        var golden = (1 + Math.Sqrt(5)) / 2;
        for (var i = 0; i < count; i++)
        {
            var latitude = double.RadiansToDegrees(Math.Asin((2 * i + 1.0) / count - 1));
            yield return (Math.Round(Math.IEEERemainder(360 * i / golden, 360), 6), Math.Round(latitude, 6));
        }
    }
}
