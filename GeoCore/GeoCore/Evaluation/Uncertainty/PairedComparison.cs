namespace GeoCore.Evaluation.Uncertainty;

/// <summary>How much more one system finds than another on the same queries.</summary>
/// <param name="Variant">What counts as found.</param>
/// <param name="Pairs">Queries of the samples that both systems answered.</param>
/// <param name="Unpaired">Queries of the samples that only one answered; they are left out.</param>
/// <param name="BudgetsKm2">Budgets, km², ascending.</param>
/// <param name="Differences">Recall of the first minus recall of the second at each budget.</param>
/// <param name="Band">Around each difference; all hold together with the given confidence.</param>
/// <param name="AucLog">Difference of the areas under recall over the logarithm of area.</param>
public sealed record PairedComparison(
    RecallVariant Variant, int Pairs, int Unpaired, IReadOnlyList<double> BudgetsKm2, IReadOnlyList<Estimate> Differences, IReadOnlyList<Interval> Band, Estimate AucLog)
{
    /// <summary>Compares two accumulators' samples, which hold the same queries as far as both saw them: the sample goes by the queries' ids.</summary>
    /// <param name="first">Has the same budgets as <paramref name="second"/>.</param>
    /// <param name="second">The system compared with.</param>
    /// <param name="variant">What counts as found.</param>
    /// <param name="options">How to draw; null for the defaults.</param>
    /// <remarks>Where both saw the same queries, more than a sample holds, differences are those of all of them, and intervals shrink accordingly.</remarks>
    /// <exception cref="ArgumentException">Budgets differ, a query weighs differently in both, or fewer than two queries or blocks are in both.</exception>
    public static PairedComparison Of(
        RecallAccumulator first, RecallAccumulator second, RecallVariant variant = RecallVariant.Fractional, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.TotalKm2 != second.TotalKm2 || first.SmallestKm2 != second.SmallestKm2 || !first.BudgetsKm2.SequenceEqual(second.BudgetsKm2))
        {
            throw new ArgumentException("Only systems with the same budgets can be compared.", nameof(second));
        }

        var others = second.Sample.Queries.ToLookup(query => query.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        RankedQuery[] paired = [.. first.Sample.Queries.DistinctBy(query => query.Id, StringComparer.Ordinal).Where(query => others.ContainsKey(query.Id))];
        foreach (var query in paired.Where(query => query.Weight != others[query.Id].Weight))
        {
            throw new ArgumentException($"Query {query.Id} weighs {query.Weight} in one system and {others[query.Id].Weight} in the other.", nameof(second));
        }

        if (paired.Length < 2)
        {
            throw new ArgumentException("Fewer than two queries are in both systems.", nameof(second));
        }

        var budgets = first.BudgetsKm2;
        double LogAuc(in RankedQuery query) => query.Area.LogAuc(first.SmallestKm2, first.TotalKm2, variant);
        var bootstrap = new Bootstrap(
            RecallIntervals.UnitsOf(
                paired, budgets,
                (query, budget) => query.Area.RecallAt(budget, variant) - others[query.Id].Area.RecallAt(budget, variant),
                query => LogAuc(query) - LogAuc(others[query.Id])),
            options);
        // the same sample of equally many queries: both saw the same ones, and the accumulators know the difference over all of them
        var unpaired = first.Sample.Count + second.Sample.Count - 2 * paired.Length;
        var isWhole = unpaired == 0 && first.Count == second.Count;
        var (one, two) = (first.Summarise(variant), second.Summarise(variant));
        double[] values = isWhole
            ? [.. one.Recalls.Zip(two.Recalls, (a, b) => a.Recall - b.Recall), one.AucLog - two.AucLog]
            : [.. bootstrap.Estimates];
        var scale = isWhole ? Math.Sqrt((double)paired.Length / first.Count) : 1;
        Interval Moved(Interval interval, int figure) => interval.Around(bootstrap.Estimates[figure], values[figure], scale, -1, 1);
        Estimate At(int figure) => new(
            values[figure], bootstrap.StandardError(figure) * scale, Moved(bootstrap.Percentile(figure), figure), Moved(bootstrap.BiasCorrected(figure), figure));
        return new PairedComparison(
            variant, paired.Length, unpaired, budgets, [.. budgets.Select((_, i) => At(i))],
            [.. bootstrap.Simultaneous(budgets.Count).Select(Moved)], At(budgets.Count));
    }
}
