namespace Learners.LocationEncoding.Protocol;

/// <summary>A fixed set of places with one or more measured quantities each.</summary>
/// <param name="Longitudes">Degrees.</param>
/// <param name="Latitudes">Degrees, as many.</param>
/// <param name="Values">[place][output].</param>
/// <param name="Outputs">Quantities of a place.</param>
public sealed record MeasuredPlaces(double[] Longitudes, double[] Latitudes, double[] Values, int Outputs)
{
    /// <summary>Places in the set.</summary>
    public int Count => Longitudes.Length;
}
