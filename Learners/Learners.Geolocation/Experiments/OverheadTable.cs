using System.Globalization;
using System.Text;
using Learners.Contracts;
using Learners.Torch.Experiments;
using Learners.Torch.Training;
using TorchSharp;

namespace Learners.Geolocation.Experiments;

/// <summary>Pictures of the Earth from above: the geolocator trained anew by every seed, judged on parts of the world that nothing was fitted to.</summary>
/// <param name="folder">Has the mosaic, or fetches it.</param>
/// <param name="time">Clock of the trainer's reports.</param>
/// <param name="data">Data set of the learner.</param>
/// <param name="preset">Preset of the learner.</param>
internal sealed class OverheadTable(PhotographFolder folder, TimeProvider time, string data = "overhead", string preset = "small") : IExperimentTable
{
    private const string Suffix = "/auc-log";

    // a gate is fitted beside the weights, so that both are rows
    private static readonly Dictionary<string, string> s_settings = new() { ["pool"] = "gated" };

    /// <inheritdoc/>
    public string Name => "overhead";

    /// <inheritdoc/>
    public string Description => "pictures from above: prior, every source, every pool, every source left out";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds) => [.. Enumerable.Range(0, seeds).Select(seed => Run(seed))];

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var records = runs.Of(Enumerable.Range(0, TableText.MostSeeds).Select(seed => Run(seed)));
        var text = new StringBuilder($"Preset {preset}; {records.Count} seed{(records.Count == 1 ? string.Empty : "s")}, mean ± standard deviation; intervals by blocks 800 km wide, mean of their ends\n\n");
        text.Append("| system | area under recall over ln area | 95 % interval | ln of the density at the truth | median area, km² | medoid, median km | medoid within 2500 km | urban | rural |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        string[] systems = records.Count == 0 ? [] : [.. records[0].Figures.Keys.Where(static key => key.EndsWith(Suffix, StringComparison.Ordinal)).Select(static key => key[..^Suffix.Length])];
        foreach (var system in systems)
        {
            string Mean(string figure, string format) => TableText.Number(Spread.Of(records, $"{system}/{figure}").Mean, format);
            text.Append(CultureInfo.InvariantCulture, $"| {Title(system)} | {TableText.Of(records, system + Suffix, "F4")} | {Mean("auc-log-low", "F4")} to {Mean("auc-log-high", "F4")} |");
            text.Append(CultureInfo.InvariantCulture, $" {TableText.Of(records, $"{system}/log-score", "F2")} | {Mean("median-km2", "0,0").Replace(",", " ", StringComparison.Ordinal)} | {Mean("distance-km", "F0")} |");
            text.Append(CultureInfo.InvariantCulture, $" {Share(system)} | {Known("urban")} | {Known("rural")} |\n");

            string Known(string figure) => records.All(record => record.Figures.ContainsKey($"{system}/{figure}")) ? Mean(figure, "F4") : "–";
        }

        string Share(string system) => string.Create(
            CultureInfo.InvariantCulture,
            $"{TableText.Number(100 * Spread.Of(records, $"{system}/within-2500-km").Mean, "F1")} ± {TableText.Number(100 * Spread.Of(records, $"{system}/within-2500-km-error").Mean, "F1")} %");
        text.Append("\nThe share within 2500 km has the standard error of its pictures; urban are places with more than 100 persons per km², by the area under recall.\n\n");
        AddedBySources(text, records, systems);

        string[] attributes = records.Count == 0 ? [] : [.. records[0].Figures.Keys.Where(static key => key.EndsWith("/accuracy", StringComparison.Ordinal))];
        text.Append("\nShare of pictures whose attribute is named rightly: ")
            .AppendJoin(", ", attributes.Select(key => $"{key.Split('/')[0]} {TableText.Of(records, key, "F1", 100)} %").DefaultIfEmpty("–")).Append("\n\n");
        AcceptanceCheck[] checks =
        [
            TableText.Check(
                "the fitted pool's interval lies above the prior's in every seed", records,
                record => $"{TableText.Number(record.Figures["log-linear/auc-log-low"], "F4")} above {TableText.Number(record.Figures["prior/auc-log-high"], "F4")}",
                record => record.Figures["log-linear/auc-log-low"] > record.Figures["prior/auc-log-high"]),
            TableText.Check(
                "the fitted pool gives the truth more density than the product of the maps", records,
                record => $"{TableText.Number(record.Figures["log-linear/log-score"], "F2")} against {TableText.Number(record.Figures["product/log-score"], "F2")}",
                record => record.Figures["log-linear/log-score"] > record.Figures["product/log-score"]),
        ];
        return new ExperimentReport(text.Append(TableText.List(checks)).ToString(), [], checks);
    }

    /// <summary>What each source adds: to the prior alone, and to the pool of all others.</summary>
    private static void AddedBySources(StringBuilder text, IReadOnlyList<RunRecord> records, string[] systems)
    {
        text.Append("What each source adds, in area under recall, with the 95 % interval of the paired difference (mean of the seeds' ends):\n\n");
        text.Append("| source | to the prior alone | interval | to the fitted pool of the others | interval | told beyond chance |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var source in systems.Where(system => systems.Contains("without-" + system)))
        {
            string Gain(string system) => $"{TableText.Of(records, $"{system}/gain", "F4")} | {End(system, "low")} to {End(system, "high")}";
            string End(string system, string end) => TableText.Number(Spread.Of(records, $"{system}/gain-{end}").Mean, "F4");
            bool IsSure(string system) => records.All(record => record.Figures[$"{system}/gain-low"] > 0);
            var sure = (IsSure(source), IsSure("without-" + source)) switch
            {
                (true, true) => "both",
                (true, false) => "alone",
                (false, true) => "in the pool",
                _ => "neither",
            };
            text.Append(CultureInfo.InvariantCulture, $"| {source} | {Gain(source)} | {Gain("without-" + source)} | {sure} |\n");
        }
    }

    private static string Title(string system) => system switch
    {
        "prior" => "prior alone",
        "product" => "product of the maps",
        "linear-pool" => "mean of the maps",
        "log-linear-equal" => "log-linear, weights 1",
        "log-linear" => "log-linear, fitted weights",
        "gated" => "gated by population, elevation and belt",
        _ when system.StartsWith("without-", StringComparison.Ordinal) => $"… fitted, without {system["without-".Length..]}",
        _ => $"prior and {system}",
    };

    private HyperParameterValues Settled() => GeolocatorLearnerCard.Instance.TrySettle(preset, s_settings, out var values, out var problem)
        ? values
        : throw new TrainingException(problem);

    private ExperimentRun Run(long seed)
    {
        var settings = Settled().Texts;
        return new ExperimentRun($"overhead/{preset}", GeolocatorLearnerCard.Instance.Name, data, seed, settings, cancellationToken => Execute(settings, seed, cancellationToken));
    }

    private IReadOnlyList<MetricRecord> Execute(IReadOnlyDictionary<string, string> settings, long seed, CancellationToken cancellationToken)
    {
        var context = new LearnerContext
        {
            Job = new JobSpec(GeolocatorLearnerCard.Instance.Name, data, preset, settings, seed, "cpu"),
            Values = Settled(),
            DataFolder = folder.DataFolder,
            HomeFolder = folder.HomeFolder,
            OpenRaster = folder.OpenRaster,
            Messages = folder.Messages,
        };
        using var run = new GeolocatorDefinition().Open(context, cancellationToken);
        using var scope = torch.NewDisposeScope();
        var outcome = new Trainer(run.Plan, time).Run(run.Learner, run.Training, cancellationToken: cancellationToken);
        return outcome.Completed ? run.Score(cancellationToken) : throw new OperationCanceledException(cancellationToken);
    }
}
