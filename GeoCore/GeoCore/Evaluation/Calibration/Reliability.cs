namespace GeoCore.Evaluation.Calibration;

/// <summary>How often truths lie in regions of a given mass.</summary>
/// <param name="Mass">What the maps say, 0 to 1.</param>
/// <param name="Observed">Share of the queries' weight, 0 to 1; above <paramref name="Mass"/> where maps are too broad, below where they are too sure.</param>
/// <param name="StandardError">Of the share over queries.</param>
public readonly record struct ReliabilityPoint(double Mass, double Observed, double StandardError);

/// <summary>Whether maps mean what they say: the u of <see cref="HighestDensityMass"/> against even numbers.</summary>
/// <param name="Queries">Number of queries.</param>
/// <param name="Points">The reliability curve.</param>
/// <param name="CramerVonMises">W² of the u, without weights; for calibrated maps above <see cref="CriticalAt5Percent"/> in one case of twenty.</param>
/// <param name="MeanError">Area between the curve and the diagonal, 0 to ½.</param>
public sealed record Reliability(int Queries, IReadOnlyList<ReliabilityPoint> Points, double CramerVonMises, double MeanError)
{
    /// <summary>What W² of many calibrated queries exceeds with probability 0.05.</summary>
    /// <remarks>T. W. Anderson and D. A. Darling, Annals of Mathematical Statistics 23 (1952), table 1.</remarks>
    public const double CriticalAt5Percent = 0.46136;

    /// <summary>Judges the queries that an accumulator's sample holds, as far as they have a u.</summary>
    /// <param name="accumulator">Gathered with <see cref="RankedQuery.Mass"/>.</param>
    /// <param name="points">Points of the curve at equal steps of mass, at least 1.</param>
    /// <exception cref="ArgumentException">No query has a u.</exception>
    public static Reliability Of(RecallAccumulator accumulator, int points = 20)
    {
        ArgumentNullException.ThrowIfNull(accumulator);
        RankedQuery[] queries = [.. accumulator.Sample.Queries.Where(query => !double.IsNaN(query.Mass))];
        return Of([.. queries.Select(query => query.Mass)], [.. queries.Select(query => query.Weight)], points);
    }

    /// <summary>Judges the u of queries.</summary>
    /// <param name="masses">u of each query, 0 to 1; the order does not matter.</param>
    /// <param name="weights">Weight of each query, above 0; empty for 1.</param>
    /// <param name="points">Points of the curve at equal steps of mass, at least 1.</param>
    /// <exception cref="ArgumentException">There is no query, or a number is outside its range.</exception>
    public static Reliability Of(ReadOnlySpan<double> masses, ReadOnlySpan<double> weights = default, int points = 20)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        var (sorted, ordered) = Order(masses, weights);
        var below = new double[sorted.Length + 1];
        var squares = new double[sorted.Length + 1];
        var statistic = 1 / (12.0 * sorted.Length);
        for (var i = 0; i < sorted.Length; i++)
        {
            below[i + 1] = below[i] + ordered[i];
            squares[i + 1] = squares[i] + ordered[i] * ordered[i];
            var gap = (2 * i + 1) / (2.0 * sorted.Length) - sorted[i];
            statistic += gap * gap;
        }

        var curve = new ReliabilityPoint[points];
        for (var k = 0; k < points; k++)
        {
            var mass = (k + 1.0) / points;
            var count = CountUpTo(sorted, mass);
            var share = below[count] / below[^1];
            var variance = squares[count] * (1 - 2 * share) + share * share * squares[^1];
            curve[k] = new ReliabilityPoint(mass, share, Math.Sqrt(Math.Max(0, variance)) / below[^1]);
        }

        return new Reliability(sorted.Length, curve, statistic, MeanErrorOf(sorted, below));
    }

    /// <summary>The u in ascending order with their weights.</summary>
    internal static (double[] Masses, double[] Weights) Order(ReadOnlySpan<double> masses, ReadOnlySpan<double> weights)
    {
        if (masses.IsEmpty || (weights.Length != 0 && weights.Length != masses.Length))
        {
            throw new ArgumentException($"{masses.Length} masses and {weights.Length} weights do not fit.", nameof(masses));
        }

        var sorted = masses.ToArray();
        var ordered = weights.IsEmpty ? [.. Enumerable.Repeat(1.0, sorted.Length)] : weights.ToArray();
        if (!sorted.All(mass => mass is >= 0 and <= 1) || !ordered.All(weight => weight > 0 && double.IsFinite(weight)))
        {
            throw new ArgumentException("Masses are 0 to 1, and weights finite and above 0.", nameof(masses));
        }

        // equal masses by weight, so that no input order shows in a sum
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(order, (a, b) => sorted[a] != sorted[b] ? sorted[a].CompareTo(sorted[b]) : ordered[a].CompareTo(ordered[b]));
        return ([.. order.Select(i => sorted[i])], [.. order.Select(i => ordered[i])]);
    }

    private static int CountUpTo(double[] sorted, double mass)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] <= mass ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>∫ |F − u| du with F constant between neighbouring u.</summary>
    private static double MeanErrorOf(double[] sorted, double[] below)
    {
        double area = 0, from = 0;
        for (var i = 0; i <= sorted.Length; i++)
        {
            var to = i < sorted.Length ? sorted[i] : 1;
            var level = Math.Clamp(below[i] / below[^1], from, to);
            // the diagonal crosses the step at its level
            area += Between(below[i] / below[^1], from, level) + Between(below[i] / below[^1], level, to);
            from = to;
        }

        return area;
    }

    private static double Between(double level, double from, double to) => Math.Abs((to - from) * (level - (from + to) / 2));
}
