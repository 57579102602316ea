using System.Numerics.Tensors;
using GeoCore.Encoding.Posterior;

namespace GeoCore.Geolocation.Pooling;

/// <summary>Weights of sources that depend on the photograph: w_m = softplus(a_m + Σ W_mk h_k) of features h. Immutable.</summary>
public sealed class WeightGate
{
    private const double Tolerance = 1e-7;
    private const int MostSteps = 200;

    /// <summary>A weight near 0 has next to no slope, so that no fit would ever leave it.</summary>
    private const double LeastStart = 0.3;

    private readonly double[] _table;

    /// <summary>Takes a table.</summary>
    /// <param name="sources">At least 1.</param>
    /// <param name="features">At least 0.</param>
    /// <param name="table">[sources, 1 + features]: the constant, then the features'.</param>
    /// <exception cref="ArgumentException">The numbers do not fit, or one is not finite.</exception>
    public WeightGate(int sources, int features, ReadOnlySpan<double> table)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sources, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(features);
        if (table.Length != sources * (1 + features) || !TensorPrimitives.IsFiniteAll(table))
            throw new ArgumentException($"{sources} sources and {features} features take {sources * (1 + features)} finite numbers.", nameof(table));
        (SourceCount, FeatureCount, _table) = (sources, features, table.ToArray());
    }

    /// <summary>Sources.</summary>
    public int SourceCount { get; }

    /// <summary>Features.</summary>
    public int FeatureCount { get; }

    /// <summary>The table, [sources, 1 + features].</summary>
    public ReadOnlySpan<double> Table => _table;

    /// <summary>The gate that gives every photograph the same weights.</summary>
    /// <param name="weights">One a source, above 0.</param>
    /// <param name="features">Features that it will not look at.</param>
    public static WeightGate Constant(IReadOnlyList<double> weights, int features)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var table = new double[weights.Count * (1 + features)];
        for (var source = 0; source < weights.Count; source++)
        {
            // the inverse of softplus; a weight of 0 is out of its reach
            table[source * (1 + features)] = Math.Log(Math.Exp(Math.Max(weights[source], 1e-3)) - 1);
        }

        return new WeightGate(weights.Count, features, table);
    }

    /// <summary>The weights of a photograph.</summary>
    /// <param name="features">Its features.</param>
    public double[] WeightsOf(ReadOnlySpan<double> features)
    {
        if (features.Length != FeatureCount)
            throw new ArgumentException($"The gate takes {FeatureCount} features, not {features.Length}.", nameof(features));
        var weights = new double[SourceCount];
        for (var source = 0; source < weights.Length; source++)
        {
            weights[source] = Softplus(Sum(source, features));
        }

        return weights;
    }

    /// <summary>Fits a gate, starting from the weights that are best for all photographs alike.</summary>
    /// <param name="queries">The photographs.</param>
    /// <param name="features">[photographs, features], about −1 to 1.</param>
    /// <param name="penalty">λ, above 0: times the squares of the features' numbers it is taken off.</param>
    /// <param name="cancellationToken">Looked at once per photograph.</param>
    /// <returns>The gate, never less probable on these photographs (with the penalty) than the common weights.</returns>
    /// <remarks>Gauss and Newton's method with Levenberg's damping: the objective is concave in the weights but not in the table.</remarks>
    public static WeightGate Fit(
        IPoolingQueries queries, ReadOnlyMemory<double> features, double penalty = WeightFit.DefaultPenalty, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(queries);
        if (queries.Count == 0 || features.Length % queries.Count != 0 || !(penalty > 0))
            throw new ArgumentException($"{features.Length} features of {queries.Count} photographs and a penalty of {penalty} are nothing to fit.", nameof(features));
        var width = features.Length / queries.Count;
        int[] all = [.. Enumerable.Range(0, queries.Count)];
        var common = WeightFit.Of(queries, all, cancellationToken: cancellationToken).Weights;
        var gate = Constant([.. common.Select(weight => Math.Max(weight, LeastStart))], width);
        var (value, gradient, curvature) = gate.Derivatives(queries, all, features, penalty, cancellationToken);
        var damping = 1e-6;
        for (var step = 0; step < MostSteps && damping < 1e6 && TensorPrimitives.Norm<double>(gradient) > Tolerance; step++)
        {
            var trial = gate.Moved(gradient, curvature, damping);
            var reached = trial.Derivatives(queries, all, features, penalty, cancellationToken);
            if (reached.Value > value)
            {
                (gate, value, gradient, curvature) = (trial, reached.Value, reached.Gradient, reached.Curvature);
                damping = Math.Max(damping / 10, 1e-12);
            }
            else
            {
                damping *= 10;
            }
        }

        var same = Constant(common, width);
        return same.Derivatives(queries, all, features, penalty, cancellationToken).Value > value ? same : gate;
    }

    private (double Value, double[] Gradient, double[] Curvature) Derivatives(
        IPoolingQueries queries, int[] all, ReadOnlyMemory<double> features, double penalty, CancellationToken cancellationToken)
    {
        var (row, size) = (1 + FeatureCount, _table.Length);
        var sums = PoolingObjective.Sum(
            queries, all, 1 + size + size * size,
            (query, derivatives, sum) =>
            {
                var own = features.Span.Slice(query * FeatureCount, FeatureCount);
                derivatives.Evaluate(queries.TruthOf(query), WeightsOf(own));
                sum[0] += derivatives.Value;
                for (var i = 0; i < size; i++)
                {
                    var left = Slope(i / row, own) * Input(own, i % row);
                    sum[1 + i] += derivatives.Gradient[i / row] * left;
                    for (var j = 0; j < size; j++)
                    {
                        sum[1 + size + i * size + j] += derivatives.Covariance[i / row * SourceCount + j / row] * left * Slope(j / row, own) * Input(own, j % row);
                    }
                }
            },
            cancellationToken);
        TensorPrimitives.Divide(sums, all.Length, sums);
        var (value, gradient, curvature) = (sums[0], sums[1..(1 + size)], sums[(1 + size)..]);
        for (var i = 0; i < size; i++)
        {
            // the constants are free: without features this is the common fit
            var own = i % row == 0 ? 0 : penalty;
            value -= own * _table[i] * _table[i];
            gradient[i] -= 2 * own * _table[i];
            curvature[i * size + i] += 2 * own;
        }

        return (value, gradient, curvature);
    }

    private WeightGate Moved(double[] gradient, double[] curvature, double damping)
    {
        var size = _table.Length;
        var damped = (double[])curvature.Clone();
        for (var i = 0; i < size; i++)
        {
            damped[i * size + i] += damping * (1 + curvature[i * size + i]);
        }

        var inverse = SymmetricSystem.Inverse(damped, size);
        var table = (double[])_table.Clone();
        for (var i = 0; i < size; i++)
        {
            table[i] += TensorPrimitives.Dot(inverse.AsSpan(i * size, size), gradient);
        }

        return new WeightGate(SourceCount, FeatureCount, table);
    }

    private double Sum(int source, ReadOnlySpan<double> features)
    {
        var row = _table.AsSpan(source * (1 + FeatureCount), 1 + FeatureCount);
        return row[0] + TensorPrimitives.Dot(row[1..], features);
    }

    private double Slope(int source, ReadOnlySpan<double> features) => 1 / (1 + Math.Exp(-Sum(source, features)));

    private static double Input(ReadOnlySpan<double> features, int at) => at == 0 ? 1 : features[at - 1];

    private static double Softplus(double x) => x > 30 ? x : Math.Log(1 + Math.Exp(x));
}
