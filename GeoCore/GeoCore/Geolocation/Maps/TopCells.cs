using GeoCore.Evaluation;

namespace GeoCore.Geolocation.Maps;

/// <summary>The densest cells of a map up to an area or a mass: where to search first.</summary>
/// <remarks>
/// Found without sorting the map, see <see cref="DensityClasses"/>. Equally dense cells come in the order of their numbers. Cells without density never belong.
/// </remarks>
public sealed class TopCells
{
    /// <summary>A sum of two areas of cells as doubles is off by a few of their last bits.</summary>
    private const double Roundings = 1 + 1e-15;

    private TopCells(DensityMap map, List<int> cells)
    {
        cells.Sort();
        Cells = cells;
        long area = 0;
        foreach (var cell in cells)
        {
            area += map.Grid.Areas.UnitsOf(cell);
            Mass += map.Mass(cell);
        }

        AreaKm2 = area / CellAreas.UnitsPerKm2;
    }

    /// <summary>The cells in the order of their numbers.</summary>
    public IReadOnlyList<int> Cells { get; }

    /// <summary>Their area, km².</summary>
    public double AreaKm2 { get; }

    /// <summary>Their probability.</summary>
    public double Mass { get; }

    /// <summary>As many of the densest cells as fit into an area.</summary>
    /// <param name="map">The map.</param>
    /// <param name="budgetKm2">km², at least 0.</param>
    public static TopCells ForArea(DensityMap map, double budgetKm2)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (!(budgetKm2 >= 0))
            throw new ArgumentOutOfRangeException(nameof(budgetKm2), budgetKm2, "An area is not negative.");
        // the sphere has more units than a double has digits: a budget that was an area of cells must still hold them
        var budget = (long)Math.Min(budgetKm2 * Roundings * CellAreas.UnitsPerKm2, 9e18);
        var classes = new DensityClasses(map.Values, map.Grid.Areas);
        var (crossing, above) = classes.CrossingUnits(budget);
        var cells = classes.CellsAbove(map.Values, crossing);
        foreach (var cell in classes.Sorted(map.Values, crossing, crossing).Cells)
        {
            above += map.Grid.Areas.UnitsOf(cell);
            if (above > budget)
                break;
            cells.Add(cell);
        }

        return new TopCells(map, cells);
    }

    /// <summary>The fewest densest cells that hold a mass: the highest-density set.</summary>
    /// <param name="map">The map.</param>
    /// <param name="mass">Probability, 0 to 1; where the cells hold less in all, the answer is all that have density.</param>
    public static TopCells ForMass(DensityMap map, double mass)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (!(mass is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(mass), mass, "A probability lies between 0 and 1.");
        var classes = new DensityClasses(map.Values, map.Grid.Areas);
        var wanted = mass / (1 - map.ResidualMass) * classes.TotalMass;
        if (wanted >= classes.TotalMass)
            return new TopCells(map, classes.CellsAbove(map.Values, -1));
        var (crossing, above) = mass > 0 ? classes.Crossing(wanted) : (classes.Last, 0);
        var cells = mass > 0 ? classes.CellsAbove(map.Values, crossing) : [];
        foreach (var cell in classes.Sorted(map.Values, crossing, crossing).Cells)
        {
            if (above >= wanted)
                break;
            above += MapMass.Of(map.Values[cell], classes.Peak) * map.Grid.Areas.Km2(cell);
            cells.Add(cell);
        }

        return new TopCells(map, cells);
    }
}
