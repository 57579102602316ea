using GeoCore.Geolocation.Grids;

namespace GeoCore.Geolocation.Maps;

/// <summary>Makes the cells of a map no smaller than is allowed to be reported.</summary>
public static class MinimumCells
{
    /// <summary>The smallest cell that is reported unless somebody decides otherwise, km².</summary>
    public const double DefaultKm2 = 25;

    /// <summary>Joins cells until none is smaller than an area.</summary>
    /// <param name="map">The map.</param>
    /// <param name="leastKm2">km², above 0, at most a base cell's.</param>
    /// <returns>The map itself where no cell is too small; else on cells of its hierarchy, or for other grids on HEALPix cells of the finest level that is allowed.</returns>
    public static DensityMap Of(DensityMap map, double leastKm2 = DefaultKm2)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (!(leastKm2 > 0 && double.IsFinite(leastKm2)))
            throw new ArgumentOutOfRangeException(nameof(leastKm2), leastKm2, "An area is above 0 and finite.");
        var grid = map.Grid;
        if (Enumerable.Range(0, grid.Count).All(cell => grid.Areas.Km2(cell) >= leastKm2))
            return map;
        if (grid is not HierarchicalGrid hierarchical)
            return MapTransfer.To(map, NestedGrid.Healpix(FinestLevel(leastKm2)), TransferRule.Mass).Map;
        var hierarchy = hierarchical.Hierarchy;
        if (grid is NestedGrid nested && hierarchy.IsEqualArea)
            return MapTransfer.To(map, new NestedGrid(hierarchy, LargeEnough(hierarchy, nested[0], leastKm2).Level), TransferRule.Mass).Map;
        var ancestors = new HashSet<HierarchyCell>();
        for (var i = 0; i < grid.Count; i++)
        {
            ancestors.Add(LargeEnough(hierarchy, hierarchical[i], leastKm2));
        }

        // where areas differ a cell may be large enough beside one that is not: the larger ancestor takes both
        var outermost = ancestors.Where(cell => !Above(cell).Any(ancestors.Contains));
        return MapTransfer.To(map, new AdaptiveGrid(hierarchy, outermost), TransferRule.Mass).Map;
    }

    private static int FinestLevel(double leastKm2)
    {
        var level = NestedGridLimit;
        while (level > 0 && CellHierarchy.Healpix.AreaKm2(new HierarchyCell(level, 0)) < leastKm2)
        {
            level--;
        }

        return level;
    }

    /// <summary>The finest HEALPix level that a map can have.</summary>
    private const int NestedGridLimit = 13;

    private static HierarchyCell LargeEnough(CellHierarchy hierarchy, HierarchyCell cell, double leastKm2)
    {
        while (cell.Level > 0 && hierarchy.AreaKm2(cell) < leastKm2)
        {
            cell = cell.Parent;
        }

        return cell;
    }

    private static IEnumerable<HierarchyCell> Above(HierarchyCell cell)
    {
        while (cell.Level > 0)
        {
            cell = cell.Parent;
            yield return cell;
        }
    }
}
