using System.Globalization;
using System.Text;
using Learners.Torch.Experiments;

namespace Learners.ContinualLearning.Experiments;

/// <summary>Which settings each method gets: the lowest average error on validation examples of A and B. Test examples are not looked at.</summary>
/// <param name="trial">Runs a row.</param>
internal sealed class ChoiceTable(ContinualTrial trial) : IExperimentTable
{
    private const int MostSeeds = 1, FirstSeed = 100;
    private static readonly string[] s_letters = ["a", "b"];

    private static readonly (string Method, string Parameter, string[] Texts)[] s_grid =
    [
        ("owm", "alpha", ["0.02", "0.06", "0.2", "0.6"]),
        ("class-projectors", "compact-weight", ["0.01", "0.1", "0.3"]),
        ("low-rank", "rank", ["32", "64"]),
        ("ewc", "ewc-penalty", ["1000", "10000", "100000"]),
        ("ewc-online", "ewc-penalty", ["1000", "10000", "100000"]),
        ("si", "si-penalty", ["0.1", "1", "10"]),
        ("lwf", "lwf-weight", ["0.3", "1", "3"]),
        ("dfwf", "lwf-weight", ["0.3", "1", "3"]),
        ("owm-lwf", "lwf-weight", ["0.3", "1"]),
        ("gem", "gem-strength", ["0", "0.5"]),
        ("rego", "rego-quantile", ["0.75", "0.9"]),
    ];

    /// <inheritdoc/>
    public string Name => "choice";

    /// <inheritdoc/>
    public string Description => "settings of the methods, chosen on validation examples";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds) =>
    [
        .. from seed in Enumerable.Range(FirstSeed, Math.Min(seeds, MostSeeds))
           from cell in Cells()
           from letter in s_letters
           select Run(cell.Method, cell.Parameter, cell.Text, letter, seed),
    ];

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var text = new StringBuilder("Average error in % on validation examples of A and B together, a fifth of what could be learnt from, one seed that nothing else uses; the lowest of a method is taken.\n\n| method | setting | error |\n| --- | --- | --- |\n");
        foreach (var (method, parameter, texts) in s_grid)
        {
            var means = texts.Select(own => Spread.Of(
                from letter in s_letters
                from record in runs.Of(Enumerable.Range(FirstSeed, MostSeeds).Select(seed => Run(method, parameter, own, letter, seed)))
                where record.Figures.ContainsKey("average/eer")
                select record.Figures["average/eer"]).Mean).ToArray();
            for (var i = 0; i < texts.Length; i++)
            {
                var isBest = means[i] == means.Min();
                text.Append(CultureInfo.InvariantCulture, $"| {method} | {parameter} = {texts[i]} | {(isBest ? "**" : string.Empty)}{100 * means[i]:F2}{(isBest ? "**" : string.Empty)} |\n");
            }
        }

        return new ExperimentReport(text.ToString(), [], []);
    }

    private static IEnumerable<(string Method, string Parameter, string Text)> Cells() =>
        s_grid.SelectMany(row => row.Texts.Select(text => (row.Method, row.Parameter, text)));

    private ExperimentRun Run(string method, string parameter, string text, string letter, long seed)
    {
        var settings = new Dictionary<string, string> { ["method"] = method, [parameter] = text, ["steps"] = letter == "a" ? "2700" : "2250" };
        return trial.Run($"choice/{letter}/{method}/{text}", $"protocol-{letter}", settings, seed, tasks => tasks.ForChoosing());
    }
}
