namespace Learners.LocationEncoding.Data;

/// <summary>Longitudes in one turn.</summary>
internal static class Crs84Longitude
{
    /// <summary>Brings a longitude into −180 to 180; 180 and −180 both stay.</summary>
    /// <param name="longitude">Degrees.</param>
    internal static double Normalise(double longitude) =>
        longitude is >= -180 and <= 180 ? longitude : Math.IEEERemainder(longitude, 360);
}
