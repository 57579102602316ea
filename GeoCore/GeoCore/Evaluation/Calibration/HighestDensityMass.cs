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
        MapMass.Check(logDensities, areas, residualMass);
        ArgumentOutOfRangeException.ThrowIfLessThan(truthCell, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(truthCell, logDensities.Length);
        var level = truthCell < 0 ? float.NegativeInfinity : logDensities[truthCell];
        if (!(level > float.NegativeInfinity))
        {
            return 1 - residualMass / 2;
        }

        var peak = MapMass.Peak(logDensities);
        Span<double> block = stackalloc double[MapMass.BlockLength];
        double denser = 0, tied = 0, rest = 0;
        for (var start = 0; start < logDensities.Length; start += block.Length)
        {
            var cells = logDensities.Slice(start, Math.Min(block.Length, logDensities.Length - start));
            var masses = block[..cells.Length];
            MapMass.Fill(cells, peak, areas, start, masses);
            for (var i = 0; i < cells.Length; i++)
            {
                denser += cells[i] > level ? masses[i] : 0;
                tied += cells[i] == level ? masses[i] : 0;
                rest += cells[i] < level ? masses[i] : 0;
            }
        }

        return (1 - residualMass) * (denser + tied / 2) / (denser + tied + rest);
    }
}
