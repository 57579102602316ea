using System.Text;

namespace TileServer.Evaluations;

/// <summary>Writes groups and regions for people.</summary>
internal static class RegionTable
{
    internal static void Append(StringBuilder text, FairnessDocument fairness, string spent)
    {
        RecallTable.Line(text, $"{fairness.System} by groups, beside the prior alone; bands of a group hold together");
        foreach (var group in fairness.Groups)
        {
            RecallTable.Line(text, $"{group.Name}, {group.Queries} queries");
            RecallTable.Line(text, $"{spent,14}  {"recall",8}  {"interval",17}  {"over the prior",14}  {"band",17}  {"by the prior",12}");
            foreach (var recall in group.Recalls)
            {
                RecallTable.Line(text, $"{RecallTable.Area(recall.AreaKm2),14}  {recall.Recall,8:F4}  {RecallTable.Range(recall.Interval),17}  {recall.OverPrior,14:F4}  {RecallTable.Range(recall.OverPriorBand),17}  {recall.ExplainedByPrior,12:P0}");
            }
        }

        foreach (var gap in fairness.Gaps.Where(gap => gap.Best != gap.Worst))
        {
            RecallTable.Line(text, $"{RecallTable.Area(gap.AreaKm2),14}  best {gap.Best}, worst {gap.Worst}, {gap.Difference:F4} ± {gap.StandardError:F4}");
        }

        RecallTable.Line(text, $"");
    }

    internal static void Append(StringBuilder text, ConformalDocument conformal, string unit)
    {
        RecallTable.Line(text, $"regions for {100 * (1 - conformal.Miss):0.##} % of the truths, {conformal.Kind}, calibrated on {conformal.CalibrationQueries} queries");
        RecallTable.Line(text, $"{"",-20}  {"queries",8}  {"mass",8}  {"coverage",8}  {"± s.e.",8}  {"mean " + unit,12}  {"median " + unit,12}");
        foreach (var row in conformal.Strata.Prepend(conformal.All))
        {
            RecallTable.Line(text, $"{row.Name ?? "all",-20}  {row.Queries,8}  {row.Threshold,8:F4}  {row.Coverage,8:F4}  {row.StandardError,8:F4}  {RecallTable.Area(row.MeanAreaKm2),12}  {RecallTable.Area(row.MedianAreaKm2),12}");
        }

        RecallTable.Line(text, $"");
    }
}
