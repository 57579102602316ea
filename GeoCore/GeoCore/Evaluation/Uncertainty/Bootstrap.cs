namespace GeoCore.Evaluation.Uncertainty;

/// <summary>Intervals of weighted means by drawing units anew.</summary>
/// <remarks>
/// Efron and Tibshirani, "An Introduction to the Bootstrap" (1993): percentile intervals, chapter 13; BCa, chapter 14, equations 14.9 to 14.15.
/// Every resample has a random stream of its own, so that threads do not change a bit.
/// </remarks>
public sealed class Bootstrap
{
    private readonly ResampledUnits _units;
    private readonly double[][] _sorted; // figure-major
    private readonly double[][] _replicates; // resample-major
    private readonly double _level;
    private double[][]? _leaveOneOut;

    /// <summary>Draws the resamples.</summary>
    /// <param name="units">At least two units.</param>
    /// <param name="options">How to draw; null for the defaults.</param>
    /// <exception cref="ArgumentException">There are fewer than two units, or an option is outside its range.</exception>
    public Bootstrap(ResampledUnits units, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(units);
        options ??= new BootstrapOptions();
        options.Check();
        if (units.Count < 2)
        {
            throw new ArgumentException("An interval needs two independent queries or blocks.", nameof(units));
        }

        _units = units;
        _level = options.Level;
        Estimates = units.Means();
        _replicates = new double[options.Resamples][];
        Parallel.For(
            0, options.Resamples, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = options.CancellationToken },
            resample => _replicates[resample] = units.Resample(new RandomStream((ulong)options.Seed, (ulong)resample)));
        _sorted = new double[units.Figures][];
        for (var figure = 0; figure < units.Figures; figure++)
        {
            _sorted[figure] = [.. _replicates.Select(replicate => replicate[figure])];
            Array.Sort(_sorted[figure]);
        }
    }

    /// <summary>The means themselves.</summary>
    public IReadOnlyList<double> Estimates { get; }

    /// <summary>Standard deviation of a figure over the resamples.</summary>
    public double StandardError(int figure)
    {
        var mean = _sorted[figure].Average();
        return Math.Sqrt(_sorted[figure].Sum(value => (value - mean) * (value - mean)) / (_sorted[figure].Length - 1));
    }

    /// <summary>Between the quantiles of the resamples.</summary>
    public Interval Percentile(int figure) => new(Quantile(figure, (1 - _level) / 2), Quantile(figure, (1 + _level) / 2));

    /// <summary>Bias-corrected and accelerated: between quantiles that are moved by the resamples' bias and by the skewness seen when one unit is left out.</summary>
    public Interval BiasCorrected(int figure)
    {
        var sorted = _sorted[figure];
        if (sorted[0] == sorted[^1])
        {
            return new Interval(sorted[0], sorted[^1]);
        }

        // resamples that equal the estimate, frequent when few values occur, count half
        var below = sorted.Sum(value => value < Estimates[figure] ? 1.0 : value == Estimates[figure] ? 0.5 : 0) / sorted.Length;
        var bias = NormalDistribution.Quantile(Math.Clamp(below, 0.5 / sorted.Length, 1 - 0.5 / sorted.Length));
        var acceleration = Acceleration(figure);
        double Moved(double share)
        {
            var z = bias + NormalDistribution.Quantile(share);
            return NormalDistribution.Cumulative(bias + z / (1 - acceleration * z));
        }

        return new Interval(Quantile(figure, Moved((1 - _level) / 2)), Quantile(figure, Moved((1 + _level) / 2)));
    }

    /// <summary>Bands that hold all figures at once: each estimate ± c standard errors, c being the quantile of the largest studentised deviation among them.</summary>
    /// <param name="figures">How many of the figures, from the first, belong to the band.</param>
    /// <remarks>A figure that never varied has a band without width.</remarks>
    public Interval[] Simultaneous(int figures)
    {
        double[] errors = [.. Enumerable.Range(0, figures).Select(StandardError)];
        double[] largest = [.. _replicates.Select(replicate => Enumerable.Range(0, errors.Length)
            .Max(figure => errors[figure] > 0 ? Math.Abs(replicate[figure] - Estimates[figure]) / errors[figure] : 0))];
        Array.Sort(largest);
        var factor = Quantile(largest, _level);
        return [.. errors.Select((error, figure) => new Interval(Estimates[figure] - factor * error, Estimates[figure] + factor * error))];
    }

    private double Acceleration(int figure)
    {
        var without = (_leaveOneOut ??= _units.LeaveOneOut())[figure];
        var mean = without.Average();
        double squares = 0, cubes = 0;
        foreach (var value in without)
        {
            var deviation = mean - value;
            squares += deviation * deviation;
            cubes += deviation * deviation * deviation;
        }

        return squares == 0 ? 0 : cubes / (6 * Math.Pow(squares, 1.5));
    }

    private double Quantile(int figure, double share) => Quantile(_sorted[figure], share);

    /// <summary>Between the neighbours of position p (R + 1) of R sorted values.</summary>
    private static double Quantile(double[] sorted, double share)
    {
        var position = Math.Clamp(share * (sorted.Length + 1) - 1, 0, sorted.Length - 1);
        var low = (int)position;
        return low + 1 < sorted.Length ? sorted[low] + (position - low) * (sorted[low + 1] - sorted[low]) : sorted[low];
    }
}
