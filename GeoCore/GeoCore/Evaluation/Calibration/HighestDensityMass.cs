namespace GeoCore.Evaluation.Calibration;

/// <summary>How much of a map's own mass is denser than the truth's place: even between 0 and 1 over many queries if the maps mean what they say.</summary>
public static class HighestDensityMass
{
    /// <summary>u of one query: the mass of denser cells and half of that of equally dense ones.</summary>
    /// <param name="logDensities">Natural logarithm of each cell's density, up to a constant; −∞ and NaN for none.</param>
    /// <param name="areas">Area of each cell.</param>
    /// <param name="truthCell">Cell of the truth, or −1 when it lies in none.</param>
    /// <param name="residualMass">Share of the mass that lies in no cell, 0 to 1 exclusive; it counts as the least dense.</param>
    /// <returns>0 to 1; 1 − residual / 2 where the truth has no density.</returns>
    /// <exception cref="ArgumentException">The numbers of cells differ, there is no such cell, no cell has mass, or the residual is outside its range.</exception>
    public static double Of(ReadOnlySpan<float> logDensities, CellAreas areas, int truthCell, double residualMass = 0)
    {
        var level = MapMass.LevelOf(logDensities, areas, truthCell, residualMass);
        return float.IsNegativeInfinity(level) ? 1 - residualMass / 2 : MapMass.Around(logDensities, areas, level).Denser(residualMass);
    }
}
