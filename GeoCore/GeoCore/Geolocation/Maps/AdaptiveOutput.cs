using System.Numerics.Tensors;
using GeoCore.Geolocation.Grids;

namespace GeoCore.Geolocation.Maps;

/// <summary>A map with few cells that stands for one with many: large cells where the density is even, small ones where it is not.</summary>
/// <param name="Map">On an <see cref="AdaptiveGrid"/>.</param>
/// <param name="TotalVariation">The most by which the probability of any set of places differs between the two maps.</param>
public sealed record AdaptiveOutput(DensityMap Map, double TotalVariation)
{
    /// <summary>Divides, starting from the base cells, the cell whose parts differ most from evenness, until there are enough.</summary>
    /// <param name="map">On a nested grid.</param>
    /// <param name="most">Cells of the result, at least as many as base cells.</param>
    /// <param name="tolerance">A total variation that is small enough to stop earlier.</param>
    /// <exception cref="ArgumentException">The map is not on a nested grid.</exception>
    /// <remarks>
    /// A search of the densest area a in the small map finds at most twice the total variation less of the large map's mass than the best search of
    /// that area does. Cost: one pass over the map a level.
    /// </remarks>
    public static AdaptiveOutput Of(DensityMap map, int most, double tolerance = 0)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (map.Grid is not NestedGrid grid)
            throw new ArgumentException($"{map.Grid.Name} is not one level of a hierarchy.", nameof(map));
        ArgumentOutOfRangeException.ThrowIfLessThan(most, grid.Hierarchy.BaseCells);
        var deviations = Deviations(map, grid);
        var queue = new PriorityQueue<HierarchyCell, (double, int, long)>();
        var leaves = new HashSet<HierarchyCell>();
        double variation = 0;
        for (var i = 0; i < grid.Hierarchy.BaseCells; i++)
        {
            Add(new HierarchyCell(0, i));
        }

        while (leaves.Count + 3 <= most && variation > tolerance && queue.TryDequeue(out var cell, out _))
        {
            leaves.Remove(cell);
            variation -= deviations[cell.Level][cell.Index];
            foreach (var child in cell.Children)
            {
                Add(child);
            }
        }

        var output = new AdaptiveGrid(grid.Hierarchy, leaves);
        // summed anew, because the running difference has gathered roundings
        return new AdaptiveOutput(MapTransfer.To(map, output, TransferRule.Mass).Map, output.Cells.Sum(leaf => deviations[leaf.Level][leaf.Index]));

        void Add(HierarchyCell cell)
        {
            leaves.Add(cell);
            var deviation = deviations[cell.Level][cell.Index];
            variation += deviation;
            if (cell.Level < grid.Level && deviation > 0)
                queue.Enqueue(cell, (-deviation, cell.Level, cell.Index));
        }
    }

    /// <summary>½ Σ |mass − mass under evenness| of the finest cells in each cell of each level.</summary>
    private static double[][] Deviations(DensityMap map, NestedGrid grid)
    {
        var deviations = new double[grid.Level + 1][];
        double[] fine = map.Masses(), areas = new double[grid.Count];
        for (var i = 0; i < areas.Length; i++)
        {
            areas[i] = grid.Areas.Km2(i);
        }

        deviations[grid.Level] = new double[grid.Count];
        double[] masses = fine, surfaces = areas;
        for (var level = grid.Level - 1; level >= 0; level--)
        {
            (masses, surfaces) = (Parents(masses), Parents(surfaces));
            var own = new double[masses.Length];
            var shift = 2 * (grid.Level - level);
            for (var i = 0; i < own.Length; i++)
            {
                var density = masses[i] / surfaces[i];
                var (first, count) = (i << shift, 1 << shift);
                var sum = 0.0;
                for (var j = first; j < first + count; j++)
                {
                    sum += Math.Abs(fine[j] - density * areas[j]);
                }

                // an even cell may differ from its parts by roundings, which are no reason to divide it
                own[i] = sum <= 1e-12 * masses[i] ? 0 : sum / 2;
            }

            deviations[level] = own;
        }

        return deviations;
    }

    private static double[] Parents(double[] values)
    {
        var parents = new double[values.Length / 4];
        for (var i = 0; i < parents.Length; i++)
        {
            parents[i] = TensorPrimitives.Sum(values.AsSpan(4 * i, 4));
        }

        return parents;
    }
}
