namespace GeoCore.Evaluation.Calibration;

/// <summary>What regions of a wanted coverage cost.</summary>
/// <param name="Queries">Number of queries.</param>
/// <param name="Coverage">Share of the truths inside their region, 0 to 1.</param>
/// <param name="StandardError">Of the coverage over queries.</param>
/// <param name="MeanAreaKm2">Mean area of the regions, km².</param>
/// <param name="MedianAreaKm2">The area that half of them do not exceed, km², right to 1.8 %.</param>
public sealed record CoverageSummary(long Queries, double Coverage, double StandardError, double MeanAreaKm2, double MedianAreaKm2);

/// <summary>Gathers how large regions are and how often they hold the truth: area at fixed coverage, where Recall vs Area gives coverage at fixed area. Neither order nor merging changes a bit.</summary>
public sealed class CoverageAccumulator
{
    private readonly LogHistogram _areas = new();
    private ExactSum _weight, _weightSquared, _covered, _coveredSquared, _area;

    /// <summary>Number of queries.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a query.</summary>
    /// <param name="areaKm2">Area of its region, km², finite and not negative.</param>
    /// <param name="isCovered">Whether the truth lies in it.</param>
    /// <param name="weight">Importance, finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public void Add(double areaKm2, bool isCovered, double weight = 1)
    {
        if (!(areaKm2 >= 0 && double.IsFinite(areaKm2)))
        {
            throw new ArgumentOutOfRangeException(nameof(areaKm2), areaKm2, "An area is finite and not negative.");
        }

        if (!(weight > 0 && double.IsFinite(weight)))
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "A weight is finite and above 0.");
        }

        Count++;
        _weight.Add(weight);
        _weightSquared.Add(weight * weight);
        _covered.Add(isCovered ? weight : 0);
        _coveredSquared.Add(isCovered ? weight * weight : 0);
        _area.Add(weight * areaKm2);
        _areas.Add(areaKm2, areaKm2, weight);
    }

    /// <summary>Adds all queries of another accumulator.</summary>
    public void Merge(CoverageAccumulator other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Count += other.Count;
        _weight.Add(other._weight);
        _weightSquared.Add(other._weightSquared);
        _covered.Add(other._covered);
        _coveredSquared.Add(other._coveredSquared);
        _area.Add(other._area);
        _areas.Merge(other._areas);
    }

    /// <summary>The figures as they stand.</summary>
    /// <exception cref="InvalidOperationException">No query has been added.</exception>
    public CoverageSummary Summarise()
    {
        if (Count == 0)
        {
            throw new InvalidOperationException("No query has been added.");
        }

        var weight = _weight.Value;
        var coverage = _covered.Value / weight;
        var variance = _coveredSquared.Value * (1 - 2 * coverage) + coverage * coverage * _weightSquared.Value;
        return new CoverageSummary(Count, coverage, Math.Sqrt(Math.Max(0, variance)) / weight, _area.Value / weight, _areas.Median());
    }
}
