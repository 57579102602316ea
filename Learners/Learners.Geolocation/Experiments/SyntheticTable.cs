using System.Globalization;
using System.Text;
using GeoCore.Geolocation.Synthetic;
using Learners.Contracts;
using Learners.Torch.Experiments;

namespace Learners.Geolocation.Experiments;

/// <summary>Every claim about pooling on photographs that were never taken, whose posterior is known exactly.</summary>
/// <param name="queries">Drawn by each run; 20 000 tell the weights to within 0.05.</param>
/// <param name="level">Of the HEALPix grid.</param>
internal sealed class SyntheticTable(int queries = 20_000, int level = 4) : IExperimentTable
{
    private const string Picture = "ensemble-synthetic.svg";
    private static readonly string[] s_sources = ["A", "B", "C"];
    private static readonly string[] s_systems = [.. SyntheticSystem.All.Select(static system => system.Name), SyntheticSystem.Fitted];
    private static readonly double[] s_budgets = [.. Enumerable.Range(0, 9).Select(static step => Math.Pow(10, 4 + step / 2.0))];
    private static readonly double[] s_told = [1e5, 1e6, 1e7];
    private readonly Lazy<SyntheticWorld> _world = new(() => new GalleryCounts().World(level));

    /// <inheritdoc/>
    public string Name => "synthetic";

    /// <inheritdoc/>
    public string Description => "weights, product and information gain where the exact posterior is known";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds) => [.. Enumerable.Range(0, seeds).Select(seed => Run(seed))];

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var records = runs.Of(Runs(TableText.MostSeeds));
        var text = new StringBuilder($"![Recall by the area searched](figures/{Picture})\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{queries} queries a seed on HEALPix level {level}; {records.Count} seed{(records.Count == 1 ? string.Empty : "s")}, mean ± standard deviation\n\n");
        text.Append("| fitted weight of | A | B | C |\n| --- | --- | --- | --- |\n| weight; 1 by theory | ");
        text.AppendJoin(" | ", s_sources.Select(source => TableText.Of(records, $"weight/{source}", "F3")));
        text.Append(" |\n| standard error within a seed | ");
        text.AppendJoin(" | ", s_sources.Select(source => records.Count == 0 ? "–" : TableText.Number(Spread.Of(records, $"weight-error/{source}").Mean, "F3")));
        text.Append(" |\n\n| pool | ln of the density at the truth, per km² | behind the exact posterior, nats | area under recall over ln area | recall within 10⁵ km² | 10⁶ km² | 10⁷ km² |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var system in s_systems)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Title(system)} | {TableText.Of(records, $"{system}/log-density", "F3")} | {TableText.Of(records, $"{system}/behind-exact", "F4")} | {TableText.Of(records, $"{system}/auc-log", "F4")} |");
            text.AppendJoin('|', s_told.Select(budget => $" {TableText.Of(records, Recall(system, budget), "F1", 100)} % ")).Append("|\n");
        }

        var checks = Checks(records);
        return new ExperimentReport(text.Append('\n').Append(TableText.List(checks)).ToString(), [new ReportFigure(Picture, Chart(records).ToSvg())], checks);
    }

    private ExperimentRun Run(long seed) => new(
        "synthetic",
        null,
        "synthetic",
        seed,
        new Dictionary<string, string> { ["queries"] = Invariant(queries), ["grid"] = $"healpix:{Invariant(level)}" },
        cancellationToken => Figures(SyntheticBenchmark.Run(_world.Value, queries, seed, cancellationToken)));

    private static List<MetricRecord> Figures(SyntheticBenchmark benchmark)
    {
        var figures = new List<MetricRecord>();
        for (var i = 0; i < s_sources.Length; i++)
        {
            figures.Add(new MetricRecord($"weight/{s_sources[i]}", benchmark.Fit.Weights[i]));
            figures.Add(new MetricRecord($"weight-error/{s_sources[i]}", benchmark.WeightErrors[i]));
        }

        figures.Add(new MetricRecord("class-information", benchmark.ClassInformation));
        foreach (var result in benchmark.Results)
        {
            var system = result.System.Name;
            figures.AddRange(
            [
                new($"{system}/log-density", result.LogDensity),
                new($"{system}/behind-exact", result.BehindExact),
                new($"{system}/behind-exact-error", result.BehindExactError),
                new($"{system}/auc-log", result.Curve.AucLog()),
                .. s_budgets.Select(budget => new MetricRecord(Recall(system, budget), result.Curve.At(budget))),
            ]);
        }

        return figures;
    }

    private AcceptanceCheck[] Checks(IReadOnlyList<RunRecord> records)
    {
        var noise = 5 / Math.Sqrt(queries);
        static double Off(RunRecord record) => s_sources.Max(source => Math.Abs(record.Figures[$"weight/{source}"] - 1));
        static double Gain(RunRecord record) => record.Figures["B/log-density"] - record.Figures["prior/log-density"];
        static string Pair(RunRecord record, string one, string other) =>
            $"{TableText.Number(record.Figures[$"{one}/auc-log"], "F4")} against {TableText.Number(record.Figures[$"{other}/auc-log"], "F4")}";
        return
        [
            TableText.Check("every fitted weight is within 0.05 of 1", records, record => TableText.Number(Off(record), "F3"), record => Off(record) < 0.05),
            TableText.Check(
                "the product of the maps is behind the exact posterior by more than five standard errors", records,
                record => $"{TableText.Number(record.Figures["product/behind-exact"], "F3")} ({TableText.Number(record.Figures["product/behind-exact-error"], "F3")}) nats",
                record => record.Figures["product/behind-exact"] > 5 * record.Figures["product/behind-exact-error"]),
            TableText.Check(
                "the product of the maps has less area under recall than the exact posterior", records, record => Pair(record, SyntheticSystem.Product, SyntheticSystem.Exact),
                record => record.Figures["product/auc-log"] < record.Figures[$"{SyntheticSystem.Exact}/auc-log"]),
            TableText.Check(
                $"B adds its mutual information to the prior, within {TableText.Number(noise, "F3")} nats", records,
                record => $"{TableText.Number(Gain(record), "F3")} of {TableText.Number(record.Figures["class-information"], "F3")}",
                record => Math.Abs(Gain(record) - record.Figures["class-information"]) < noise),
            TableText.Check(
                "B beside A and C raises the area under recall", records, record => Pair(record, SyntheticSystem.Exact, "A + C"),
                record => record.Figures[$"{SyntheticSystem.Exact}/auc-log"] > record.Figures["A + C/auc-log"]),
        ];
    }

    private static LineChart Chart(IReadOnlyList<RunRecord> records) => new(
        "Photographs that were never taken: recall by the area searched",
        new ChartAxis("area searched (km², logarithmic)", 1e4, 1e8, [1e4, 1e5, 1e6, 1e7, 1e8], IsLogarithmic: true),
        new ChartAxis("recall", 0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        [
            .. s_systems.Where(static system => system != SyntheticSystem.Fitted).Select((system, at) => new ChartSeries(
                Title(system),
                [
                    .. s_budgets.Where(_ => records.Count > 0).Select(budget => (budget, Spread: Spread.Of(records, Recall(system, budget))))
                        .Select(static point => (point.budget, point.Spread.Mean, point.Spread.Deviation)),
                ],
                system == SyntheticSystem.Product,
                at)),
        ]);

    private static string Title(string system) => system switch
    {
        SyntheticSystem.Exact => "A + B + C (exact)",
        SyntheticSystem.Product => "product of the maps",
        SyntheticSystem.Fitted => "fitted weights",
        _ => system,
    };

    private static string Recall(string system, double budget) => string.Create(CultureInfo.InvariantCulture, $"{system}/recall/{budget:G4}");

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);
}
