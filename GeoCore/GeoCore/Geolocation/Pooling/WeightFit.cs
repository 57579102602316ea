using GeoCore.Encoding.Posterior;

namespace GeoCore.Geolocation.Pooling;

/// <summary>The weights of a log-linear pool that make the places of known photographs most probable.</summary>
/// <param name="Weights">One a source, at least 0.</param>
/// <param name="LogMass">Mean of ln of the pooled mass at the places, nats, without the penalty.</param>
/// <param name="GradientNorm">Of what is left of the gradient that the bounds do not hold back.</param>
/// <param name="Steps">Newton steps taken.</param>
public sealed record WeightFit(IReadOnlyList<double> Weights, double LogMass, double GradientNorm, int Steps)
{
    /// <summary>λ unless said: λ ‖w − 1‖² is taken off, so that sources which photographs say nothing about keep the weight that theory gives them.</summary>
    public const double DefaultPenalty = 1e-3;

    private const double Tolerance = 1e-9;
    private const int MostSteps = 60;

    /// <summary>Fits by Newton's method with projection onto weights that are not negative. The objective is concave: there is one best answer.</summary>
    /// <param name="queries">The photographs.</param>
    /// <param name="chosen">Those that count; null for all.</param>
    /// <param name="penalty">λ, at least 0.</param>
    /// <param name="cancellationToken">Looked at once per photograph.</param>
    /// <exception cref="ArgumentException">There is no photograph.</exception>
    public static WeightFit Of(
        IPoolingQueries queries, IReadOnlyList<int>? chosen = null, double penalty = DefaultPenalty, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(queries);
        chosen ??= [.. Enumerable.Range(0, queries.Count)];
        if (chosen.Count == 0)
            throw new ArgumentException("There is no photograph to fit to.", nameof(chosen));
        if (!(penalty >= 0 && double.IsFinite(penalty)))
            throw new ArgumentOutOfRangeException(nameof(penalty), penalty, "A penalty is not negative.");
        var weights = Enumerable.Repeat(1.0, queries.SourceCount).ToArray();
        var state = Evaluate(weights);
        var steps = 0;
        while (steps < MostSteps && FreeNorm(weights, state.Gradient) > Tolerance)
        {
            var next = Step(weights, state);
            if (next is null)
                break; // no step is better than standing still: roundings are all that is left
            (weights, state) = next.Value;
            steps++;
        }

        return new WeightFit(weights, LogMassOf(state, weights), FreeNorm(weights, state.Gradient), steps);

        PoolingObjective Evaluate(double[] at) => PoolingObjective.Of(queries, chosen, at, penalty, cancellationToken);

        double LogMassOf(PoolingObjective of, double[] at) => of.Value + penalty * at.Sum(weight => (weight - 1) * (weight - 1));

        (double[] Weights, PoolingObjective State)? Step(double[] from, PoolingObjective of)
        {
            var direction = Direction(from, of);
            for (var length = 1.0; length > 1e-6; length /= 2)
            {
                double[] to = [.. from.Select((weight, i) => Math.Max(0, weight + length * direction[i]))];
                var reached = Evaluate(to);
                var promised = to.Select((weight, i) => of.Gradient[i] * (weight - from[i])).Sum();
                if (reached.Value >= of.Value + 1e-4 * promised || FreeNorm(to, reached.Gradient) < 0.5 * FreeNorm(from, of.Gradient))
                    return (to, reached);
            }

            return null;
        }
    }

    /// <summary>Newton's direction among the weights that may move.</summary>
    private static double[] Direction(double[] weights, PoolingObjective state)
    {
        var direction = new double[weights.Length];
        int[] free = [.. Enumerable.Range(0, weights.Length).Where(i => IsFree(weights[i], state.Gradient[i]))];
        var matrix = new double[free.Length * free.Length];
        for (var i = 0; i < free.Length; i++)
        {
            for (var j = 0; j < free.Length; j++)
            {
                matrix[i * free.Length + j] = state.Hessian[free[i] * weights.Length + free[j]];
            }

            // a source that never changes its mind has no curvature
            matrix[i * free.Length + i] += 1e-12;
        }

        var inverse = SymmetricSystem.Inverse(matrix, free.Length);
        for (var i = 0; i < free.Length; i++)
        {
            for (var j = 0; j < free.Length; j++)
            {
                direction[free[i]] += inverse[i * free.Length + j] * state.Gradient[free[j]];
            }
        }

        return direction;
    }

    private static bool IsFree(double weight, double slope) => weight > 0 || slope > 0;

    private static double FreeNorm(double[] weights, double[] gradient) =>
        Math.Sqrt(gradient.Select((slope, i) => IsFree(weights[i], slope) ? slope * slope : 0).Sum());
}
