namespace GeoCore.Evaluation;

/// <summary>Recall within one budget.</summary>
/// <param name="AreaKm2">Budget, km².</param>
/// <param name="Recall">0 to 1.</param>
/// <param name="StandardError">Of the recall over queries.</param>
public readonly record struct RecallAtBudget(double AreaKm2, double Recall, double StandardError);

/// <summary>The smallest budget that reaches a recall.</summary>
/// <param name="Recall">Above 0, up to 1.</param>
/// <param name="AreaKm2">Budget, km².</param>
public readonly record struct AreaAtRecall(double Recall, double AreaKm2);

/// <summary>What Recall vs Area says of one system.</summary>
/// <param name="Variant">What counts as found.</param>
/// <param name="Queries">Number of queries.</param>
/// <param name="Recalls">Recall at each budget, ascending.</param>
/// <param name="AucLinear">Integral of recall over the share of the area searched.</param>
/// <param name="AucLog">Area under recall over the logarithm of area from the least area, <see cref="SmallestAreaKm2"/> unless the accumulator was told otherwise, to everything, 0 to 1.</param>
/// <param name="ZeroDensityShare">Share of the queries whose map gives the truth no density.</param>
/// <param name="LogScore">Mean natural logarithm of the density at the truth, per km², over the queries where it is not zero; null where maps are no probabilities.</param>
/// <param name="AreasAtRecall">Area at each recall of <see cref="ReportedRecalls"/>.</param>
/// <param name="MedianKm2">The required area that half of the weight does not exceed, km².</param>
/// <param name="GeometricMeanKm2">Geometric mean of the required areas, km²; a square metre stands for less.</param>
/// <param name="AreasAreExact">Areas at recalls and the median come from every query; otherwise from classes of 3.6 % width.</param>
public sealed record RecallSummary(
    RecallVariant Variant,
    long Queries,
    IReadOnlyList<RecallAtBudget> Recalls,
    double AucLinear,
    double AucLog,
    double ZeroDensityShare,
    double? LogScore,
    IReadOnlyList<AreaAtRecall> AreasAtRecall,
    double MedianKm2,
    double GeometricMeanKm2,
    bool AreasAreExact)
{
    /// <summary>Recalls for which the area is told.</summary>
    public static IReadOnlyList<double> ReportedRecalls { get; } = [0.5, 0.8, 0.9, 0.95];

    /// <summary>Where the logarithmic area axis begins, km².</summary>
    public const double SmallestAreaKm2 = 1;
}
