using System.Globalization;
using System.Text;
using GeoCore.Evaluation;
using GeoCore.Evaluation.Uncertainty;
using GeoCore.Imaging;
using GeoCore.Imaging.Charts;

namespace TileServer.Evaluations;

/// <summary>A point of a curve; the interval is BCa.</summary>
internal sealed record CurvePointDocument(double AreaKm2, double Fractional, double[]? Interval, double Strict, double Uniform);

/// <summary>The curve of one system.</summary>
internal sealed record CurveSystemDocument(string Name, IReadOnlyList<CurvePointDocument> Points);

/// <summary>The curves of an evaluation.</summary>
internal sealed record CurveDocument(double TotalKm2, IReadOnlyList<CurveSystemDocument> Systems, string? CostUnit = null);

/// <summary>The curves of an evaluation as figures and pictures.</summary>
internal sealed class CurveFiles
{
    private readonly CurveDocument _document;

    private CurveFiles(CurveDocument document) => _document = document;

    /// <summary>The curves of a result.</summary>
    internal static CurveFiles Of(RecallResult result)
    {
        var total = result.Request.Maps.TotalKm2;
        return new CurveFiles(new CurveDocument(total, [.. result.Systems.Select(system =>
        {
            var strict = system.Curve.Summarise(RecallVariant.Strict).Recalls;
            var intervals = result.IntervalsOf(system.Curve) is { } options ? RecallIntervals.Of(system.Curve, RecallVariant.Fractional, options) : null;
            return new CurveSystemDocument(system.Name, [.. system.Curve.Summarise(RecallVariant.Fractional).Recalls.Select((point, i) => new CurvePointDocument(
                point.AreaKm2, point.Recall, VariantDocument.Pair(intervals?.Recalls[i].BiasCorrected), strict[i].Recall, point.AreaKm2 / total))]);
        })], result.Request.Maps.Costs?.Unit));
    }

    /// <summary>Writes <c>curve.csv</c>, <c>curve.svg</c> and <c>curve.png</c>.</summary>
    internal void Write(string folder)
    {
        OutputFile.Write(folder, "curve.csv", Csv());
        var chart = Chart();
        OutputFile.Write(folder, "curve.svg", chart.ToSvg());
        OutputFile.Write(folder, "curve.png", chart.ToPng());
    }

    /// <summary>The curves as figures.</summary>
    internal CurveDocument Document() => _document;

    /// <summary>The curves as CSV.</summary>
    internal string Csv()
    {
        var text = new StringBuilder($"system,{(_document.CostUnit is null ? "area_km2" : "cost")},fractional,fractional_low,fractional_high,strict,uniform\n");
        foreach (var system in _document.Systems)
        {
            foreach (var point in system.Points)
            {
                text.Append(OutputFile.Field(system.Name))
                    .Append(CultureInfo.InvariantCulture, $",{point.AreaKm2},{point.Fractional},{point.Interval?[0]},{point.Interval?[1]},{point.Strict},{point.Uniform}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The curves as a picture.</summary>
    internal LogChart Chart()
    {
        var series = new List<ChartSeries>();
        for (var i = 0; i < _document.Systems.Count; i++)
        {
            var (system, color) = (_document.Systems[i], LogChart.ColorOf(i));
            series.Add(new ChartSeries($"{system.Name}, fractional", color, [.. system.Points.Select(point => new ChartPoint(point.AreaKm2, point.Fractional))])
            {
                Band = [.. system.Points.Where(point => point.Interval is not null).Select(point => new ChartRange(point.AreaKm2, point.Interval![0], point.Interval[1]))],
            });
            series.Add(new ChartSeries($"{system.Name}, strict", color, [.. system.Points.Select(point => new ChartPoint(point.AreaKm2, point.Strict))]) { IsDashed = true });
        }

        var first = _document.Systems[0].Points;
        series.Add(new ChartSeries("uniform map", PackedColor.Pack(0x99, 0x99, 0x99), [.. first.Select(point => new ChartPoint(point.AreaKm2, point.Uniform))]));
        var (title, axis) = _document.CostUnit is { } unit ? ("Recall vs cost", unit == "cost" ? unit : $"cost of the search, {unit}") : ("Recall vs Area", "area searched, km²");
        return new LogChart(title, axis, "recall", first[0].AreaKm2, _document.TotalKm2, series);
    }
}
