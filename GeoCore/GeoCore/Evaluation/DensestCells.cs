namespace GeoCore.Evaluation;

/// <summary>The densest cells of a map that together hold a share of its mass, without sorting the map.</summary>
/// <remarks>
/// Cells are counted into 65 536 classes by the upper half of the order-preserving integer image of their density; whole classes are taken from
/// the top and only the class that crosses the share is sorted. Cost: two reads of the map.
/// </remarks>
public static class DensestCells
{
    private const int Classes = 1 << 16;

    /// <summary>Cells by falling density, equal ones by number, until their mass reaches a share; the last one crosses it.</summary>
    /// <param name="logDensities">Natural logarithm of each cell's density, up to a constant; −∞ and NaN for none.</param>
    /// <param name="areas">Area of each cell.</param>
    /// <param name="share">Part of the mass of all cells, above 0, up to 1.</param>
    /// <returns>At least one cell, unless no cell has mass.</returns>
    /// <exception cref="ArgumentException">The numbers of cells differ, or the share is outside its range.</exception>
    public static int[] UntilMass(ReadOnlySpan<float> logDensities, CellAreas areas, double share)
    {
        ArgumentNullException.ThrowIfNull(areas);
        if (logDensities.Length != areas.Count)
        {
            throw new ArgumentException($"There are {logDensities.Length} densities and {areas.Count} areas.", nameof(areas));
        }

        if (!(share is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share is above 0 and at most 1.");
        }

        var peak = MapMass.Peak(logDensities);
        if (float.IsNegativeInfinity(peak))
        {
            return [];
        }

        var masses = new double[Classes];
        for (var cell = 0; cell < logDensities.Length; cell++)
        {
            masses[ClassOf(logDensities[cell])] += MapMass.Of(logDensities[cell], peak) * areas.Km2(cell);
        }

        var wanted = share * masses.Sum();
        var (crossing, above) = (Classes - 1, 0.0);
        while (crossing > 0 && above + masses[crossing] < wanted)
        {
            above += masses[crossing--];
        }

        return Take(logDensities, areas, peak, crossing, wanted);
    }

    private static int[] Take(ReadOnlySpan<float> logDensities, CellAreas areas, float peak, int crossing, double wanted)
    {
        var cells = new List<int>();
        for (var cell = 0; cell < logDensities.Length; cell++)
        {
            if (ClassOf(logDensities[cell]) >= crossing && logDensities[cell] > float.NegativeInfinity)
            {
                cells.Add(cell);
            }
        }

        var levels = new float[cells.Count];
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = -logDensities[cells[i]];
        }

        // the sort is not stable: equal densities are put in the order of their cells afterwards
        var order = cells.ToArray();
        Array.Sort(levels, order);
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && levels[end] == levels[start])
            {
                end++;
            }

            order.AsSpan(start, end - start).Sort();
            start = end;
        }

        var mass = 0.0;
        for (var i = 0; i < order.Length; i++)
        {
            mass += MapMass.Of(logDensities[order[i]], peak) * areas.Km2(order[i]);
            if (mass >= wanted)
            {
                return order[..(i + 1)];
            }
        }

        return order; // the two sums differ by rounding
    }

    private static int ClassOf(float value)
    {
        // NaN is no density; +0 makes −0 the same number as 0
        var bits = BitConverter.SingleToUInt32Bits(float.IsNaN(value) ? float.NegativeInfinity : value + 0f);
        return (int)((bits ^ ((bits >> 31) != 0 ? uint.MaxValue : 0x80000000)) >> 16);
    }
}
