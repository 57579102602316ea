namespace GeoCore.Raster.Zonal;

/// <summary>What the cells of a zone say. Numbers are null where no cell has a value.</summary>
/// <param name="Minimum">Least value.</param>
/// <param name="Maximum">Largest value.</param>
/// <param name="Mean">Weighted mean.</param>
/// <param name="Sum">Sum of values times counts.</param>
/// <param name="StandardDeviation">Of the whole zone, weighted; not of a sample.</param>
/// <param name="Median">Least value with half of the weight at it or below.</param>
/// <param name="Majority">Value of most weight, the least of several.</param>
/// <param name="Minority">Value of least weight, the least of several.</param>
/// <param name="Unique">Different values.</param>
/// <param name="Count">Cells with values, each by the share of it in the zone, or each as one.</param>
/// <param name="ValidPixels">Cells with values that the zone touches.</param>
/// <param name="MaskedPixels">Cells without values that the zone touches.</param>
/// <param name="AreaKm2">Area of the zone under cells with values.</param>
/// <param name="Integral">Sum of values times areas in km².</param>
/// <param name="Percentiles">Value of each percentile asked for, in its order.</param>
/// <param name="Histogram">Values by bins.</param>
public sealed record ZonalStatistics(
    double? Minimum, double? Maximum, double? Mean, double? Sum, double? StandardDeviation, double? Median, double? Majority, double? Minority,
    int Unique, double Count, long ValidPixels, long MaskedPixels, double AreaKm2, double Integral,
    IReadOnlyList<(double Percent, double? Value)> Percentiles, ZonalHistogram Histogram)
{
    /// <summary>Share of touched cells that have values, percent; 0 where none is touched.</summary>
    public double ValidPercent => ValidPixels + MaskedPixels == 0 ? 0 : 100.0 * ValidPixels / (ValidPixels + MaskedPixels);
}

/// <summary>Counts and areas of bins.</summary>
/// <param name="Counts">As <see cref="ZonalStatistics.Count"/>, for each bin.</param>
/// <param name="AreasKm2">Area of each bin.</param>
/// <param name="Edges">One more than bins, ascending, the last bin with both its ends; of categories the values themselves, as many as bins.</param>
public sealed record ZonalHistogram(IReadOnlyList<double> Counts, IReadOnlyList<double> AreasKm2, IReadOnlyList<double> Edges);

/// <summary>What to find out about a zone.</summary>
public sealed record ZonalQuestion
{
    /// <summary>What cells count for.</summary>
    public ZonalWeights Weights { get; init; }

    /// <summary>Percentiles wanted, 0 to 100.</summary>
    public IReadOnlyList<double> Percentiles { get; init; } = [2, 98];

    /// <summary>Bins of equal width between the least and the largest value.</summary>
    public int Bins { get; init; } = 10;

    /// <summary>Edges of bins, ascending, in the place of <see cref="Bins"/>; null for none.</summary>
    public IReadOnlyList<double>? Edges { get; init; }

    /// <summary>Whether every different value is a bin.</summary>
    public bool IsCategorical { get; init; }
}
