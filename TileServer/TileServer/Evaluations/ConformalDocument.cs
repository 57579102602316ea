using GeoCore.Evaluation.Calibration;

namespace TileServer.Evaluations;

/// <summary>How often regions hold the truth, and what they cost.</summary>
/// <param name="Name">Stratum; null for all queries.</param>
/// <param name="Threshold">Mass that a region must reach; null where it differs from query to query.</param>
/// <param name="Queries">Number of queries.</param>
/// <param name="Coverage">Share of the truths in their region.</param>
/// <param name="StandardError">Of the coverage.</param>
/// <param name="MeanAreaKm2">Mean area of the regions.</param>
/// <param name="MedianAreaKm2">Area that half of them do not exceed.</param>
internal sealed record CoverageDocument(string? Name, double? Threshold, long Queries, double Coverage, double StandardError, double MeanAreaKm2, double MedianAreaKm2)
{
    internal static CoverageDocument Of(string? name, double? threshold, CoverageAccumulator accumulator, double totalKm2)
    {
        var summary = accumulator.Summarise();
        return new CoverageDocument(name, threshold, summary.Queries, summary.Coverage, summary.StandardError, summary.MeanAreaKm2, Math.Min(summary.MedianAreaKm2, totalKm2));
    }
}

/// <summary>Conformal regions of the system that is evaluated.</summary>
/// <param name="Miss">Share of truths that may lie outside.</param>
/// <param name="Kind"><c>plain</c>, <c>mondrian</c> (each stratum by itself) or <c>weighted</c>.</param>
/// <param name="CalibrationQueries">Queries of the calibration.</param>
/// <param name="All">All queries.</param>
/// <param name="Strata">The strata, where they are told apart.</param>
internal sealed record ConformalDocument(double Miss, string Kind, long CalibrationQueries, CoverageDocument All, IReadOnlyList<CoverageDocument> Strata);
