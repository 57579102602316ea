using System.Text;
using GeoCore.Evaluation.Points;

namespace TileServer.Evaluations;

/// <summary>Accuracy within a distance; the grid's cap is what the centre of the true cell would reach.</summary>
internal sealed record AccuracyDocument(double DistanceKm, double Accuracy, double StandardError, double? GridCap);

/// <summary>Distances of some queries.</summary>
internal sealed record DistanceFigures(long Queries, IReadOnlyList<AccuracyDocument> Accuracies, double MeanKm, double MedianKm)
{
    internal static DistanceFigures Of(DistanceAccumulator accumulator)
    {
        var summary = accumulator.Summarise();
        return new DistanceFigures(
            summary.Queries, [.. summary.Accuracies.Select(accuracy => new AccuracyDocument(accuracy.DistanceKm, accuracy.Accuracy, accuracy.StandardError, accuracy.GridCap))],
            summary.MeanKm, summary.MedianKm);
    }
}

/// <summary>A group of queries.</summary>
internal sealed record DistanceStratumDocument(string Name, DistanceFigures Figures);

/// <summary>Distances of one system.</summary>
internal sealed record DistanceSystemDocument(
    string Name, string Predictions, long Missing, long WithoutTruth, DistanceFigures Figures, IReadOnlyList<DistanceStratumDocument> Strata);

/// <summary>The result of <c>evaluate gcd</c>.</summary>
internal sealed record DistanceDocument(string Measure, string Point, IReadOnlyList<DistanceSystemDocument> Systems)
{
    /// <summary>The figures for people.</summary>
    internal string ToTable()
    {
        var text = new StringBuilder();
        foreach (var system in Systems)
        {
            RecallTable.Line(text, $"{system.Name}: {system.Figures.Queries} queries, {system.Missing} without an answer");
            RecallTable.Line(text, $"");
            RecallTable.Line(text, $"{"within km",10}  {"accuracy",8}  {"± s.e.",8}  {"grid's cap",10}");
            foreach (var accuracy in system.Figures.Accuracies)
            {
                RecallTable.Line(text, $"{RecallTable.Area(accuracy.DistanceKm),10}  {accuracy.Accuracy,8:F4}  {accuracy.StandardError,8:F4}  {(accuracy.GridCap is { } cap ? FormattableString.Invariant($"{cap,10:F4}") : "")}");
            }

            RecallTable.Line(text, $"{"mean km",10}  {system.Figures.MeanKm,8:F1}");
            RecallTable.Line(text, $"{"median km",10}  {system.Figures.MedianKm,8:F1}");
            foreach (var stratum in system.Strata)
            {
                var accuracies = string.Join("  ", stratum.Figures.Accuracies.Select(accuracy => FormattableString.Invariant($"{RecallTable.Area(accuracy.DistanceKm)} km {accuracy.Accuracy:F4}")));
                RecallTable.Line(text, $"{stratum.Name}: {stratum.Figures.Queries} queries  {accuracies}");
            }

            RecallTable.Line(text, $"");
        }

        return text.ToString().TrimEnd();
    }
}
