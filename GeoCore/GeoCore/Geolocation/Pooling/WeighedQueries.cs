using System.Numerics.Tensors;

namespace GeoCore.Geolocation.Pooling;

/// <summary>Photographs whose sources already have weights, so that what is fitted to them multiplies those.</summary>
public sealed class WeighedQueries : IPoolingQueries
{
    private readonly IPoolingQueries _queries;
    private readonly double[] _weights;

    /// <summary>Takes photographs and weights.</summary>
    /// <param name="queries">The photographs.</param>
    /// <param name="weights">One a source, at least 0.</param>
    /// <exception cref="ArgumentException">There are more or fewer weights than sources.</exception>
    public WeighedQueries(IPoolingQueries queries, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Count != queries.SourceCount || !weights.All(weight => weight >= 0 && double.IsFinite(weight)))
            throw new ArgumentException($"{queries.SourceCount} sources take as many weights of 0 or more.", nameof(weights));
        (_queries, _weights) = (queries, [.. weights]);
    }

    /// <inheritdoc/>
    public int Count => _queries.Count;

    /// <inheritdoc/>
    public int SourceCount => _queries.SourceCount;

    /// <inheritdoc/>
    public ReadOnlySpan<double> LogPriorMasses => _queries.LogPriorMasses;

    /// <inheritdoc/>
    public int TruthOf(int query) => _queries.TruthOf(query);

    /// <inheritdoc/>
    public void WriteRatios(int query, Span<double> ratios)
    {
        _queries.WriteRatios(query, ratios);
        var cells = LogPriorMasses.Length;
        for (var source = 0; source < _weights.Length; source++)
        {
            var own = ratios.Slice(source * cells, cells);
            if (_weights[source] > 0)
                TensorPrimitives.Multiply(own, _weights[source], own);
            else
                own.Clear(); // whatever it forbids
        }
    }
}
