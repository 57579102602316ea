using GeoCore.Geolocation.Grids;

namespace GeoCore.Geolocation.Maps;

/// <summary>How a map is brought onto other cells.</summary>
public enum TransferRule
{
    /// <summary>By masses where the grids share a hierarchy or the target's cells are much larger, else by densities.</summary>
    Automatic,

    /// <summary>A target cell has the density at its centre.</summary>
    DensityAtCentre,

    /// <summary>The mass of a source cell goes to the target cell that holds it, or its centre; that of one that holds several target cells is divided evenly.</summary>
    Mass,
}

/// <summary>A map on other cells.</summary>
/// <param name="Map">Its cells and its residual have mass 1.</param>
/// <param name="MassError">By how much the masses missed 1 before they were normalised.</param>
public readonly record struct TransferredMap(DensityMap Map, double MassError);

/// <summary>Brings maps from one grid onto another.</summary>
public static class MapTransfer
{
    /// <summary>Source cells that a target cell must hold on average before masses are brought instead of densities.</summary>
    private const double MuchLarger = 4;

    /// <summary>Brings a map onto a grid.</summary>
    /// <param name="map">The map.</param>
    /// <param name="grid">The cells wanted. What lies outside of them becomes the residual.</param>
    /// <param name="rule">How.</param>
    public static TransferredMap To(DensityMap map, Grid grid, TransferRule rule = TransferRule.Automatic)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(grid);
        if (ReferenceEquals(map.Grid, grid) || (map.Grid.Name == grid.Name && grid is not AdaptiveGrid))
            return new TransferredMap(map, 0);
        var shared = map.Grid is HierarchicalGrid from && grid is HierarchicalGrid to && from.Hierarchy == to.Hierarchy;
        var coarser = grid.Areas.TotalKm2 / grid.Count >= MuchLarger * map.Grid.Areas.TotalKm2 / map.Grid.Count;
        return rule == TransferRule.Mass || (rule == TransferRule.Automatic && (shared || coarser))
            ? ByMass(map, grid, shared)
            : ByDensity(map, grid);
    }

    private static TransferredMap ByDensity(DensityMap map, Grid grid)
    {
        var logarithms = new double[grid.Count];
        BlockSum.Each(grid.Count, (start, length) =>
        {
            for (var cell = start; cell < start + length; cell++)
            {
                var (longitude, latitude) = grid.CentreOf(cell);
                logarithms[cell] = map.LogDensityAt(longitude, latitude);
            }
        });
        var outside = 0.0;
        if (!grid.IsComplete)
        {
            for (var cell = 0; cell < map.Grid.Count; cell++)
            {
                var (longitude, latitude) = map.Grid.CentreOf(cell);
                outside += grid.CellAt(longitude, latitude) < 0 ? map.Mass(cell) : 0;
            }

            // of the evenly spread residual the part that the target does not cover either
            outside += map.ResidualMass * Math.Min(1, grid.ResidualKm2 / Math.Max(map.Grid.ResidualKm2, double.Epsilon));
        }

        outside = Math.Clamp(outside, 0, 1 - 1e-12);
        var error = Math.Exp(LogMass.LogSum<double>(logarithms, grid.Areas)) + outside - 1;
        return new TransferredMap(DensityMap.FromLogDensities(grid, logarithms, outside), error);
    }

    private static TransferredMap ByMass(DensityMap map, Grid grid, bool shared)
    {
        double[] masses = new double[grid.Count], covered = new double[grid.Count];
        var source = map.Masses();
        var targets = new int[source.Length];
        BlockSum.Each(source.Length, (start, length) =>
        {
            for (var cell = start; cell < start + length; cell++)
            {
                targets[cell] = shared ? ((HierarchicalGrid)grid).CellOf(((HierarchicalGrid)map.Grid)[cell]) : CellAtCentre(map.Grid, cell, grid);
            }
        });
        for (var cell = 0; cell < source.Length; cell++)
        {
            var target = targets[cell];
            if (target >= 0)
            {
                masses[target] += source[cell];
                covered[target] += map.Grid.Areas.Km2(cell);
            }
            else if (shared)
            {
                Divide(((HierarchicalGrid)grid).CellsIn(((HierarchicalGrid)map.Grid)[cell]), source[cell] / map.Grid.Areas.Km2(cell));
            }
        }

        var residualDensity = map.ResidualMass > 0 ? map.ResidualMass / map.Grid.ResidualKm2 : 0;
        double inside = 0;
        for (var target = 0; target < masses.Length; target++)
        {
            masses[target] += residualDensity * Math.Max(0, grid.Areas.Km2(target) - covered[target]);
            inside += masses[target];
        }

        // a complete target has no outside: what is missing was lost by the way
        var outside = grid.IsComplete ? 0 : Math.Clamp(1 - inside, 0, 1 - 1e-12);
        return new TransferredMap(DensityMap.FromMasses(grid, masses, outside), inside + outside - 1);

        void Divide(Range targets, double density)
        {
            var (start, count) = targets.GetOffsetAndLength(grid.Count);
            for (var target = start; target < start + count; target++)
            {
                masses[target] += density * grid.Areas.Km2(target);
                covered[target] += grid.Areas.Km2(target);
            }
        }
    }

    private static int CellAtCentre(Grid from, int cell, Grid to)
    {
        var (longitude, latitude) = from.CentreOf(cell);
        return to.CellAt(longitude, latitude);
    }
}
