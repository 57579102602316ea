namespace GeoCore.Geodesy;

/// <summary>The shortest line between two places on the ellipsoid.</summary>
/// <param name="Metres">Its length.</param>
/// <param name="AzimuthAtStart">Direction in which it leaves the first place, degrees clockwise from north, −180 to 180.</param>
/// <param name="AzimuthAtEnd">Direction in which it passes the second place, same sense.</param>
public readonly record struct GeodesicSolution(double Metres, double AzimuthAtStart, double AzimuthAtEnd);

/// <summary>Where a geodesic arrives.</summary>
/// <param name="Longitude">Degrees, −180 ≤ λ &lt; 180.</param>
/// <param name="Latitude">Degrees.</param>
/// <param name="Azimuth">Direction on arrival, degrees clockwise from north.</param>
public readonly record struct GeodesicEnd(double Longitude, double Latitude, double Azimuth);
