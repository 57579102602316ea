namespace GeoCore.Encoding.Posterior;

/// <summary>Places with their classes and how often each counts.</summary>
/// <param name="Longitudes">Degrees.</param>
/// <param name="Latitudes">Degrees, −90 to 90, as many.</param>
/// <param name="Classes">Number of the output; 0 or 1 where there is one logit.</param>
/// <param name="Weights">0 or more, not all 0.</param>
public sealed record WeightedPlaces(double[] Longitudes, double[] Latitudes, int[] Classes, double[] Weights)
{
    /// <summary>How many.</summary>
    public int Count => Longitudes.Length;
}
