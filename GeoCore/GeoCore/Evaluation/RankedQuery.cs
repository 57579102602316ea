using GeoCore.Geodesy;

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
    double Mass = double.NaN)
{
    /// <summary>Everything that a probability map says of one truth: area to be searched, log density and denser mass.</summary>
    /// <param name="id">Identifies the query.</param>
    /// <param name="logDensities">Natural logarithm of each cell's density, up to a constant; −∞ and NaN for none.</param>
    /// <param name="areas">Area of each cell.</param>
    /// <param name="truthCell">Cell of the truth, or −1 when it lies in none.</param>
    /// <param name="weight">Importance, finite and above 0.</param>
    /// <param name="residualMass">Share of the mass that lies in no cell, 0 to 1 exclusive; it counts as the least dense.</param>
    /// <param name="block">Place of origin, or null.</param>
    /// <param name="totalKm2">Everything there is to search, km²; the sphere unless given.</param>
    /// <exception cref="ArgumentException">The numbers of cells differ, there is no such cell, no cell has mass, or a number is outside its range.</exception>
    public static RankedQuery OfMap(
        string id, ReadOnlySpan<float> logDensities, CellAreas areas, int truthCell, double weight = 1, double residualMass = 0, long? block = null,
        double totalKm2 = GreatCircle.SphereAreaKm2)
    {
        var level = MapMass.LevelOf(logDensities, areas, truthCell, residualMass);
        var area = DensityRanking.Rank(logDensities, areas, truthCell, float.NegativeInfinity, totalKm2);
        if (float.IsNegativeInfinity(level))
        {
            return new RankedQuery(id, area, weight, double.NegativeInfinity, block, 1 - residualMass / 2);
        }

        var mass = MapMass.Around(logDensities, areas, level);
        return new RankedQuery(id, area, weight, mass.LogDensity(level, residualMass), block, mass.Denser(residualMass));
    }
}
