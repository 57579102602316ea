namespace TileServer.Evaluations;

/// <summary>Regions that hold the truth as often as is asked for.</summary>
/// <param name="Miss">Share of truths that may lie outside, above 0, below 1.</param>
/// <param name="Truth">File of the truths of the calibration; none of its queries is evaluated.</param>
/// <param name="Predictions">Answers to them; null where they are among those of the system.</param>
/// <param name="By">Column of both tables of truths, known without the truth, whose groups are each covered as often; null for all together.</param>
/// <param name="Weight">Column of both tables: how much likelier a query is where the system will be used than in the calibration; null for alike.</param>
internal sealed record ConformalRequest(double Miss, string Truth, string? Predictions, string? By, string? Weight);
