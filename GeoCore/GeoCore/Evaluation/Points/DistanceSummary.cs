namespace GeoCore.Evaluation.Points;

/// <summary>Share of the queries whose prediction lies within a distance of the truth.</summary>
/// <param name="DistanceKm">Threshold, kilometres.</param>
/// <param name="Accuracy">0 to 1.</param>
/// <param name="StandardError">Of the accuracy over queries.</param>
/// <param name="GridCap">What the centre of the truth's own cell would reach: the grid's share in the error; null where predictions come from no grid.</param>
public readonly record struct AccuracyWithin(double DistanceKm, double Accuracy, double StandardError, double? GridCap);

/// <summary>What distances say of one system. They are blind to how well the map limits the search; Recall vs Area is not.</summary>
/// <param name="Queries">Number of queries.</param>
/// <param name="Accuracies">Accuracy within each threshold, ascending.</param>
/// <param name="MeanKm">Mean distance, kilometres.</param>
/// <param name="MedianKm">The distance that half of the weight does not exceed, kilometres, right to 1.8 %.</param>
public sealed record DistanceSummary(long Queries, IReadOnlyList<AccuracyWithin> Accuracies, double MeanKm, double MedianKm);
