using System.Globalization;
using System.Text;
using GeoCore.Evaluation;
using GeoCore.Evaluation.Uncertainty;
using GeoCore.Imaging;
using GeoCore.Imaging.Charts;

namespace TileServer.Evaluations;

/// <summary>The curves of an evaluation as figures and pictures.</summary>
internal static class CurveFiles
{
    /// <summary>Points of the curve of one system.</summary>
    private sealed record Curve(string Name, IReadOnlyList<RecallAtBudget> Fractional, IReadOnlyList<RecallAtBudget> Strict, RecallIntervals? Intervals);

    /// <summary>Writes <c>curve.csv</c>, <c>curve.svg</c> and <c>curve.png</c>.</summary>
    internal static void Write(RecallResult result, string folder)
    {
        Curve[] curves = [.. result.Systems.Select(system => new Curve(
            system.Name, system.Curve.Summarise(RecallVariant.Fractional).Recalls, system.Curve.Summarise(RecallVariant.Strict).Recalls,
            result.IntervalsOf(system.Curve) is { } options ? RecallIntervals.Of(system.Curve, RecallVariant.Fractional, options) : null))];
        var total = result.Request.Maps.TotalKm2;
        OutputFile.Write(folder, "curve.csv", Csv(curves, total));
        var chart = Chart(curves, total);
        OutputFile.Write(folder, "curve.svg", chart.ToSvg());
        OutputFile.Write(folder, "curve.png", chart.ToPng());
    }

    private static string Csv(Curve[] curves, double total)
    {
        var text = new StringBuilder("system,area_km2,fractional,fractional_low,fractional_high,strict,uniform\n");
        foreach (var curve in curves)
        {
            for (var i = 0; i < curve.Fractional.Count; i++)
            {
                var (area, band) = (curve.Fractional[i].AreaKm2, curve.Intervals?.Recalls[i].BiasCorrected);
                text.Append(OutputFile.Field(curve.Name)).Append(CultureInfo.InvariantCulture, $",{area},{curve.Fractional[i].Recall},{band?.Low},{band?.High},{curve.Strict[i].Recall},{area / total}\n");
            }
        }

        return text.ToString();
    }

    private static LogChart Chart(Curve[] curves, double total)
    {
        var series = new List<ChartSeries>();
        for (var i = 0; i < curves.Length; i++)
        {
            var (curve, color) = (curves[i], LogChart.ColorOf(i));
            series.Add(new ChartSeries($"{curve.Name}, fractional", color, [.. curve.Fractional.Select(point => new ChartPoint(point.AreaKm2, point.Recall))])
            {
                Band = curve.Intervals is null ? [] : [.. curve.Fractional.Select((point, k) =>
                    new ChartRange(point.AreaKm2, curve.Intervals.Recalls[k].BiasCorrected.Low, curve.Intervals.Recalls[k].BiasCorrected.High))],
            });
            series.Add(new ChartSeries($"{curve.Name}, strict", color, [.. curve.Strict.Select(point => new ChartPoint(point.AreaKm2, point.Recall))]) { IsDashed = true });
        }

        series.Add(new ChartSeries("uniform map", PackedColor.Pack(0x99, 0x99, 0x99), [.. curves[0].Fractional.Select(point => new ChartPoint(point.AreaKm2, point.AreaKm2 / total))]));
        return new LogChart("Recall vs Area", "area searched, km²", "recall", curves[0].Fractional[0].AreaKm2, total, series);
    }
}
