using System.Numerics.Tensors;

namespace GeoCore.Geolocation.Pooling;

/// <summary>ln of the pooled mass at one photograph's place, with its derivatives by the weights: φ(t) − E[φ] and −Cov[φ].</summary>
internal sealed class QueryDerivatives(IPoolingQueries queries)
{
    /// <summary>Stands for −∞, so that a weight of 0 makes it nothing and no product becomes NaN.</summary>
    private const double Forbidden = -300;

    private readonly int _cells = queries.LogPriorMasses.Length;
    private readonly double[] _ratios = new double[queries.SourceCount * queries.LogPriorMasses.Length];
    private readonly double[] _masses = new double[queries.LogPriorMasses.Length];

    /// <summary>ln p_w(t).</summary>
    internal double Value { get; private set; }

    /// <summary>One a source.</summary>
    internal double[] Gradient { get; } = new double[queries.SourceCount];

    /// <summary>Cov[φ], [sources, sources].</summary>
    internal double[] Covariance { get; } = new double[queries.SourceCount * queries.SourceCount];

    /// <summary>Takes the ratios of a photograph.</summary>
    internal void Load(int query)
    {
        queries.WriteRatios(query, _ratios);
        TensorPrimitives.Max(_ratios, Forbidden, _ratios);
    }

    /// <summary>Computes for the photograph that was loaded.</summary>
    /// <param name="truth">Its cell.</param>
    /// <param name="weights">One a source, at least 0.</param>
    internal void Evaluate(int truth, ReadOnlySpan<double> weights)
    {
        queries.LogPriorMasses.CopyTo(_masses);
        for (var source = 0; source < weights.Length; source++)
        {
            TensorPrimitives.MultiplyAdd(Ratios(source), weights[source], _masses, _masses);
        }

        var (peak, atTruth) = (TensorPrimitives.Max<double>(_masses), _masses[truth]);
        TensorPrimitives.Subtract(_masses, peak, _masses);
        TensorPrimitives.Exp<double>(_masses, _masses);
        var total = TensorPrimitives.Sum<double>(_masses);
        Value = atTruth - peak - Math.Log(total);
        TensorPrimitives.Divide(_masses, total, _masses);
        for (var source = 0; source < weights.Length; source++)
        {
            Gradient[source] = Ratios(source)[truth] - TensorPrimitives.Dot<double>(_masses, Ratios(source));
        }

        Covariances(truth);
    }

    private void Covariances(int truth)
    {
        Span<double> weighted = stackalloc double[256];
        Array.Clear(Covariance);
        var sources = Gradient.Length;
        for (var start = 0; start < _cells; start += weighted.Length)
        {
            var part = weighted[..Math.Min(weighted.Length, _cells - start)];
            for (var i = 0; i < sources; i++)
            {
                // about the mean, so that nothing cancels
                TensorPrimitives.Subtract(Ratios(i).Slice(start, part.Length), Ratios(i)[truth] - Gradient[i], part);
                TensorPrimitives.Multiply(part, _masses.AsSpan(start, part.Length), part);
                for (var j = 0; j <= i; j++)
                {
                    // Σ p (φ_i − E φ_i) needs no mean of the other
                    Covariance[i * sources + j] += TensorPrimitives.Dot(part, Ratios(j).Slice(start, part.Length));
                }
            }
        }

        for (var i = 0; i < sources; i++)
        {
            for (var j = 0; j < i; j++)
            {
                Covariance[j * sources + i] = Covariance[i * sources + j];
            }
        }
    }

    private ReadOnlySpan<double> Ratios(int source) => _ratios.AsSpan(source * _cells, _cells);
}
