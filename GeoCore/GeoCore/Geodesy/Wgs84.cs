namespace GeoCore.Geodesy;

/// <summary>Constants of the World Geodetic System 1984 ellipsoid and of the sphere that stands for it.</summary>
public static class Wgs84
{
    /// <summary>Equatorial radius a, metres.</summary>
    public const double SemiMajorAxis = 6378137.0;

    /// <summary>Flattening f.</summary>
    public const double Flattening = 1 / 298.257223563;

    /// <summary>Polar radius b = a (1 − f), metres.</summary>
    public const double SemiMinorAxis = SemiMajorAxis * (1 - Flattening);

    /// <summary>First eccentricity squared, e² = f (2 − f).</summary>
    public const double EccentricitySquared = Flattening * (2 - Flattening);

    /// <summary>Mean radius (2a + b) / 3 of the IUGG, kilometres; the sphere of great-circle distances.</summary>
    public const double MeanRadiusKm = 6371.0088;
}
