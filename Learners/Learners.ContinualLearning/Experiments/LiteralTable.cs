using System.Text;
using Learners.Torch.Experiments;

namespace Learners.ContinualLearning.Experiments;

/// <summary>The released code's arithmetic beside ours, on one layer as it has it and on all: how often its complement is void, and what comes of it.</summary>
/// <param name="trial">Runs a row.</param>
internal sealed class LiteralTable(ContinualTrial trial) : IExperimentTable
{
    private const int MostSeeds = 100;

    private static readonly (string Name, string Title, (string Name, string Text)[] Settings)[] s_rows =
    [
        ("finetune-linear", "Finetune, linear classifier", [("method", "finetune"), ("hidden-layers", "0")]),
        ("literal-linear", "RWM literal, linear classifier", [("method", "rwm-literal"), ("hidden-layers", "0")]),
        ("literal-linear-double", "RWM literal, linear classifier, double precision", [("method", "rwm-literal"), ("hidden-layers", "0"), ("precision", "float64")]),
        ("stable-linear", "RWM stable, linear classifier", [("method", "rwm"), ("hidden-layers", "0")]),
        ("literal-last", "RWM literal, last layer of the network", [("method", "rwm-literal"), ("protect", "last")]),
        ("literal-all", "RWM literal, all layers", [("method", "rwm-literal")]),
        ("stable-all", "RWM stable, all layers", [("method", "rwm")]),
    ];

    /// <inheritdoc/>
    public string Name => "literal";

    /// <inheritdoc/>
    public string Description => "the literal form of RWM against the stable one";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds) => [.. from seed in Enumerable.Range(0, seeds) from row in s_rows select Run(row, seed)];

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var text = new StringBuilder("Protocol A. Void: the share of steps and layers whose complement is below 10⁻⁵ before it is divided by its norm, or whose inversion breaks down. Error in %.\n\n");
        text.Append("| form | void | average | forgetting | learning |\n| --- | --- | --- | --- | --- |\n");
        foreach (var row in s_rows)
        {
            var records = runs.Of(Enumerable.Range(0, MostSeeds).Select(seed => Run(row, seed)));
            string Of(string figure) => Spread.Of(records, figure).Percent;
            var broken = records.Count(record => record.Figures.ContainsKey("broke-down"));
            text.Append("| ").Append(row.Title).Append(broken > 0 ? $" ({broken} of {records.Count} runs broke down)" : string.Empty)
                .Append(" | ").Append(Of("inversions/failures")).Append(" | ").Append(Of("average/eer")).Append(" | ").Append(Of("forgetting/eer")).Append(" | ").Append(Of("learning/eer")).Append(" |\n");
        }

        return new ExperimentReport(text.ToString(), [], []);
    }

    private ExperimentRun Run((string Name, string Title, (string Name, string Text)[] Settings) row, long seed) =>
        trial.Run($"literal/{row.Name}", "protocol-a", row.Settings.ToDictionary(pair => pair.Name, pair => pair.Text), seed);
}
