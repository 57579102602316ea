using System.Numerics.Tensors;
using GeoCore.Evaluation;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Pooling;

namespace GeoCore.Geolocation.Synthetic;

/// <summary>How one system did.</summary>
/// <param name="System">The system.</param>
/// <param name="LogDensity">Mean of ln of the density per km² at the truth, nats.</param>
/// <param name="BehindExact">How much less that is than the exact posterior's, query by query, nats.</param>
/// <param name="BehindExactError">Standard error of that difference.</param>
/// <param name="Curve">Recall over area.</param>
public sealed record SyntheticResult(SyntheticSystem System, double LogDensity, double BehindExact, double BehindExactError, RecallAreaCurve Curve);

/// <summary>The synthetic end-to-end benchmark: everything that pooling claims, on photographs that were never taken and whose posterior is known.</summary>
/// <param name="Fit">Weights fitted to all queries; theory says 1.</param>
/// <param name="WeightErrors">Standard errors of the weights.</param>
/// <param name="ClassInformation">Mutual information of place and B, nats, in closed form.</param>
/// <param name="Results">One a system.</param>
public sealed record SyntheticBenchmark(WeightFit Fit, IReadOnlyList<double> WeightErrors, double ClassInformation, IReadOnlyList<SyntheticResult> Results)
{
    /// <summary>The result of a system.</summary>
    /// <param name="name">Of the system.</param>
    public SyntheticResult this[string name] => Results.First(result => result.System.Name == name);

    /// <summary>Runs the benchmark.</summary>
    /// <param name="world">The world.</param>
    /// <param name="count">Queries; 20 000 tell the weights to within 0.05.</param>
    /// <param name="seed">Of the draw.</param>
    /// <param name="cancellationToken">Looked at once per query.</param>
    /// <remarks>Any number of threads gives the same bits.</remarks>
    public static SyntheticBenchmark Run(SyntheticWorld world, int count, long seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(world);
        var queries = new SyntheticQueries(world, count, seed);
        var fit = WeightFit.Of(queries, penalty: 0, cancellationToken: cancellationToken);
        SyntheticSystem[] systems = [.. SyntheticSystem.All, new(SyntheticSystem.Fitted, 1, fit.Weights)];
        var (ranked, exact) = (new RankedQuery[systems.Length, count], Array.FindIndex(systems, system => system.Name == SyntheticSystem.Exact));
        Parallel.For(
            0, count, new ParallelOptions { CancellationToken = cancellationToken },
            () => (Ratios: new double[SyntheticQueries.Sources * world.Grid.Count], Densities: new double[world.Grid.Count], Values: new float[world.Grid.Count]),
            (query, _, buffers) =>
            {
                queries.WriteRatios(query, buffers.Ratios);
                for (var system = 0; system < systems.Length; system++)
                {
                    ranked[system, query] = Rank(world, systems[system], query, queries.TruthOf(query), buffers.Ratios, buffers.Densities, buffers.Values);
                }

                return buffers;
            },
            static _ => { });
        return new SyntheticBenchmark(fit, Errors(queries, fit, cancellationToken), world.ClassInformation, [.. systems.Select((system, i) => Result(system, i, exact, ranked))]);
    }

    private static RankedQuery Rank(SyntheticWorld world, SyntheticSystem system, int query, int truth, double[] ratios, double[] logDensities, float[] values)
    {
        var (cells, areas) = (world.Grid.Count, world.Grid.Areas);
        for (var cell = 0; cell < cells; cell++)
        {
            logDensities[cell] = system.PriorPower * world.Prior.LogDensity(cell);
        }

        for (var source = 0; source < SyntheticQueries.Sources; source++)
        {
            TensorPrimitives.MultiplyAdd(ratios.AsSpan(source * cells, cells), system.Weights[source], logDensities, logDensities);
        }

        var logSum = LogMass.LogSum<double>(logDensities, areas);
        TensorPrimitives.Subtract(logDensities, logSum, logDensities);
        TensorPrimitives.ConvertTruncating<double, float>(logDensities, values);
        var area = DensityRanking.Rank(values, areas, truth, float.NegativeInfinity);
        return new RankedQuery($"{query}", area, 1, logDensities[truth]);
    }

    private static SyntheticResult Result(SyntheticSystem system, int index, int exact, RankedQuery[,] ranked)
    {
        var count = ranked.GetLength(1);
        double sum = 0, behind = 0, square = 0;
        var own = new RankedQuery[count];
        for (var query = 0; query < count; query++)
        {
            own[query] = ranked[index, query];
            var difference = ranked[exact, query].LogDensity - own[query].LogDensity;
            sum += own[query].LogDensity;
            behind += difference;
            square += difference * difference;
        }

        var mean = behind / count;
        return new SyntheticResult(system, sum / count, mean, Math.Sqrt(Math.Max(0, square / count - mean * mean) / count), new RecallAreaCurve(own));
    }

    /// <summary>Square roots of the diagonal of (Q · −H)⁻¹: the information that the queries hold about the weights.</summary>
    private static double[] Errors(SyntheticQueries queries, WeightFit fit, CancellationToken cancellationToken)
    {
        var state = PoolingObjective.Of(queries, [.. Enumerable.Range(0, queries.Count)], [.. fit.Weights], 0, cancellationToken);
        var inverse = Encoding.Posterior.SymmetricSystem.Inverse(state.Hessian, SyntheticQueries.Sources);
        return [.. Enumerable.Range(0, SyntheticQueries.Sources).Select(i => Math.Sqrt(inverse[i * SyntheticQueries.Sources + i] / queries.Count))];
    }
}
