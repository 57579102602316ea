using System.Diagnostics.CodeAnalysis;

namespace GeoCore.Encoding.Harmonics;

/// <summary>What coordinates may be.</summary>
internal static class PlaceRange
{
    /// <summary>Refuses what is not a place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate is not a number or out of range.</exception>
    public static void Check(double longitude, double latitude)
    {
        if (!(Math.Abs(latitude) <= 90))
        {
            ThrowLatitude(latitude);
        }

        if (!double.IsFinite(longitude))
        {
            ThrowLongitude(longitude);
        }
    }

    /// <summary>Refuses the first of many that is not a place.</summary>
    /// <exception cref="ArgumentException">There are not as many latitudes as longitudes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate is not a number or out of range.</exception>
    public static void Check(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes)
    {
        if (longitudes.Length != latitudes.Length)
        {
            throw new ArgumentException($"{longitudes.Length} longitudes cannot go with {latitudes.Length} latitudes.", nameof(latitudes));
        }

        for (var i = 0; i < longitudes.Length; i++)
        {
            Check(longitudes[i], latitudes[i]);
        }
    }

    [DoesNotReturn]
    private static void ThrowLatitude(double latitude) =>
        throw new ArgumentOutOfRangeException(nameof(latitude), latitude, "A latitude lies between −90 and 90 degrees.");

    [DoesNotReturn]
    private static void ThrowLongitude(double longitude) =>
        throw new ArgumentOutOfRangeException(nameof(longitude), longitude, "A longitude is a finite number of degrees.");
}
