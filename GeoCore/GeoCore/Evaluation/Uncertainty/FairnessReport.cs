namespace GeoCore.Evaluation.Uncertainty;

/// <summary>How well one group of queries is served.</summary>
/// <param name="Stratum">Its name.</param>
/// <param name="Queries">Number of queries.</param>
/// <param name="Recalls">Recall vs Area with intervals; null where there are too few independent queries for any.</param>
/// <param name="OverPrior">What the system finds beyond the prior alone; null where there are too few queries in both.</param>
/// <param name="ExplainedByPrior">At each budget, recall of the prior alone divided by the system's: 1 where pictures add nothing; null where the system finds nothing.</param>
public sealed record FairnessRow(
    string Stratum, long Queries, RecallIntervals? Recalls, PairedComparison? OverPrior, IReadOnlyList<double?> ExplainedByPrior);

/// <summary>Between the group that is served best and the one served worst.</summary>
/// <param name="BudgetKm2">Budget, km².</param>
/// <param name="Best">Stratum with the highest recall.</param>
/// <param name="Worst">Stratum with the lowest recall.</param>
/// <param name="Difference">Of their recalls.</param>
/// <param name="StandardError">Of the difference, the strata being apart; the choice of the extremes makes it look larger than it is.</param>
public readonly record struct RecallGap(double BudgetKm2, string Best, string Worst, double Difference, double StandardError);

/// <summary>Whom a system serves, and how much of that a prior would do without looking at a picture.</summary>
/// <param name="Strata">A row for each group, by name; continents, income groups or population buckets.</param>
/// <param name="Gaps">At each budget, over the groups that have intervals; empty where fewer than two have.</param>
public sealed record FairnessReport(IReadOnlyList<FairnessRow> Strata, IReadOnlyList<RecallGap> Gaps)
{
    /// <summary>Compares strata with one another and with the prior.</summary>
    /// <param name="system">The system's queries.</param>
    /// <param name="prior">The same queries ranked on the prior's map alone, with the same strata and budgets.</param>
    /// <param name="variant">What counts as found.</param>
    /// <param name="options">How to draw; null for the defaults.</param>
    /// <exception cref="ArgumentException">Budgets differ, or a query weighs differently in both.</exception>
    public static FairnessReport Of(
        StratifiedRecall system, StratifiedRecall prior, RecallVariant variant = RecallVariant.Fractional, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(prior);
        FairnessRow[] rows = [.. system.Strata.Select(stratum => Row(stratum.Key, stratum.Value, prior.Strata.GetValueOrDefault(stratum.Key), variant, options))];
        return new FairnessReport(rows, Gap([.. rows.Where(row => row.Recalls is not null)], system.All.BudgetsKm2));
    }

    private static FairnessRow Row(string name, RecallAccumulator system, RecallAccumulator? prior, RecallVariant variant, BootstrapOptions? options)
    {
        var recalls = system.Summarise(variant).Recalls;
        var priors = prior?.Summarise(variant).Recalls;
        return new FairnessRow(
            name,
            system.Count,
            HasTwoUnits(system.Sample.Queries) ? RecallIntervals.Of(system, variant, options) : null,
            prior is not null && HasTwoUnits(system.Sample.Queries.Join(prior.Sample.Queries, query => query.Id, query => query.Id, (query, _) => query, StringComparer.Ordinal))
                ? PairedComparison.Of(system, prior, variant, options) : null,
            [.. recalls.Select((recall, i) => priors is null || recall.Recall == 0 ? (double?)null : priors[i].Recall / recall.Recall)]);
    }

    private static bool HasTwoUnits(IEnumerable<RankedQuery> queries) => queries.Select(query => (query.Block, query.Block is null ? query.Id : null)).Distinct().Skip(1).Any();

    private static RecallGap[] Gap(FairnessRow[] rows, IReadOnlyList<double> budgets) =>
        rows.Length < 2 ? [] :
        [
            .. budgets.Select((budget, i) =>
            {
                var (best, worst) = (rows.MaxBy(row => row.Recalls!.Recalls[i].Value)!, rows.MinBy(row => row.Recalls!.Recalls[i].Value)!);
                var (high, low) = (best.Recalls!.Recalls[i], worst.Recalls!.Recalls[i]);
                return new RecallGap(budget, best.Stratum, worst.Stratum, high.Value - low.Value, Math.Sqrt(high.StandardError * high.StandardError + low.StandardError * low.StandardError));
            }),
        ];
}
