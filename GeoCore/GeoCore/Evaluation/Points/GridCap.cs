using GeoCore.Geodesy;

namespace GeoCore.Evaluation.Points;

/// <summary>How near the centre of a cell of latitude and longitude comes to a place in it.</summary>
/// <remarks>Cells are taken as flat, which holds for the small cells of a map.</remarks>
public static class GridCap
{
    /// <summary>Largest distance from a place to the centre of its cell, kilometres.</summary>
    /// <param name="cellDegrees">Width and height of the cells, above 0.</param>
    /// <param name="latitude">Of the cell's centre, degrees, −90 to 90.</param>
    public static double HalfDiagonalKm(double cellDegrees, double latitude)
    {
        var (halfWidth, halfHeight) = HalfSidesKm(cellDegrees, latitude);
        return Math.Sqrt(halfWidth * halfWidth + halfHeight * halfHeight);
    }

    /// <summary>Share of a cell within a distance of its centre: the highest accuracy there where truths lie evenly.</summary>
    /// <param name="cellDegrees">Width and height of the cells, above 0.</param>
    /// <param name="latitude">Of the cell's centre, degrees, −90 to 90.</param>
    /// <param name="distanceKm">Threshold, kilometres, not negative.</param>
    public static double ShareWithin(double cellDegrees, double latitude, double distanceKm)
    {
        var (halfWidth, halfHeight) = HalfSidesKm(cellDegrees, latitude);
        var (x, y) = (Math.Min(halfWidth, distanceKm), Math.Min(halfHeight, distanceKm));
        if (x * x + y * y <= distanceKm * distanceKm)
        {
            return x * y / (halfWidth * halfHeight);
        }

        // a quarter: below the circle from x₀, where it leaves the upper side, to the right side
        var x0 = Math.Sqrt(Math.Max(0, distanceKm * distanceKm - y * y));
        return (x0 * y + BelowCircle(x, distanceKm) - BelowCircle(x0, distanceKm)) / (halfWidth * halfHeight);
    }

    private static double BelowCircle(double x, double radius) =>
        (x * Math.Sqrt(Math.Max(0, radius * radius - x * x)) + radius * radius * Math.Asin(Math.Min(1, x / radius))) / 2;

    private static (double Width, double Height) HalfSidesKm(double cellDegrees, double latitude)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cellDegrees);
        var height = double.DegreesToRadians(cellDegrees) * Wgs84.MeanRadiusKm / 2;
        return (height * Math.Cos(double.DegreesToRadians(latitude)), height);
    }
}
