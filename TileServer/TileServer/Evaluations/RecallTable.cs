using System.Globalization;
using System.Text;

namespace TileServer.Evaluations;

/// <summary>Writes Recall vs Area for people.</summary>
internal static class RecallTable
{
    private static readonly double[] s_stratumBudgets = [1e4, 1e5, 1e6, 1e7];

    internal static string Write(RecallDocument document)
    {
        var text = new StringBuilder();
        foreach (var system in document.Systems)
        {
            Append(text, system, document);
        }

        foreach (var comparison in document.Comparisons)
        {
            Append(text, comparison);
        }

        if (document.Fairness is { } fairness)
            RegionTable.Append(text, fairness, Spent(document));
        if (document.Conformal is { } conformal)
            RegionTable.Append(text, conformal, document.Unit);

        return text.ToString().TrimEnd();
    }

    private static void Append(StringBuilder text, RecallSystemDocument system, RecallDocument document)
    {
        Line(text, $"{system.Name}: {system.Queries} queries, {system.Missing} without an answer, {100 * system.ZeroDensityShare:0.##} % of them where the map has no density");
        Line(text, $"");
        Line(text, $"{Spent(document),14}  {"fractional",10}  {Level(document),17}  {"strict",8}  {Level(document),17}  {"uniform",8}");
        for (var i = 0; i < system.Fractional.Recalls.Count; i++)
        {
            var (fractional, strict) = (system.Fractional.Recalls[i], system.Strict.Recalls[i]);
            Line(text, $"{Area(fractional.AreaKm2),14}  {fractional.Recall,10:F4}  {Range(fractional.Interval),17}  {strict.Recall,8:F4}  {Range(strict.Interval),17}  {fractional.AreaKm2 / document.TotalKm2,8:F4}");
        }

        Line(text, $"");
        Line(text, $"{"",24}  {"fractional",12}  {"strict",12}");
        Line(text, $"{"AUC, linear",-24}  {system.Fractional.AucLinear,12:F5}  {system.Strict.AucLinear,12:F5}");
        Line(text, $"{"AUC, logarithmic",-24}  {system.Fractional.AucLog,12:F5}  {system.Strict.AucLog,12:F5}  {(system.Fractional.AucLogInterval is { } interval ? $"fractional {Range(interval)}" : "")}");
        for (var i = 0; i < system.Fractional.AreasAtRecall.Count; i++)
        {
            Line(text, $"{$"{document.Unit} at recall {system.Fractional.AreasAtRecall[i].Recall.ToString(CultureInfo.InvariantCulture)}",-24}  {Area(system.Fractional.AreasAtRecall[i].AreaKm2),12}  {Area(system.Strict.AreasAtRecall[i].AreaKm2),12}");
        }

        Line(text, $"{$"mean {document.Unit} until found",-24}  {Area(system.Fractional.MeanKm2),12}  {Area(system.Strict.MeanKm2),12}");
        Line(text, $"{$"median {document.Unit}",-24}  {Area(system.Fractional.MedianKm2),12}  {Area(system.Strict.MedianKm2),12}");
        Line(text, $"{$"geometric mean {document.Unit}",-24}  {Area(system.Fractional.GeometricMeanKm2),12}  {Area(system.Strict.GeometricMeanKm2),12}");
        if (system.LogScore is { } score)
            Line(text, $"{"log score (ln per km²)",-24}  {score,12:F4}");
        if (system.Calibration is { } calibration)
            Line(text, $"{"calibration error",-24}  {calibration.MeanError,12:F4}  (Cramér–von Mises {calibration.CramerVonMises:G4}, 5 % beyond {calibration.CriticalAt5Percent:G4})");
        AppendStrata(text, system, document.Unit);
        Line(text, $"");
    }

    private static void AppendStrata(StringBuilder text, RecallSystemDocument system, string unit)
    {
        if (system.Strata.Count == 0)
            return;
        var width = Math.Max("stratum".Length, system.Strata.Max(stratum => stratum.Name.Length));
        int[] shown = [.. Enumerable.Range(0, system.Fractional.Recalls.Count).Where(i => s_stratumBudgets.Contains(system.Fractional.Recalls[i].AreaKm2))];
        Line(text, $"");
        Line(text, $"{"stratum".PadRight(width)}  {"queries",8}  {string.Concat(shown.Select(i => $"{Area(system.Fractional.Recalls[i].AreaKm2) + " " + unit,22}"))}{"AUC log",18}");
        foreach (var stratum in system.Strata)
        {
            var recalls = string.Concat(shown.Select(i => Text($"{stratum.Fractional.Recalls[i].Recall:F4} / {stratum.Strict.Recalls[i].Recall:F4}").PadLeft(22)));
            Line(text, $"{stratum.Name.PadRight(width)}  {stratum.Queries,8}  {recalls}{Text($"{stratum.Fractional.AucLog:F4} / {stratum.Strict.AucLog:F4}"),18}");
        }
    }

    private static void Append(StringBuilder text, ComparisonDocument comparison)
    {
        Line(text, $"{comparison.First} less {comparison.Second}, {comparison.Variant}, {comparison.Pairs} queries; bands hold together");
        foreach (var recall in comparison.Recalls)
        {
            var mark = recall.Band[0] > 0 || recall.Band[1] < 0 ? " *" : "";
            Line(text, $"{Area(recall.AreaKm2),14}  {Unsigned(recall.Difference),10:F4}  {Range(recall.Band),17}{mark}");
        }

        Line(text, $"{"AUC log",14}  {comparison.AucLog,10:F4}  {Range(comparison.AucLogInterval),17}");
        Line(text, $"");
    }

    /// <summary>The head of a column of what has been searched.</summary>
    private static string Spent(RecallDocument document) => document.CostUnit ?? $"area {document.Unit}";

    internal static string Area(double area) => area >= 1e7 ? area.ToString("0.###e0", CultureInfo.InvariantCulture)
        : area >= 100 ? area.ToString("0", CultureInfo.InvariantCulture)
        : area.ToString("0.####", CultureInfo.InvariantCulture);

    internal static string Range(double[]? interval) => interval is null ? "" : Text($"{Unsigned(interval[0]):F4} – {Unsigned(interval[1]):F4}");

    internal static void Line(StringBuilder text, FormattableString line) => text.AppendLine(Text(line).TrimEnd());

    /// <summary>The number as four digits show it, without the sign of a zero.</summary>
    private static double Unsigned(double value) => Math.Round(value, 4) + 0.0;

    private static string Level(RecallDocument document) => document.Level is { } level ? Text($"{100 * level:0.#} % interval") : "";

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
