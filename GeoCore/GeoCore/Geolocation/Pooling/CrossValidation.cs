namespace GeoCore.Geolocation.Pooling;

/// <summary>How well weights that were fitted elsewhere do.</summary>
/// <param name="Penalty">λ of the fits.</param>
/// <param name="Weights">Of each part, fitted to all other parts.</param>
/// <param name="LogMass">Mean of ln of the pooled mass at the held-out places, nats.</param>
/// <param name="EqualLogMass">The same with all weights 1.</param>
public sealed record CrossValidation(double Penalty, IReadOnlyList<IReadOnlyList<double>> Weights, double LogMass, double EqualLogMass)
{
    /// <summary>Fits to all parts but one, and looks at that one, in turn.</summary>
    /// <param name="queries">The photographs.</param>
    /// <param name="parts">The part of each, such as <see cref="SpatialFolds.Of"/> gives it; none of them everything.</param>
    /// <param name="penalty">λ.</param>
    /// <param name="cancellationToken">Looked at once per photograph.</param>
    /// <exception cref="ArgumentException">The parts do not fit, or all photographs are in one.</exception>
    public static CrossValidation Of(
        IPoolingQueries queries, IReadOnlyList<int> parts, double penalty = WeightFit.DefaultPenalty, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(parts);
        int[] distinct = [.. parts.Distinct().Order()];
        if (parts.Count != queries.Count || distinct.Length < 2)
            throw new ArgumentException($"{queries.Count} photographs in {distinct.Length} parts cannot be validated.", nameof(parts));
        var weights = new List<IReadOnlyList<double>>();
        double fitted = 0, equal = 0;
        var ones = Enumerable.Repeat(1.0, queries.SourceCount).ToArray();
        foreach (var part in distinct)
        {
            var inside = Enumerable.Range(0, parts.Count).Where(query => parts[query] == part).ToArray();
            var outside = Enumerable.Range(0, parts.Count).Where(query => parts[query] != part).ToArray();
            var fit = WeightFit.Of(queries, outside, penalty, cancellationToken);
            weights.Add(fit.Weights);
            fitted += inside.Length * PoolingObjective.Of(queries, inside, [.. fit.Weights], 0, cancellationToken).Value;
            equal += inside.Length * PoolingObjective.Of(queries, inside, ones, 0, cancellationToken).Value;
        }

        return new CrossValidation(penalty, weights, fitted / parts.Count, equal / parts.Count);
    }
}
