using GeoCore.Evaluation;
using GeoCore.Evaluation.Uncertainty;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using Learners.Contracts;

namespace Learners.Geolocation.Experiments;

/// <summary>Recall vs Area of one map that answers every query, as a prior does.</summary>
internal static class PriorScore
{
    /// <summary>Budgets of the table, km².</summary>
    internal static IReadOnlyList<double> BudgetsKm2 { get; } = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8];

    /// <summary>Figures by name; the intervals draw blocks of HEALPix level 3, about 800 km wide, because photographs come in clusters.</summary>
    /// <param name="map">The prior.</param>
    /// <param name="queries">True places, degrees.</param>
    /// <param name="cancellationToken">Looked at between the parts.</param>
    internal static IReadOnlyList<MetricRecord> Of(DensityMap map, IReadOnlyList<(double Longitude, double Latitude)> queries, CancellationToken cancellationToken)
    {
        int[] truths = [.. queries.Select(query => map.Grid.CellAt(query.Longitude, query.Latitude))];
        int[] cells = [.. truths.Distinct()];
        var ranked = new RequiredArea[cells.Length];
        DensityRanking.Rank<float>(map.Values, map.Grid.Areas, cells, float.NegativeInfinity, ranked);
        cancellationToken.ThrowIfCancellationRequested();
        var areaOf = cells.Zip(ranked).ToDictionary(static pair => pair.First, static pair => pair.Second);
        var blocks = NestedGrid.Healpix(3);
        var accumulator = new RecallAccumulator(BudgetsKm2);
        for (var i = 0; i < truths.Length; i++)
        {
            accumulator.Add(new RankedQuery(
                $"{i}", areaOf[truths[i]], LogDensity: map.LogDensity(truths[i]), Block: blocks.CellAt(queries[i].Longitude, queries[i].Latitude)));
        }

        var (fractional, strict) = (accumulator.Summarise(RecallVariant.Fractional), accumulator.Summarise(RecallVariant.Strict));
        var intervals = RecallIntervals.Of(accumulator, options: new BootstrapOptions { CancellationToken = cancellationToken });
        return
        [
            new("auc-log", fractional.AucLog),
            new("auc-log/low", intervals.AucLog.BiasCorrected.Low),
            new("auc-log/high", intervals.AucLog.BiasCorrected.High),
            new("auc-linear", fractional.AucLinear),
            new("zero-density-share", fractional.ZeroDensityShare),
            .. fractional.LogScore is { } score ? [new MetricRecord("log-score", score)] : Array.Empty<MetricRecord>(),
            new("median-km2", fractional.MedianKm2),
            .. fractional.Recalls.Select(static recall => new MetricRecord(Key("fractional", recall.AreaKm2), recall.Recall)),
            .. strict.Recalls.Select(static recall => new MetricRecord(Key("strict", recall.AreaKm2), recall.Recall)),
        ];
    }

    /// <summary>Name of a recall among the figures.</summary>
    internal static string Key(string variant, double budgetKm2) => $"{variant}/1e{(int)Math.Round(Math.Log10(budgetKm2))}";
}
