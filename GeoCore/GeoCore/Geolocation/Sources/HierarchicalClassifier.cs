using System.Numerics.Tensors;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;

namespace GeoCore.Geolocation.Sources;

/// <summary>A classifier of places with one head a partition: the logits of all heads, the finest first, make a map.</summary>
/// <remarks>
/// E. Müller-Budack, K. Pustu-Iren, R. Ewerth, ECCV 2018. The probability of a fine cell is spread evenly over the map's cells whose centres lie in it, or
/// given to the one that holds its centre where there is none, so that no class is lost on a map with larger cells.
/// </remarks>
public sealed class HierarchicalClassifier : ILocationSource
{
    private readonly PhotoPartition[] _partitions;
    private readonly int[][] _containing;
    private readonly double[] _weights;
    private readonly double _temperature;
    private readonly PartitionSpread _spread;

    /// <summary>Takes the partitions of a classifier.</summary>
    /// <param name="name">Of the source.</param>
    /// <param name="grid">Cells of its maps.</param>
    /// <param name="partitions">The finest first; each lies in the next.</param>
    /// <param name="readOut">How the heads are read.</param>
    /// <param name="weights">For <see cref="HierarchicalReadOut.Marginal"/> one at least 0 a partition, the first above; else none.</param>
    /// <param name="temperature">Divides all logits; above 0.</param>
    /// <exception cref="ArgumentException">A fine cell lies in no coarser one, or the weights do not fit.</exception>
    public HierarchicalClassifier(
        string name, Grid grid, IEnumerable<PhotoPartition> partitions, HierarchicalReadOut readOut = HierarchicalReadOut.Product, IReadOnlyList<double>? weights = null,
        double temperature = 1)
    {
        ArgumentNullException.ThrowIfNull(grid);
        (Name, Grid, ReadOut, _temperature) = (name, grid, readOut, ModelOutput.Temperature(temperature));
        _partitions = [.. partitions];
        if (_partitions.Length == 0)
            throw new ArgumentException("A classifier has a partition.", nameof(partitions));
        _containing = [.. _partitions.Select(partition => partition == Fine ? [.. Enumerable.Range(0, Fine.Grid.Count)] : Fine.CellsIn(partition))];
        if (_containing.Any(cells => cells.Contains(-1)))
            throw new ArgumentException("A cell of the finest partition lies in none of a coarser one.", nameof(partitions));
        _weights = Weights(readOut, weights, _partitions.Length);
        _spread = new PartitionSpread(Fine.Grid, grid);
        TrainingPrior = DensityMap.FromMasses(grid, _spread.Masses([.. Fine.Photos.Select(photos => (double)photos)]));
        InputCount = _partitions.Sum(partition => partition.Grid.Count);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Grid Grid { get; }

    /// <inheritdoc/>
    public int InputCount { get; }

    /// <inheritdoc/>
    public DensityMap TrainingPrior { get; }

    /// <summary>How the heads are read.</summary>
    public HierarchicalReadOut ReadOut { get; }

    internal int HeadCount => _partitions.Length;

    /// <summary>Classes of the finest head.</summary>
    public int ClassCount => Fine.Grid.Count;

    private PhotoPartition Fine => _partitions[0];

    /// <summary>Logarithms of the probabilities of the finest cells.</summary>
    /// <param name="logits">Of all heads, the finest first.</param>
    public double[] LogProbabilities(ReadOnlySpan<float> logits)
    {
        var heads = new double[HeadCount * ClassCount];
        WriteHeads(logits, heads);
        var sum = new double[ClassCount];
        for (var head = 0; head < HeadCount; head++)
        {
            if (_weights[head] > 0)
                TensorPrimitives.MultiplyAdd(heads.AsSpan(head * ClassCount, ClassCount), _weights[head], sum, sum);
        }

        TensorPrimitives.Subtract(sum, ModelOutput.LogSumExp(sum), sum);
        return sum;
    }

    /// <summary>For each fine cell the logarithm of the probability that each head gives it or what contains it.</summary>
    /// <param name="logits">Of all heads.</param>
    /// <param name="result">Receives [heads, finest classes].</param>
    internal void WriteHeads(ReadOnlySpan<float> logits, Span<double> result)
    {
        ModelOutput.Check(this, logits);
        var first = 0;
        for (var head = 0; head < HeadCount; head++)
        {
            var count = _partitions[head].Grid.Count;
            var logarithms = ModelOutput.LogSoftmax(logits.Slice(first, count), _temperature);
            for (var cell = 0; cell < ClassCount; cell++)
            {
                result[head * ClassCount + cell] = logarithms[_containing[head][cell]];
            }

            first += count;
        }
    }

    /// <inheritdoc/>
    public DensityMap Evaluate(ReadOnlySpan<float> inputs, CancellationToken cancellationToken = default)
    {
        var logarithms = LogProbabilities(inputs);
        cancellationToken.ThrowIfCancellationRequested();
        return DensityMap.FromMasses(Grid, _spread.Masses([.. logarithms.Select(Math.Exp)]));
    }

    /// <summary>The classifier's single answer: the mean place of the photographs in the most probable fine cell, degrees.</summary>
    /// <param name="logits">Of all heads, the finest first.</param>
    public (double Longitude, double Latitude) PlaceOf(ReadOnlySpan<float> logits)
    {
        var logarithms = LogProbabilities(logits);
        return Fine.Means[Array.IndexOf(logarithms, logarithms.Max())];
    }

    private static double[] Weights(HierarchicalReadOut readOut, IReadOnlyList<double>? weights, int heads)
    {
        if ((weights is not null) != (readOut == HierarchicalReadOut.Marginal))
            throw new ArgumentException($"The read-out {readOut} takes {(weights is null ? "weights" : "no weights")}.", nameof(weights));
        double[] all = readOut switch
        {
            HierarchicalReadOut.FineOnly => [1, .. new double[heads - 1]],
            HierarchicalReadOut.Product => [.. Enumerable.Repeat(1.0, heads)],
            _ => [.. weights!],
        };
        return all.Length == heads && all[0] > 0 && all.All(weight => weight >= 0 && double.IsFinite(weight))
            ? all
            : throw new ArgumentException($"{heads} heads take as many weights, not negative, the first above 0.", nameof(weights));
    }
}
