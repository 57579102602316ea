namespace GeoCore.Evaluation;

/// <summary>The densest cells of a map that together hold a share of its mass, without sorting the map.</summary>
/// <remarks>Cost: two reads of the map, and a sort of the cells that are taken.</remarks>
public static class DensestCells
{
    /// <summary>Cells by falling density, equal ones by number, until their mass reaches a share; the last one crosses it.</summary>
    /// <param name="logDensities">Natural logarithm of each cell's density, up to a constant; −∞ and NaN for none.</param>
    /// <param name="areas">Area of each cell.</param>
    /// <param name="share">Part of the mass of all cells, above 0, up to 1.</param>
    /// <returns>At least one cell.</returns>
    /// <exception cref="ArgumentException">The numbers of cells differ, no cell has mass, or the share is outside its range.</exception>
    public static int[] UntilMass(ReadOnlySpan<float> logDensities, CellAreas areas, double share)
    {
        MapMass.Check(logDensities, areas, residualMass: 0);
        if (!(share is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share is above 0 and at most 1.");
        }

        var classes = new DensityClasses(logDensities, areas);
        var wanted = share * classes.TotalMass;
        var (cells, levels) = classes.Sorted(logDensities, share == 1 ? 0 : classes.Crossing(wanted).Class, classes.Last);
        var mass = 0.0;
        for (var i = 0; share < 1 && i < cells.Length; i++)
        {
            mass += MapMass.Of(levels[i], classes.Peak) * areas.Km2(cells[i]);
            if (mass >= wanted)
            {
                return cells[..(i + 1)];
            }
        }

        return cells;
    }
}
