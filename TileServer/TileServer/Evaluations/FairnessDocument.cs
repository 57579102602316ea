using GeoCore.Evaluation;
using GeoCore.Evaluation.Uncertainty;

namespace TileServer.Evaluations;

/// <summary>Recall of a group within a budget beside that of the prior alone.</summary>
/// <param name="AreaKm2">Budget.</param>
/// <param name="Recall">Fractional recall of the system.</param>
/// <param name="Interval">BCa; null with too few queries.</param>
/// <param name="OverPrior">Recall beyond the prior's; null with too few queries.</param>
/// <param name="OverPriorBand">Its band; those of all budgets hold together.</param>
/// <param name="ExplainedByPrior">Share of the recall that the prior alone reaches; null where nothing is found.</param>
internal sealed record GroupRecallDocument(double AreaKm2, double Recall, double[]? Interval, double? OverPrior, double[]? OverPriorBand, double? ExplainedByPrior);

/// <summary>A group of queries.</summary>
internal sealed record GroupDocument(string Name, long Queries, IReadOnlyList<GroupRecallDocument> Recalls);

/// <summary>Between the group that is served best and the one served worst.</summary>
internal sealed record GapDocument(double AreaKm2, string Best, string Worst, double Difference, double StandardError);

/// <summary>Whom a system serves, and how much of that a prior would do without looking at a picture.</summary>
internal sealed record FairnessDocument(string System, string Prior, IReadOnlyList<GroupDocument> Groups, IReadOnlyList<GapDocument> Gaps)
{
    internal static FairnessDocument Of(RecallSystem system, RecallSystem prior, BootstrapOptions options)
    {
        var report = FairnessReport.Of(system.Report, prior.Report, RecallVariant.Fractional, options);
        return new FairnessDocument(
            system.Name, prior.Name, [.. report.Strata.Select(row => Of(row, system.Report.Strata[row.Stratum]))],
            [.. report.Gaps.Select(gap => new GapDocument(gap.BudgetKm2, gap.Best, gap.Worst, gap.Difference, gap.StandardError))]);
    }

    private static GroupDocument Of(FairnessRow row, RecallAccumulator stratum) => new(row.Stratum, row.Queries, [.. stratum.Summarise(RecallVariant.Fractional).Recalls.Select((recall, i) =>
        new GroupRecallDocument(
            recall.AreaKm2, recall.Recall, VariantDocument.Pair(row.Recalls?.Recalls[i].BiasCorrected), row.OverPrior?.Differences[i].Value, VariantDocument.Pair(row.OverPrior?.Band[i]),
            row.ExplainedByPrior[i]))]);
}
