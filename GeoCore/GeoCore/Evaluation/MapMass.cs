using System.Numerics.Tensors;

namespace GeoCore.Evaluation;

/// <summary>Masses of cells from logarithms of densities, relative to the map's peak, so that nothing overflows.</summary>
internal static class MapMass
{
    /// <summary>Cells that are turned into masses at a time.</summary>
    internal const int BlockLength = 1024;

    /// <summary>The largest logarithm; −∞ where no cell has mass.</summary>
    /// <exception cref="ArgumentException">A logarithm is +∞.</exception>
    internal static float Peak(ReadOnlySpan<float> logDensities)
    {
        var peak = BlockBounds.Peak(logDensities);
        return float.IsPositiveInfinity(peak) ? throw new ArgumentException("A density is infinite.", nameof(logDensities)) : peak;
    }

    /// <summary>Density relative to the peak's, 0 to 1; NaN is none.</summary>
    internal static double Of(float logDensity, float peak) => float.IsNaN(logDensity) ? 0 : Math.Exp((double)logDensity - peak);

    /// <summary>Masses of neighbouring cells, relative to the peak's density.</summary>
    /// <param name="logDensities">Of the cells.</param>
    /// <param name="peak">The map's.</param>
    /// <param name="areas">Of all cells of the map.</param>
    /// <param name="start">The first cell.</param>
    /// <param name="masses">Receives one mass a cell; NaN is none.</param>
    internal static void Fill(ReadOnlySpan<float> logDensities, float peak, CellAreas areas, int start, Span<double> masses)
    {
        TensorPrimitives.ConvertTruncating(logDensities, masses);
        TensorPrimitives.Subtract(masses, peak, masses);
        TensorPrimitives.Exp(masses, masses);
        TensorPrimitives.MaxNumber(masses, 0, masses);
        Weigh(areas, start, masses);
    }

    /// <summary>Multiplies densities of neighbouring cells by their areas.</summary>
    internal static void Weigh(CellAreas areas, int start, Span<double> masses)
    {
        for (var from = 0; from < masses.Length;)
        {
            // up to the end of the cells that share an area
            var entry = (start + from) / areas.CellsPerEntry;
            var to = Math.Min(masses.Length, (int)Math.Min((entry + 1L) * areas.CellsPerEntry - start, int.MaxValue));
            TensorPrimitives.Multiply(masses[from..to], areas.Units[entry] / CellAreas.UnitsPerKm2, masses[from..to]);
            from = to;
        }
    }

    /// <summary>The stored logarithm at the truth; −∞ where it has no density.</summary>
    /// <exception cref="ArgumentException">The map does not fit its areas, has no mass, or there is no such cell.</exception>
    internal static float LevelOf(ReadOnlySpan<float> logDensities, CellAreas areas, int truthCell, double residualMass)
    {
        Check(logDensities, areas, residualMass);
        ArgumentOutOfRangeException.ThrowIfLessThan(truthCell, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(truthCell, logDensities.Length);
        var level = truthCell < 0 ? float.NegativeInfinity : logDensities[truthCell];
        return level > float.NegativeInfinity ? level : float.NegativeInfinity; // NaN is none
    }

    /// <summary>Masses of the cells denser than a level, at it and below it.</summary>
    internal static MassAround Around(ReadOnlySpan<float> logDensities, CellAreas areas, float level)
    {
        var peak = Peak(logDensities);
        Span<double> block = stackalloc double[BlockLength];
        double denser = 0, tied = 0, rest = 0;
        for (var start = 0; start < logDensities.Length; start += block.Length)
        {
            var cells = logDensities.Slice(start, Math.Min(block.Length, logDensities.Length - start));
            var masses = block[..cells.Length];
            Fill(cells, peak, areas, start, masses);
            for (var i = 0; i < cells.Length; i++)
            {
                denser += cells[i] > level ? masses[i] : 0;
                tied += cells[i] == level ? masses[i] : 0;
                rest += cells[i] < level ? masses[i] : 0;
            }
        }

        return new MassAround(peak, denser, tied, rest);
    }

    /// <summary>Refuses maps that do not fit their areas or have no mass.</summary>
    internal static void Check(ReadOnlySpan<float> logDensities, CellAreas areas, double residualMass)
    {
        ArgumentNullException.ThrowIfNull(areas);
        if (logDensities.Length != areas.Count)
        {
            throw new ArgumentException($"There are {logDensities.Length} densities and {areas.Count} areas.", nameof(areas));
        }

        if (!(residualMass is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(residualMass), residualMass, "A residual is at least 0 and below 1.");
        }

        if (float.IsNegativeInfinity(Peak(logDensities)))
        {
            throw new ArgumentException("No cell has mass.", nameof(logDensities));
        }
    }
}
