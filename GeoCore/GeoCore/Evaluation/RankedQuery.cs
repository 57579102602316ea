namespace GeoCore.Evaluation;

/// <summary>One query with what its map required.</summary>
/// <param name="Id">Identifies the query; the same in every system that is compared.</param>
/// <param name="Area">Area to be searched before the truth.</param>
/// <param name="Weight">Importance, finite and above 0; 1 unless strata are re-balanced.</param>
/// <param name="LogDensity">Natural logarithm of the probability density at the truth, per km²; −∞ where it is zero, NaN where the map is no probability.</param>
/// <param name="Block">Place of origin, such as a coarse cell of the globe, whose queries resemble one another; null where the query stands for itself.</param>
/// <param name="Mass">u, the map's mass that is denser than the truth's place, 0 to 1; NaN where it was not asked for.</param>
public readonly record struct RankedQuery(
    string Id, RequiredArea Area, double Weight = 1, double LogDensity = double.NaN, long? Block = null,
    double Mass = double.NaN);
