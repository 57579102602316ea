namespace GeoCore.Evaluation.Uncertainty;

/// <summary>A figure with what is known of its error.</summary>
/// <param name="Value">The figure.</param>
/// <param name="StandardError">By the bootstrap.</param>
/// <param name="Percentile">Percentile interval.</param>
/// <param name="BiasCorrected">BCa interval.</param>
public readonly record struct Estimate(double Value, double StandardError, Interval Percentile, Interval BiasCorrected);

/// <summary>Recall vs Area with intervals.</summary>
/// <param name="Variant">What counts as found.</param>
/// <param name="Queries">Number of queries.</param>
/// <param name="Units">Independent units among those in the sample: queries, or blocks of them.</param>
/// <param name="BudgetsKm2">Budgets, km², ascending.</param>
/// <param name="Recalls">Recall at each budget.</param>
/// <param name="AucLog">Area under recall over the logarithm of area.</param>
/// <param name="DkwHalfHeight">Half the height of the band around the whole curve, for independent queries.</param>
public sealed record RecallIntervals(
    RecallVariant Variant, long Queries, int Units, IReadOnlyList<double> BudgetsKm2, IReadOnlyList<Estimate> Recalls, Estimate AucLog, double DkwHalfHeight)
{
    /// <summary>Intervals of what an accumulator has gathered.</summary>
    /// <param name="accumulator">With at least two queries, or two blocks where queries have blocks.</param>
    /// <param name="variant">What counts as found.</param>
    /// <param name="options">How to draw; null for the defaults.</param>
    /// <exception cref="ArgumentException">There are too few queries or blocks.</exception>
    /// <remarks>
    /// Resamples are drawn from the accumulator's sample. Where it holds only some of the queries, deviations shrink by the root of the share
    /// it holds and stand around the figures of all. Queries with the same <see cref="RankedQuery.Block"/> are drawn together.
    /// </remarks>
    public static RecallIntervals Of(RecallAccumulator accumulator, RecallVariant variant = RecallVariant.Fractional, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(accumulator);
        options ??= new BootstrapOptions();
        RankedQuery[] sample = [.. accumulator.Sample.Queries];
        var budgets = accumulator.BudgetsKm2;
        var units = UnitsOf(sample, budgets, (query, budget) => query.Area.RecallAt(budget, variant), query => query.Area.LogAuc(accumulator.SmallestKm2, accumulator.TotalKm2, variant));
        var bootstrap = new Bootstrap(units, options);
        var summary = accumulator.Summarise(variant);
        var scale = Math.Sqrt((double)sample.Length / accumulator.Count);
        Estimate At(int figure, double value) => new(
            value,
            bootstrap.StandardError(figure) * scale,
            bootstrap.Percentile(figure).Around(bootstrap.Estimates[figure], value, scale, 0, 1),
            bootstrap.BiasCorrected(figure).Around(bootstrap.Estimates[figure], value, scale, 0, 1));
        return new RecallIntervals(
            variant, accumulator.Count, units.Count, budgets, [.. summary.Recalls.Select((recall, i) => At(i, recall.Recall))],
            At(budgets.Count, summary.AucLog), DkwBand.HalfHeight(accumulator.EffectiveCount, options.Level));
    }

    /// <summary>A figure for each budget and a last one, of each query, drawn by blocks where there are any.</summary>
    internal static ResampledUnits UnitsOf(
        RankedQuery[] queries, IReadOnlyList<double> budgets, Func<RankedQuery, double, double> atBudget, Func<RankedQuery, double> last)
    {
        var figures = budgets.Count + 1;
        var values = new double[queries.Length * figures];
        for (var i = 0; i < queries.Length; i++)
        {
            for (var k = 0; k < budgets.Count; k++)
            {
                values[i * figures + k] = atBudget(queries[i], budgets[k]);
            }

            values[i * figures + budgets.Count] = last(queries[i]);
        }

        // a query without a block is one of its own, apart from all that are named
        long[] blocks = queries.Any(query => query.Block is not null) ? [.. queries.Select((query, i) => query.Block ?? long.MinValue + i)] : [];
        return ResampledUnits.Of(values, [.. queries.Select(query => query.Weight)], blocks);
    }
}
