using System.Globalization;
using System.Text;
using Learners.ContinualLearning.Data.Regions;
using Learners.Torch.Experiments;

namespace Learners.ContinualLearning.Experiments;

/// <summary>The same methods on a map that is learnt region by region: five groups of climates from spherical harmonics of places.</summary>
/// <param name="trial">Runs a row.</param>
internal sealed class RegionTable(ContinualTrial trial) : IExperimentTable
{
    private const int MostSeeds = 100;
    private static readonly string[] s_rows = ["joint", "finetune", "replay", "ewc", "lwf", "owm", "rwm", "rwm-one-sided", "gaussian", "gaussian-owm", "analytic"];

    /// <inheritdoc/>
    public string Name => "regions";

    /// <inheritdoc/>
    public string Description => "groups of climates, learnt region by region on the harmonics of the location encoder";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds) => [.. from seed in Enumerable.Range(0, seeds) from row in Rows() select Run(row, seed)];

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var records = Rows().ToDictionary(row => row.Name, row => runs.Of(Enumerable.Range(0, MostSeeds).Select(seed => Run(row, seed))));
        var text = new StringBuilder("Share of wrong groups in %, mean ± standard deviation, after the last region; difference to fine-tuning with its 95 % interval.\n\n");
        text.Append("| method | average | forgetting | learning | to Finetune | ").AppendJoin(" | ", ClimateRegions.Names).Append(" |\n|").Insert(text.Length, " --- |", 5 + ClimateRegions.Names.Count).Append('\n');
        foreach (var row in Rows().OrderBy(row => Spread.Of(records[row.Name], "average/eer").Mean))
        {
            var own = records[row.Name];
            string Of(string figure) => Spread.Of(own, figure).Percent;
            var difference = row.Name == "finetune" ? "–" : PairedDifference.Of(own, records["finetune"], "average/eer").Points;
            text.Append(CultureInfo.InvariantCulture, $"| {row.Title} | {Of("average/eer")} | {Of("forgetting/eer")} | {Of("learning/eer")} | {difference} | ")
                .AppendJoin(" | ", ClimateRegions.Names.Select(region => Of(region + "/eer"))).Append(" |\n");
        }

        return new ExperimentReport(text.ToString(), [], []);
    }

    private static IEnumerable<MethodRow> Rows() => s_rows.Select(name => MethodRow.All.First(row => row.Name == name));

    private ExperimentRun Run(MethodRow row, long seed) =>
        trial.Run($"regions/{row.Name}", "regions", new Dictionary<string, string>(row.Settings) { ["steps"] = "2500", ["learning-rate"] = "0.1" }, seed);
}
