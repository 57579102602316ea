namespace GeoCore.Evaluation.Points;

/// <summary>Gathers how far point predictions lie from the truth. Accumulators can be merged; neither order nor grouping changes a bit of the result.</summary>
public sealed class DistanceAccumulator
{
    private readonly double[] _thresholds;
    private readonly ExactSum[] _within, _withinSquared, _reachable;
    private readonly LogHistogram _distances = new();
    private ExactSum _weight, _weightSquared, _distance, _cappedWeight;

    /// <summary>Creates an empty accumulator.</summary>
    /// <param name="thresholdsKm">Distances that are told apart, kilometres; null for <see cref="AreaBudgets.DistanceThresholdsKm"/>.</param>
    /// <exception cref="ArgumentException">There is no threshold, or one is not finite and not negative.</exception>
    public DistanceAccumulator(IEnumerable<double>? thresholdsKm = null)
    {
        _thresholds = [.. (thresholdsKm ?? AreaBudgets.DistanceThresholdsKm).Distinct().Order()];
        if (_thresholds.Length == 0 || !_thresholds.All(threshold => threshold >= 0 && double.IsFinite(threshold)))
        {
            throw new ArgumentException("Thresholds are finite and not negative, and there is at least one.", nameof(thresholdsKm));
        }

        _within = new ExactSum[_thresholds.Length];
        _withinSquared = new ExactSum[_thresholds.Length];
        _reachable = new ExactSum[_thresholds.Length];
    }

    /// <summary>Number of queries.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a query.</summary>
    /// <param name="distanceKm">From the prediction to the truth, kilometres.</param>
    /// <param name="ownCentreKm">From the truth to the centre of the cell it lies in, kilometres: as near as choosing the right cell comes; NaN where there is no cell.</param>
    /// <param name="weight">Importance, finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public void Add(double distanceKm, double ownCentreKm = double.NaN, double weight = 1)
    {
        if (!(distanceKm >= 0 && double.IsFinite(distanceKm)))
        {
            throw new ArgumentOutOfRangeException(nameof(distanceKm), distanceKm, "A distance is finite and not negative.");
        }

        if (!(weight > 0 && double.IsFinite(weight)))
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "A weight is finite and above 0.");
        }

        Count++;
        _weight.Add(weight);
        _weightSquared.Add(weight * weight);
        _distance.Add(weight * distanceKm);
        _distances.Add(distanceKm, distanceKm, weight);
        _cappedWeight.Add(double.IsNaN(ownCentreKm) ? 0 : weight);
        for (var i = 0; i < _thresholds.Length; i++)
        {
            var isWithin = distanceKm <= _thresholds[i];
            _within[i].Add(isWithin ? weight : 0);
            _withinSquared[i].Add(isWithin ? weight * weight : 0);
            _reachable[i].Add(ownCentreKm <= _thresholds[i] ? weight : 0);
        }
    }

    /// <summary>Adds all queries of another accumulator with the same thresholds.</summary>
    /// <exception cref="ArgumentException">Thresholds differ.</exception>
    public void Merge(DistanceAccumulator other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!other._thresholds.AsSpan().SequenceEqual(_thresholds))
        {
            throw new ArgumentException("Only accumulators with the same thresholds can be merged.", nameof(other));
        }

        Count += other.Count;
        _weight.Add(other._weight);
        _weightSquared.Add(other._weightSquared);
        _distance.Add(other._distance);
        _distances.Merge(other._distances);
        _cappedWeight.Add(other._cappedWeight);
        for (var i = 0; i < _thresholds.Length; i++)
        {
            _within[i].Add(other._within[i]);
            _withinSquared[i].Add(other._withinSquared[i]);
            _reachable[i].Add(other._reachable[i]);
        }
    }

    /// <summary>The figures as they stand.</summary>
    /// <exception cref="InvalidOperationException">No query has been added.</exception>
    public DistanceSummary Summarise()
    {
        if (Count == 0)
        {
            throw new InvalidOperationException("No query has been added.");
        }

        var weight = _weight.Value;
        var accuracies = new AccuracyWithin[_thresholds.Length];
        for (var i = 0; i < accuracies.Length; i++)
        {
            var accuracy = _within[i].Value / weight;
            var variance = (_withinSquared[i].Value * (1 - 2 * accuracy) + accuracy * accuracy * _weightSquared.Value) / (weight * weight);
            var cap = _cappedWeight.Value > 0 ? _reachable[i].Value / _cappedWeight.Value : (double?)null;
            accuracies[i] = new AccuracyWithin(_thresholds[i], accuracy, Math.Sqrt(Math.Max(0, variance)), cap);
        }

        return new DistanceSummary(Count, accuracies, _distance.Value / weight, _distances.Median());
    }
}
