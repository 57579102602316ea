using System.Numerics.Tensors;
using GeoCore.Geolocation.Maps;

namespace GeoCore.Geolocation.Pooling;

/// <summary>Pools maps on one grid.</summary>
/// <remarks>Sums run over blocks of cells in their order: any number of threads gives the same bits.</remarks>
public static class MapPool
{
    /// <summary>The product of the densities.</summary>
    /// <param name="maps">At least one.</param>
    /// <exception cref="ArgumentException">The grids differ, or no cell has density in all maps.</exception>
    public static PooledMap Product(IReadOnlyList<DensityMap> maps)
    {
        var logarithms = Fill(maps, static (blocks, result) => LogPool.Product(blocks, result));
        return Pooled(maps[0], logarithms, []);
    }

    /// <summary>The weighted mean of the densities.</summary>
    /// <param name="maps">At least one.</param>
    /// <param name="weights">One a map, not negative, not all 0; brought to the simplex.</param>
    /// <exception cref="ArgumentException">The grids differ, or the weights are none.</exception>
    public static PooledMap LinearPool(IReadOnlyList<DensityMap> maps, IReadOnlyList<double> weights) => new(MapMixture.Of(maps, weights), 0, []);

    /// <summary>The prior times the sources' ratios to their training priors.</summary>
    /// <param name="prior">π, on the maps' grid.</param>
    /// <param name="maps">One a source; none leaves the prior.</param>
    /// <param name="trainingPriors">One a source.</param>
    /// <param name="weights">One a source, at least 0.</param>
    /// <exception cref="ArgumentException">The grids or the numbers differ, a weight is negative, or no cell is possible.</exception>
    public static PooledMap LogLinear(DensityMap prior, IReadOnlyList<DensityMap> maps, IReadOnlyList<DensityMap> trainingPriors, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(prior);
        ArgumentNullException.ThrowIfNull(maps);
        ArgumentNullException.ThrowIfNull(trainingPriors);
        ArgumentNullException.ThrowIfNull(weights);
        if (maps.Count != trainingPriors.Count || maps.Count != weights.Count)
            throw new ArgumentException($"{maps.Count} maps take as many training priors and weights, not {trainingPriors.Count} and {weights.Count}.", nameof(weights));
        double[] powers = [.. weights];
        if (!Array.TrueForAll(powers, weight => weight >= 0 && double.IsFinite(weight)))
            throw new ArgumentException("A weight is negative or not finite.", nameof(weights));
        var sources = maps.Count;
        var ratios = new double[sources][];
        for (var source = 0; source < sources; source++)
        {
            ratios[source] = new double[prior.Grid.Count];
        }

        var logarithms = Fill([prior, .. maps, .. trainingPriors], (blocks, start, result) =>
        {
            var length = result.Length;
            for (var source = 0; source < sources; source++)
            {
                LogPool.Ratio(blocks[1 + source].Span, blocks[1 + sources + source].Span, ratios[source].AsSpan(start, length));
            }

            LogPool.LogLinear(blocks[0].Span, [.. ratios.Select(ratio => (ReadOnlyMemory<double>)ratio.AsMemory(start, length))], powers, result);
        });
        var pooled = Pooled(prior, logarithms, []);
        var masses = pooled.Map.Masses();
        return pooled with { Contributions = [.. ratios.Select((ratio, source) => powers[source] > 0 ? powers[source] * Mean(masses, ratio) : 0)] };
    }

    /// <summary>Σ p φ over the cells with mass.</summary>
    private static double Mean(double[] masses, double[] ratio) => BlockSum.Of(masses.Length, (start, length) =>
    {
        var sum = 0.0;
        for (var cell = start; cell < start + length; cell++)
        {
            sum += masses[cell] > 0 ? masses[cell] * ratio[cell] : 0;
        }

        return sum;
    });

    private static PooledMap Pooled(DensityMap like, double[] logarithms, IReadOnlyList<double> contributions) => new(
        DensityMap.FromLogDensities(like.Grid, logarithms, like.ResidualMass), LogMass.LogSum<double>(logarithms, like.Grid.Areas), contributions);

    private static double[] Fill(IReadOnlyList<DensityMap> maps, Action<IReadOnlyList<ReadOnlyMemory<double>>, double[]> combine) =>
        Fill(maps, (blocks, _, result) =>
        {
            var part = new double[result.Length];
            combine(blocks, part);
            part.CopyTo(result);
        });

    private delegate void Combination(IReadOnlyList<ReadOnlyMemory<double>> logDensities, int start, Span<double> result);

    /// <summary>Combines the logarithms of all maps' densities, a block of cells at a time.</summary>
    private static double[] Fill(IReadOnlyList<DensityMap> maps, Combination combine)
    {
        ArgumentNullException.ThrowIfNull(maps);
        var grid = MapMixture.CommonGrid(maps);
        var result = new double[grid.Count];
        BlockSum.Each(grid.Count, (start, length) =>
        {
            var blocks = new ReadOnlyMemory<double>[maps.Count];
            for (var map = 0; map < blocks.Length; map++)
            {
                var block = new double[length];
                TensorPrimitives.ConvertTruncating(maps[map].Values.Slice(start, length), block);
                TensorPrimitives.Subtract(block, maps[map].LogNormaliser, block);
                blocks[map] = block;
            }

            combine(blocks, start, result.AsSpan(start, length));
        });
        return result;
    }
}
