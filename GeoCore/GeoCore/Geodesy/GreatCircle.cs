namespace GeoCore.Geodesy;

/// <summary>Distances on the sphere of the mean radius <see cref="Wgs84.MeanRadiusKm"/>: up to 0.56 % off the ellipsoid, and about fifteen times cheaper.</summary>
public static class GreatCircle
{
    /// <summary>Area of the sphere, km².</summary>
    public const double SphereAreaKm2 = 4 * Math.PI * Wgs84.MeanRadiusKm * Wgs84.MeanRadiusKm;

    /// <summary>Distance between two places, kilometres, by the haversine formula, which is exact for close places.</summary>
    /// <param name="longitude1">First place, degrees, any turn.</param>
    /// <param name="latitude1">Degrees, −90 to 90.</param>
    /// <param name="longitude2">Second place, degrees.</param>
    /// <param name="latitude2">Degrees, −90 to 90.</param>
    public static double DistanceKm(double longitude1, double latitude1, double longitude2, double latitude2)
    {
        var sinLatitude = Math.Sin(double.DegreesToRadians(latitude2 - latitude1) / 2);
        var sinLongitude = Math.Sin(double.DegreesToRadians(longitude2 - longitude1) / 2);
        var haversine = sinLatitude * sinLatitude
            + Math.Cos(double.DegreesToRadians(latitude1)) * Math.Cos(double.DegreesToRadians(latitude2)) * sinLongitude * sinLongitude;
        return 2 * Wgs84.MeanRadiusKm * Math.Asin(Math.Sqrt(Math.Min(1, haversine)));
    }

    /// <summary>Area of the places within a distance of a place, km².</summary>
    /// <param name="radiusKm">Distance on the sphere, 0 to half its girth, kilometres.</param>
    public static double CapAreaKm2(double radiusKm)
    {
        // 1 − cos x as 2 sin² x/2, which keeps its digits for small caps
        var half = Math.Sin(radiusKm / (2 * Wgs84.MeanRadiusKm));
        return SphereAreaKm2 * half * half;
    }
}
