using GeoCore.Geolocation.Grids;

namespace GeoCore.Geolocation.Maps;

/// <summary>Weighted means of maps.</summary>
public static class MapMixture
{
    /// <summary>ln Σ v ρ of every cell.</summary>
    /// <param name="maps">On one grid, at least one.</param>
    /// <param name="weights">One a map, at least 0, one of them above; only their proportions count.</param>
    /// <exception cref="ArgumentException">The grids differ, or the weights are none.</exception>
    public static DensityMap Of(IReadOnlyList<DensityMap> maps, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(maps);
        ArgumentNullException.ThrowIfNull(weights);
        var grid = CommonGrid(maps);
        var total = weights.Sum();
        if (weights.Count != maps.Count || !weights.All(weight => weight >= 0) || !(total > 0 && double.IsFinite(total)))
            throw new ArgumentException($"{maps.Count} maps take as many weights, not negative and not all 0.", nameof(weights));
        var logarithms = new double[grid.Count];
        var shifts = maps.Select((map, i) => Math.Log(weights[i] / total) - map.LogNormaliser).ToArray();
        BlockSum.Each(grid.Count, (start, length) =>
        {
            for (var cell = start; cell < start + length; cell++)
            {
                logarithms[cell] = LogSum(maps, shifts, cell);
            }
        });
        return DensityMap.FromLogDensities(grid, logarithms, maps.Select((map, i) => weights[i] / total * map.ResidualMass).Sum());
    }

    /// <summary>The grid of all maps.</summary>
    /// <exception cref="ArgumentException">There is no map, or they are on different grids.</exception>
    internal static Grid CommonGrid(IReadOnlyList<DensityMap> maps)
    {
        if (maps.Count == 0)
            throw new ArgumentException("There is no map.", nameof(maps));
        var grid = maps[0].Grid;
        foreach (var map in maps)
        {
            if (!ReferenceEquals(map.Grid, grid) && (map.Grid.Name != grid.Name || grid is AdaptiveGrid))
                throw new ArgumentException($"The maps are on {grid.Name} and on {map.Grid.Name}.", nameof(maps));
        }

        return grid;
    }

    private static double LogSum(IReadOnlyList<DensityMap> maps, double[] shifts, int cell)
    {
        var peak = double.NegativeInfinity;
        for (var i = 0; i < shifts.Length; i++)
        {
            peak = Math.Max(peak, maps[i].Values[cell] + shifts[i]);
        }

        if (double.IsNegativeInfinity(peak))
            return peak;
        var sum = 0.0;
        for (var i = 0; i < shifts.Length; i++)
        {
            sum += Math.Exp(maps[i].Values[cell] + shifts[i] - peak);
        }

        return peak + Math.Log(sum);
    }
}
