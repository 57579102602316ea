using System.Numerics.Tensors;

namespace GeoCore.Geolocation.Pooling;

/// <summary>Mean of ln of the pooled mass at the places of photographs, less λ ‖w − 1‖², with its derivatives.</summary>
/// <param name="Value">J(w), nats.</param>
/// <param name="Gradient">∇J, one a source.</param>
/// <param name="Hessian">−H, [sources, sources]: positive semidefinite, because J is concave.</param>
internal sealed record PoolingObjective(double Value, double[] Gradient, double[] Hessian)
{
    /// <summary>Photographs of a piece of work; their sums are added in the order of the pieces, so that threads change nothing.</summary>
    private const int Together = 64;

    /// <summary>Evaluates.</summary>
    /// <param name="queries">All photographs.</param>
    /// <param name="chosen">Those that count, at least one.</param>
    /// <param name="weights">One a source, at least 0.</param>
    /// <param name="penalty">λ.</param>
    /// <param name="cancellationToken">Looked at once per photograph.</param>
    internal static PoolingObjective Of(
        IPoolingQueries queries, IReadOnlyList<int> chosen, double[] weights, double penalty, CancellationToken cancellationToken)
    {
        var sources = queries.SourceCount;
        var sums = Sum(
            queries, chosen, 1 + sources + sources * sources,
            (query, derivatives, sum) =>
            {
                derivatives.Evaluate(queries.TruthOf(query), weights);
                sum[0] += derivatives.Value;
                TensorPrimitives.Add(sum.AsSpan(1, sources), derivatives.Gradient, sum.AsSpan(1, sources));
                TensorPrimitives.Add(sum.AsSpan(1 + sources), derivatives.Covariance, sum.AsSpan(1 + sources));
            },
            cancellationToken);
        TensorPrimitives.Divide(sums, chosen.Count, sums);
        var (value, gradient, hessian) = (sums[0], sums[1..(1 + sources)], sums[(1 + sources)..]);
        for (var i = 0; i < sources; i++)
        {
            value -= penalty * (weights[i] - 1) * (weights[i] - 1);
            gradient[i] -= 2 * penalty * (weights[i] - 1);
            hessian[i * sources + i] += 2 * penalty;
        }

        return new PoolingObjective(value, gradient, hessian);
    }

    /// <summary>Adds what each photograph contributes.</summary>
    /// <param name="queries">All photographs.</param>
    /// <param name="chosen">Those that count.</param>
    /// <param name="length">Numbers of a contribution.</param>
    /// <param name="add">Adds one photograph's, whose ratios are loaded.</param>
    /// <param name="cancellationToken">Looked at once per photograph.</param>
    internal static double[] Sum(
        IPoolingQueries queries, IReadOnlyList<int> chosen, int length, Action<int, QueryDerivatives, double[]> add, CancellationToken cancellationToken)
    {
        var pieces = new double[(chosen.Count + Together - 1) / Together][];
        Parallel.For(
            0, pieces.Length, new ParallelOptions { CancellationToken = cancellationToken },
            () => new QueryDerivatives(queries),
            (piece, _, derivatives) =>
            {
                var sum = new double[length];
                for (var i = piece * Together; i < Math.Min(chosen.Count, (piece + 1) * Together); i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    derivatives.Load(chosen[i]);
                    add(chosen[i], derivatives, sum);
                }

                pieces[piece] = sum;
                return derivatives;
            },
            static _ => { });
        var total = new double[length];
        foreach (var piece in pieces)
        {
            TensorPrimitives.Add(total, piece, total);
        }

        return total;
    }
}
