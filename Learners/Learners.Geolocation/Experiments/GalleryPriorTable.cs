using System.Globalization;
using System.Text;
using Learners.Torch.Experiments;

namespace Learners.Geolocation.Experiments;

/// <summary>How much of the world must be searched without looking at the photograph: one half of a public gallery, counted by degrees, answers for the other half.</summary>
internal sealed class GalleryPriorTable : IExperimentTable
{
    private const double Tolerance = 1e-5;
    private readonly Lazy<GalleryCounts> _gallery = new(static () => new GalleryCounts());

    /// <inheritdoc/>
    public string Name => "gallery-prior";

    /// <inheritdoc/>
    public string Description => "the line that any system has to beat: a map of where photographs are taken, for every photograph the same";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds) => [Run()];

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var records = runs.Of([Run()]);
        var gallery = _gallery.Value;
        var text = new StringBuilder("50 000 queries; the split is that of the reference, so the seed decides nothing\n\n| recall within, km² |");
        text.AppendJoin('|', PriorScore.BudgetsKm2.Select(static (_, power) => $" 10{"³⁴⁵⁶⁷⁸"[power]} ")).Append("|\n| --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var (variant, expected) in new[] { ("fractional", gallery.Fractional), ("strict", gallery.Strict) })
        {
            text.Append(CultureInfo.InvariantCulture, $"| {variant} |");
            text.AppendJoin('|', PriorScore.BudgetsKm2.Select(budget => $" {TableText.Of(records, PriorScore.Key(variant, budget), "F4")} "));
            text.Append(CultureInfo.InvariantCulture, $"|\n| {variant}, reference |");
            text.AppendJoin('|', expected.Select(static recall => $" {TableText.Number(recall, "F4")} ")).Append("|\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n| | area under recall over area | without density | area under recall over ln area | 95 % interval by blocks |\n| --- | --- | --- | --- | --- |\n");
        text.Append(CultureInfo.InvariantCulture, $"| GeoSuite | {TableText.Of(records, "auc-linear", "F5")} | {TableText.Of(records, "zero-density-share", "F2", 100)} % | {TableText.Of(records, "auc-log", "F4")} | {TableText.Of(records, "auc-log/low", "F4")} to {TableText.Of(records, "auc-log/high", "F4")} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| reference | {TableText.Number(gallery.AucLinear, "F5")} | {TableText.Number(100 * gallery.ZeroDensityShare, "F2")} % | not given | |\n\n");
        AcceptanceCheck[] checks =
        [
            TableText.Check(
                "every recall, the area under recall and the share without density are the reference's to 0.00001", records,
                record => TableText.Number(Off(record), "0.0e0"), record => Off(record) < Tolerance),
        ];
        return new ExperimentReport(text.Append(TableText.List(checks)).ToString(), [], checks);
    }

    private ExperimentRun Run() => new(
        "gallery-prior/1-degree", null, "gallery-counts", 0, new Dictionary<string, string> { ["split"] = "published", ["map"] = "counts" },
        cancellationToken => PriorScore.Of(_gallery.Value.Counted(), _gallery.Value.Queries, cancellationToken));

    private double Off(RunRecord record)
    {
        var gallery = _gallery.Value;
        double Worst(string variant, double[] expected) =>
            PriorScore.BudgetsKm2.Zip(expected, (budget, recall) => Math.Abs(record.Figures[PriorScore.Key(variant, budget)] - recall)).Max();
        double[] all =
        [
            Worst("fractional", gallery.Fractional), Worst("strict", gallery.Strict),
            Math.Abs(record.Figures["auc-linear"] - gallery.AucLinear), Math.Abs(record.Figures["zero-density-share"] - gallery.ZeroDensityShare),
        ];
        return all.Max();
    }
}
