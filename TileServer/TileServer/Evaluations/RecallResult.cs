using GeoCore.Evaluation;
using GeoCore.Evaluation.Inputs;
using GeoCore.Evaluation.Uncertainty;

namespace TileServer.Evaluations;

/// <summary>Recall vs Area of all systems.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Truths">The truths.</param>
/// <param name="Systems">The system that is evaluated, then those that it is compared with.</param>
internal sealed record RecallResult(EvaluationRequest Request, TruthTable Truths, IReadOnlyList<RecallSystem> Systems)
{
    private const int FewestForIntervals = 2;

    /// <summary>What a prior alone reached; null where none was asked for.</summary>
    public RecallSystem? Prior { get; private init; }

    /// <summary>Regions of a promised coverage; null where none were asked for.</summary>
    public ConformalDocument? Conformal { get; private init; }

    /// <summary>Evaluates.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="budgets">Areas at which recall is told, km²; null for the usual ones.</param>
    /// <param name="progress">Told as queries are done.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="InputException">A file cannot be used.</exception>
    internal static RecallResult Run(EvaluationRequest request, IReadOnlyList<double>? budgets, EvaluationProgress progress, CancellationToken cancellationToken)
    {
        TruthTable truths;
        using (var table = PredictionFiles.OpenTable(request.Truth))
        {
            truths = TruthTable.Read(table, request.TruthColumns, request.MostQueries, request.Strata);
        }

        var areas = AreasOf(request, budgets);
        var names = PredictionFiles.NamesOf(request.Systems);
        return new RecallResult(request, truths, [.. request.Systems.Select((path, i) =>
            RecallSystem.Run(names[i], path, request, truths, areas, progress, cancellationToken))])
        {
            Prior = request.Prior is { } prior ? RecallSystem.Run("prior", prior, request, truths, areas, progress, cancellationToken) : null,
            Conformal = request.Conformal is { } wanted ? ConformalRegions.Run(request, wanted, progress, cancellationToken) : null,
        };
    }

    /// <summary>The areas of the report: those wanted, or the usual ones, as far as there is so much, and everything.</summary>
    internal static double[] AreasOf(EvaluationRequest request, IReadOnlyList<double>? budgets)
    {
        var total = request.Maps.TotalKm2;
        return [.. (budgets ?? AreaBudgets.Default).Where(area => area <= total).Append(total).Distinct()];
    }

    /// <summary>Everything as figures.</summary>
    internal RecallDocument ToDocument() => new(
        "rva", Request.Maps.TotalKm2, Request.Maps.Key == RankKey.Density ? "density" : "raw", Request.Intervals?.Level,
        [.. Systems.Select(Document)], Request.Intervals is null ? [] : [.. Systems.Skip(1).SelectMany(Compare)],
        Prior is { } prior ? FairnessDocument.Of(Systems[0], prior, Request.Intervals ?? new BootstrapOptions()) : null, Conformal, Request.Maps.Costs?.Unit);

    /// <summary>How intervals of an accumulator are made; null where it has too few queries or blocks.</summary>
    internal BootstrapOptions? IntervalsOf(RecallAccumulator accumulator) =>
        accumulator.Sample.Queries.Select((query, i) => query.Block ?? (-1 - i)).Distinct().Take(FewestForIntervals).Count() == FewestForIntervals ? Request.Intervals : null;

    private RecallSystemDocument Document(RecallSystem system)
    {
        var all = system.Report.All;
        var summary = all.Summarise(RecallVariant.Fractional);
        var options = IntervalsOf(all);
        return new RecallSystemDocument(
            system.Name, system.Path, all.Count, system.Missing, system.WithoutTruth, summary.ZeroDensityShare, summary.LogScore,
            VariantDocument.Of(all, RecallVariant.Fractional, options), VariantDocument.Of(all, RecallVariant.Strict, options),
            VariantDocument.Of(all, RecallVariant.Optimistic, null), CalibrationDocument.Of(all.Sample.Queries),
            [.. system.Report.Strata.Select(stratum => Document(stratum.Key, stratum.Value))]);
    }

    private static StratumDocument Document(string name, RecallAccumulator stratum)
    {
        var summary = stratum.Summarise(RecallVariant.Fractional);
        return new StratumDocument(
            name, stratum.Count, summary.ZeroDensityShare, summary.LogScore,
            VariantDocument.Of(stratum, RecallVariant.Fractional, null), VariantDocument.Of(stratum, RecallVariant.Strict, null));
    }

    private IEnumerable<ComparisonDocument> Compare(RecallSystem other)
    {
        if (IntervalsOf(Systems[0].Report.All) is not { } options)
            yield break;
        foreach (var variant in new[] { RecallVariant.Fractional, RecallVariant.Strict })
        {
            PairedComparison comparison;
            try
            {
                comparison = PairedComparison.Of(Systems[0].Report.All, other.Report.All, variant, options);
            }
            catch (ArgumentException)
            {
                yield break; // fewer than two queries or blocks are in both
            }

            yield return new ComparisonDocument(
                Systems[0].Name, other.Name, variant.ToString().ToLowerInvariant(), comparison.Pairs, comparison.Unpaired,
                [.. comparison.BudgetsKm2.Select((budget, i) => new DifferenceDocument(
                    budget, comparison.Differences[i].Value, comparison.Differences[i].StandardError, VariantDocument.Pair(comparison.Band[i])!))],
                comparison.AucLog.Value, VariantDocument.Pair(comparison.AucLog.BiasCorrected)!);
        }
    }
}
