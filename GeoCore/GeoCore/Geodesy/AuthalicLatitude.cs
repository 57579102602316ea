namespace GeoCore.Geodesy;

/// <summary>The latitude on the sphere of equal area: a zone of the ellipsoid covers the same area as the zone between its authalic latitudes.</summary>
/// <remarks>Snyder, USGS 1395 (1987), equations 3-11, 3-12 and 3-16, in closed form; the inverse by Newton's method.</remarks>
public static class AuthalicLatitude
{
    /// <summary>Radius of the sphere with the area of WGS 84, metres: 6 371 007.181.</summary>
    public static double SphereRadius { get; } = Wgs84.SemiMajorAxis * Math.Sqrt(EqualArea.Pole(Wgs84.EccentricitySquared) / 2);

    /// <summary>Authalic latitude ξ of a geodetic latitude; both in degrees, −90 to 90.</summary>
    public static double FromGeodetic(double latitude)
    {
        var (sin, cos) = DegreeMath.SinCos(latitude);
        var (sinXi, cosXi) = EqualArea.ToAuthalic(sin, cos, Wgs84.EccentricitySquared);
        return DegreeMath.Atan2(sinXi, cosXi);
    }

    /// <summary>Geodetic latitude φ of an authalic latitude; both in degrees, −90 to 90.</summary>
    public static double ToGeodetic(double authalicLatitude)
    {
        var (sinXi, cosXi) = DegreeMath.SinCos(authalicLatitude);
        var (sin, cos) = EqualArea.FromAuthalic(sinXi, cosXi, Wgs84.EccentricitySquared);
        return DegreeMath.Atan2(sin, cos);
    }
}
