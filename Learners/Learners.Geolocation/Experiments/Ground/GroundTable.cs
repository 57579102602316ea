using System.Globalization;
using System.Text;
using GeoCore.Geolocation.Grids;
using GeoCore.Packages;
using Learners.Geolocation.Backbones;
using Learners.Torch.Experiments;

namespace Learners.Geolocation.Experiments.Ground;

/// <summary>Photographs taken from the ground, answered by heads over a frozen network that was trained for something else.</summary>
/// <param name="folder">Has the network and the rasters, or fetches them.</param>
/// <param name="set">Has the photographs.</param>
internal sealed class GroundTable(PhotographFolder folder, GroundSet set) : IExperimentTable
{
    private static readonly (string Key, string Title)[] s_eyes = [("centernet", "480 numbers of centernet's trunk"), ("colours", "mean colours of 4 × 4 parts")];
    private static readonly string[] s_sources = ["population", "elevation", "climate", "retrieval"];
    private static readonly double[] s_budgets = [1e5, 1e6, 1e7];
    private readonly Dictionary<string, GroundWorld> _worlds = new(StringComparer.Ordinal);
    private IReadOnlyList<GroundAttribute>? _attributes;

    /// <summary>Budgets of the figures, km².</summary>
    internal static IReadOnlyList<double> BudgetsKm2 => s_budgets;

    /// <inheritdoc/>
    public string Name => set.Name;

    /// <inheritdoc/>
    public string Description => set.Description;

    /// <summary>Name of a recall among the figures of a system.</summary>
    internal static string Key(double budgetKm2) => $"recall/1e{(int)Math.Round(Math.Log10(budgetKm2))}";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds)
    {
        var version = set.Version();
        return [.. from seed in Enumerable.Range(0, seeds) from eyes in s_eyes select Run(eyes.Key, version, seed)];
    }

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var text = new StringBuilder();
        var checks = new List<AcceptanceCheck>();
        string version;
        try
        {
            version = set.Version();
        }
        catch (IOException missing)
        {
            return new ExperimentReport($"Not run: {Path.GetFileName((missing as FileNotFoundException)?.FileName)} is not there.", [], []);
        }

        foreach (var (key, title) in s_eyes)
        {
            var records = runs.Of(Enumerable.Range(0, TableText.MostSeeds).Select(seed => Run(key, version, seed)));
            Describe(text, title, records);
            var better = GroundTrial.Systems(s_sources).Where(system => records.Count > 0 && records.All(record => record.Figures[$"{system}/gain/low"] > 0)).Select(Title);
            text.Append("More area under recall than the prior, with an interval above 0 in every deal: ").AppendJoin(", ", better.DefaultIfEmpty("none")).Append(".\n\n");
            checks.Add(TableText.Check(
                $"{title}: the log-linear pool with fitted weights is at most 0.01 behind the prior", records,
                record => TableText.Number(record.Figures["log-linear-fitted/gain"], "F4"), record => record.Figures["log-linear-fitted/gain"] > -0.01));
            checks.Add(TableText.Check(
                $"{title}: the product of the maps gives the truth less density than the log-linear pool of the same maps", records,
                record => $"{TableText.Number(record.Figures["product/log-score"], "F2")} against {TableText.Number(record.Figures["log-linear/log-score"], "F2")}",
                record => record.Figures["product/log-score"] < record.Figures["log-linear/log-score"]));
        }

        return new ExperimentReport(text.Append(TableText.List(checks)).ToString(), [], checks);
    }

    private static void Describe(StringBuilder text, string title, IReadOnlyList<RunRecord> records)
    {
        text.Append(CultureInfo.InvariantCulture, $"**{title}**; {TableText.Of(records, "photographs", "F0").Split(' ')[0]} photographs, {records.Count} deals of the blocks\n\n");
        text.Append("| system | area under recall over ln area | more than the prior | 95 % interval | ln of the density at the truth | recall within 10⁵ km² | 10⁶ km² | 10⁷ km² | densest cell, median km | urban | rural |\n");
        text.Append("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var system in GroundTrial.Systems(s_sources))
        {
            string Mean(string figure, string format) => records.Count == 0 ? "–" : TableText.Number(Spread.Of(records, $"{system}/{figure}").Mean, format);
            text.Append(CultureInfo.InvariantCulture, $"| {Title(system)} | {TableText.Of(records, $"{system}/auc-log", "F4")} | {TableText.Of(records, $"{system}/gain", "F4")} | {Mean("gain/low", "F4")} to {Mean("gain/high", "F4")} | {TableText.Of(records, $"{system}/log-score", "F2")} |");
            text.AppendJoin('|', s_budgets.Select(budget => $" {TableText.Of(records, $"{system}/{Key(budget)}", "F1", 100)} % "));
            text.Append(CultureInfo.InvariantCulture, $"| {Mean("median-km", "F0")} | {Mean("urban", "F4")} | {Mean("rural", "F4")} |\n");
        }

        text.Append("\nFitted weights: ").AppendJoin(", ", s_sources.Select(source => $"{source} {TableText.Of(records, $"weight/{source}", "F2")}")).Append("\n\n");
    }

    private static string Title(string system) => system switch
    {
        "prior" => "prior alone",
        "product" => "product of the four maps",
        "linear" => "mean of the four maps",
        "log-linear" => "log-linear, weights 1",
        "log-linear-fitted" => "log-linear, fitted weights",
        _ when system.StartsWith("without-", StringComparison.Ordinal) => $"… weights 1, without {system["without-".Length..]}",
        _ => $"prior and {system}",
    };

    private ExperimentRun Run(string eyes, string version, long seed) => new(
        $"{set.Name}/{eyes}",
        null,
        version,
        seed,
        new Dictionary<string, string>
        {
            ["grid"] = $"healpix:{GroundWorld.Level.ToString(CultureInfo.InvariantCulture)}",
            ["folds"] = GroundTrial.Folds.ToString(CultureInfo.InvariantCulture),
            ["sources"] = string.Join(',', s_sources),
        },
        cancellationToken => new GroundTrial(World(eyes, cancellationToken), (int)seed).Run(cancellationToken));

    private GroundWorld World(string eyes, CancellationToken cancellationToken)
    {
        if (_worlds.TryGetValue(eyes, out var known))
        {
            return known;
        }

        var photographs = set.Read(cancellationToken);
        _attributes ??= GroundAttribute.All(NestedGrid.Healpix(GroundWorld.Level), folder.HomeFolder, folder.OpenRaster, cancellationToken);
        if (eyes == "colours")
        {
            return _worlds[eyes] = GroundWorld.Of(photographs, _attributes, GroundWorld.Colours, cancellationToken);
        }

        using var backbone = CenternetBackbone.Open(folder.DataFolder, new PackageFetcher(folder.Messages), cancellationToken);
        return _worlds[eyes] = GroundWorld.Of(photographs, _attributes, picture => GroundWorld.Embed(backbone, picture, cancellationToken), cancellationToken);
    }
}
