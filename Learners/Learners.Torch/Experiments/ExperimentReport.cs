namespace Learners.Torch.Experiments;

/// <summary>What a table says.</summary>
/// <param name="Markdown">Its part of the results page, without a heading of the first level.</param>
/// <param name="Figures">Pictures the text refers to as <c>figures/NAME</c>.</param>
/// <param name="Checks">Claims that the runs bear out or not.</param>
public sealed record ExperimentReport(string Markdown, IReadOnlyList<ReportFigure> Figures, IReadOnlyList<AcceptanceCheck> Checks);

/// <summary>A picture of a report.</summary>
/// <param name="FileName">Ends in <c>.svg</c>.</param>
/// <param name="Svg">The whole document.</param>
public sealed record ReportFigure(string FileName, string Svg);

/// <summary>A claim and what was measured.</summary>
/// <param name="Claim">A sentence that can be false.</param>
/// <param name="Measured">The figures.</param>
/// <param name="Held">Null where runs are missing.</param>
public sealed record AcceptanceCheck(string Claim, string Measured, bool? Held);
