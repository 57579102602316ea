using System.Text.Json.Serialization;
using GeoCore.Evaluation;
using GeoCore.Evaluation.Uncertainty;
using Calibration = GeoCore.Evaluation.Calibration.Reliability;

namespace TileServer.Evaluations;

/// <summary>Recall within a budget; the interval is BCa, and the marginal is what the next square kilometre adds, where all queries are held.</summary>
internal sealed record BudgetDocument(double AreaKm2, double Recall, double StandardError, double[]? Interval, double? MarginalPerKm2 = null);

/// <summary>The smallest area that reaches a recall.</summary>
internal sealed record AreaAtRecallDocument(double Recall, double AreaKm2);

/// <summary>The figures of one variant.</summary>
internal sealed record VariantDocument(
    IReadOnlyList<BudgetDocument> Recalls, double AucLinear, double AucLog, double[]? AucLogInterval, IReadOnlyList<AreaAtRecallDocument> AreasAtRecall,
    double MeanKm2, double MedianKm2, double GeometricMeanKm2, bool AreasAreExact, double? DkwHalfHeight)
{
    internal static VariantDocument Of(RecallAccumulator accumulator, RecallVariant variant, BootstrapOptions? options)
    {
        // areas that come from classes may pass the last one, everything
        var summary = accumulator.Summarise(variant);
        var curve = variant == RecallVariant.Fractional && accumulator.Sample.Count == accumulator.Count ? new RecallAreaCurve(accumulator.Sample.Queries, variant, accumulator.TotalKm2) : null;
        var intervals = options is null ? null : RecallIntervals.Of(accumulator, variant, options);
        return new VariantDocument(
            [.. summary.Recalls.Select((recall, i) => new BudgetDocument(recall.AreaKm2, recall.Recall, recall.StandardError, Pair(intervals?.Recalls[i].BiasCorrected), curve?.MarginalRecallPerKm2(recall.AreaKm2)))],
            summary.AucLinear, summary.AucLog, Pair(intervals?.AucLog.BiasCorrected),
            [.. summary.AreasAtRecall.Select(area => new AreaAtRecallDocument(area.Recall, Math.Min(area.AreaKm2, accumulator.TotalKm2)))],
            (1 - summary.AucLinear) * accumulator.TotalKm2, Math.Min(summary.MedianKm2, accumulator.TotalKm2), summary.GeometricMeanKm2, summary.AreasAreExact, intervals?.DkwHalfHeight);
    }

    internal static double[]? Pair(Interval? interval) => interval is { } known ? [known.Low, known.High] : null;
}

/// <summary>Whether maps mean what they say.</summary>
internal sealed record CalibrationDocument(double CramerVonMises, double CriticalAt5Percent, double MeanError, IReadOnlyList<double[]> Reliability)
{
    internal static CalibrationDocument? Of(IEnumerable<RankedQuery> queries)
    {
        RankedQuery[] known = [.. queries.Where(query => !double.IsNaN(query.Mass))];
        if (known.Length == 0)
            return null;
        var reliability = Calibration.Of([.. known.Select(query => query.Mass)], [.. known.Select(query => query.Weight)], points: 10);
        return new CalibrationDocument(
            reliability.CramerVonMises, Calibration.CriticalAt5Percent, reliability.MeanError,
            [.. reliability.Points.Select(point => new[] { point.Mass, point.Observed, point.StandardError })]);
    }
}

/// <summary>A group of queries.</summary>
internal sealed record StratumDocument(string Name, long Queries, double ZeroDensityShare, double? LogScore, VariantDocument Fractional, VariantDocument Strict);

/// <summary>What one system reached.</summary>
internal sealed record RecallSystemDocument(
    string Name, string Predictions, long Queries, long Missing, long WithoutTruth, double ZeroDensityShare, double? LogScore,
    VariantDocument Fractional, VariantDocument Strict, VariantDocument Optimistic, CalibrationDocument? Calibration, IReadOnlyList<StratumDocument> Strata);

/// <summary>How much more the first system finds than another; all bands hold together.</summary>
internal sealed record ComparisonDocument(
    string First, string Second, string Variant, int Pairs, int Unpaired, IReadOnlyList<DifferenceDocument> Recalls, double AucLog, double[] AucLogInterval);

/// <summary>Difference within a budget.</summary>
internal sealed record DifferenceDocument(double AreaKm2, double Difference, double StandardError, double[] Band);

/// <summary>The result of <c>evaluate rva</c>. Where a cost stands for area, all numbers named after areas are costs in <c>costUnit</c>.</summary>
internal sealed record RecallDocument(
    string Measure, double TotalKm2, string Rank, double? Level, IReadOnlyList<RecallSystemDocument> Systems, IReadOnlyList<ComparisonDocument> Comparisons,
    FairnessDocument? Fairness = null, ConformalDocument? Conformal = null, string? CostUnit = null)
{
    /// <summary>What areas are counted in: km², or the unit of a cost.</summary>
    [JsonIgnore]
    public string Unit => CostUnit ?? "km²";
}

/// <summary>An evaluation that grows by requests.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Added">Queries of the request that were new; null where there was no request.</param>
/// <param name="Result">The figures as they stand.</param>
internal sealed record EvaluationDocument(string Id, int? Added, RecallDocument Result);

/// <summary>JSON of evaluations.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(RecallDocument))]
[JsonSerializable(typeof(DistanceDocument))]
[JsonSerializable(typeof(EvaluationDocument))]
[JsonSerializable(typeof(CurveDocument))]
internal sealed partial class EvaluationJson : JsonSerializerContext;
