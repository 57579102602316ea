using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Sources;
using GeoCore.Geolocation.Sources.Retrieval;

namespace GeoCore.Geolocation.Pooling;

/// <summary>Fits the numbers inside sources to photographs that they were not trained with. Each is a concave problem of its own, solved as weights are.</summary>
/// <remarks>The temperature of a single head is <see cref="TemperatureFit"/>; the power of any source's map is the weight of <see cref="MapQueries"/> with that source alone.</remarks>
public static class SourceCalibration
{
    /// <summary>The scale κ of a field: density ∝ e^(κ cos) · π₀.</summary>
    /// <param name="prior">π₀.</param>
    /// <param name="cells">Embeddings of the cells of the prior's grid.</param>
    /// <param name="images">Embeddings of the photographs, [photographs, width].</param>
    /// <param name="truths">The cell of each photograph.</param>
    /// <param name="cancellationToken">Looked at once per photograph.</param>
    /// <returns>One weight: κ.</returns>
    /// <exception cref="ArgumentException">The numbers do not fit.</exception>
    public static WeightFit FieldScale(
        DensityMap prior, Embeddings cells, ReadOnlyMemory<float> images, IReadOnlyList<int> truths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prior);
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentNullException.ThrowIfNull(truths);
        if (cells.Count != prior.Grid.Count || images.Length != truths.Count * cells.Width)
            throw new ArgumentException($"{cells.Count} cells and {images.Length} numbers of {truths.Count} photographs do not fit {prior.Grid.Name}.", nameof(images));
        double[] logPrior = [.. Enumerable.Range(0, cells.Count).Select(cell => prior.LogDensity(cell) + Math.Log(prior.Grid.Areas.Km2(cell)))];
        return Fit(1, logPrior, truths, (query, cosines) =>
        {
            var image = cells.Unit(images.Span.Slice(query * cells.Width, cells.Width));
            for (var cell = 0; cell < cosines.Length; cell++)
            {
                cosines[cell] = cells.Dot(image, cell);
            }
        }, cancellationToken);
    }

    /// <summary>The weights of the heads of a hierarchical classifier, for <see cref="HierarchicalReadOut.Marginal"/>.</summary>
    /// <param name="classifier">Any read-out; its own weights are not looked at.</param>
    /// <param name="logits">Of all heads, the finest first, [photographs, inputs].</param>
    /// <param name="truths">The finest class of each photograph.</param>
    /// <param name="cancellationToken">Looked at once per photograph.</param>
    /// <returns>One weight a head.</returns>
    /// <exception cref="ArgumentException">The numbers do not fit.</exception>
    public static WeightFit HeadWeights(
        HierarchicalClassifier classifier, ReadOnlyMemory<float> logits, IReadOnlyList<int> truths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(truths);
        if (logits.Length != (long)truths.Count * classifier.InputCount)
            throw new ArgumentException($"{logits.Length} logits of {truths.Count} photographs do not fit {classifier.InputCount} inputs.", nameof(logits));
        return Fit(
            classifier.HeadCount, new double[classifier.ClassCount], truths,
            (query, result) => classifier.WriteHeads(logits.Span.Slice(query * classifier.InputCount, classifier.InputCount), result), cancellationToken);
    }

    private static WeightFit Fit(int sources, double[] logPrior, IReadOnlyList<int> truths, Writer write, CancellationToken cancellationToken)
    {
        foreach (var truth in truths)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(truth, nameof(truths));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(truth, logPrior.Length, nameof(truths));
        }

        return WeightFit.Of(new WrittenQueries(sources, logPrior, truths, write), penalty: 0, cancellationToken: cancellationToken);
    }

    private delegate void Writer(int query, Span<double> ratios);

    private sealed class WrittenQueries(int sources, double[] logPrior, IReadOnlyList<int> truths, Writer write) : IPoolingQueries
    {
        public int Count => truths.Count;

        public int SourceCount => sources;

        public ReadOnlySpan<double> LogPriorMasses => logPrior;

        public int TruthOf(int query) => truths[query];

        public void WriteRatios(int query, Span<double> ratios) => write(query, ratios);
    }
}
