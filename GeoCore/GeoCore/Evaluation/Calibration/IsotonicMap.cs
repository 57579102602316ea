namespace GeoCore.Evaluation.Calibration;

/// <summary>What a mass really holds: the empirical distribution of u, straight between the observed values. It never falls, so it keeps the order of cells.</summary>
public sealed class IsotonicMap
{
    private readonly double[] _masses, _shares;

    private IsotonicMap(double[] masses, double[] shares) => (_masses, _shares) = (masses, shares);

    /// <summary>Learns from queries.</summary>
    /// <param name="masses">u of each query as <see cref="HighestDensityMass"/> gives it, 0 to 1.</param>
    /// <param name="weights">Weight of each query, above 0; empty for 1.</param>
    /// <exception cref="ArgumentException">There is no query, or a number is outside its range.</exception>
    public static IsotonicMap Fit(ReadOnlySpan<double> masses, ReadOnlySpan<double> weights = default)
    {
        var (sorted, ordered) = Reliability.Order(masses, weights);
        var total = ordered.Sum();
        List<double> knots = [0], shares = [0];
        var below = 0.0;
        for (var i = 0; i < sorted.Length;)
        {
            var from = i;
            var weight = 0.0;
            for (; i < sorted.Length && sorted[i] == sorted[from]; i++)
            {
                weight += ordered[i];
            }

            if (sorted[from] is > 0 and < 1)
            {
                knots.Add(sorted[from]);
                shares.Add((below + weight / 2) / total); // the middle of the step
            }

            below += weight;
        }

        knots.Add(1);
        shares.Add(1);
        return new IsotonicMap([.. knots], [.. shares]);
    }

    /// <summary>The calibrated mass of a region.</summary>
    /// <param name="mass">What the map says, 0 to 1.</param>
    public double Apply(double mass) => Interpolate(_masses, _shares, mass);

    /// <summary>The mass a map must reach so that its region holds a share of the truths.</summary>
    /// <param name="share">Wanted coverage, 0 to 1.</param>
    public double Invert(double share) => Interpolate(_shares, _masses, share);

    private static double Interpolate(double[] x, double[] y, double at)
    {
        if (!(at is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(at), at, "A mass is 0 to 1.");
        }

        var index = Array.BinarySearch(x, at);
        if (index >= 0)
        {
            return y[index];
        }

        index = ~index;
        return y[index - 1] + (y[index] - y[index - 1]) * (at - x[index - 1]) / (x[index] - x[index - 1]);
    }
}
