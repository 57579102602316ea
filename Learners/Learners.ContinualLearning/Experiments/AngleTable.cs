using System.Globalization;
using System.Text;
using Learners.Torch.Experiments;

namespace Learners.ContinualLearning.Experiments;

/// <summary>Which angle pays: θ₀ from that of OWM to the published one, α of the projector, and how classes are grouped.</summary>
/// <param name="trial">Runs a row.</param>
internal sealed class AngleTable(ContinualTrial trial) : IExperimentTable
{
    private const int MostSeeds = 100;
    private static readonly string[] s_letters = ["a", "b"];

    private static readonly (string Name, string Title, (string Name, string Text)[] Settings)[] s_rows =
    [
        .. from theta in new (string Key, string Title, double Value)[] { ("0", "0", 0.0), ("32", "π/32", Math.PI / 32), ("16", "π/16", Math.PI / 16), ("8", "π/8", Math.PI / 8), ("4", "π/4", Math.PI / 4) }
           select ($"theta-{theta.Key}", $"θ₀ = {theta.Title}, κ = 0.05", new[] { ("theta0", theta.Value.ToString("R", CultureInfo.InvariantCulture)), ("kappa", "0.05") }),
        .. from alpha in new[] { "0.002", "0.02", "0.06", "0.2", "0.6", "2" } select ($"alpha-{alpha}", $"θ = 0, α = {alpha}", new[] { ("theta0", "0"), ("kappa", "0"), ("alpha", alpha) }),
        .. from groups in new[] { "measured", "first-is-compact" } select ($"groups-{groups}", $"θ₀ = 0, κ = 0.1, groups {groups}", new[] { ("theta0", "0"), ("kappa", "0.1"), ("groups", groups) }),
        ("last", "θ = 0, the last layer alone is protected", [("theta0", "0"), ("kappa", "0"), ("protect", "last")]),
    ];

    /// <inheritdoc/>
    public string Name => "angles";

    /// <inheritdoc/>
    public string Description => "angle, projector and groups of RWM in its stable form";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds) =>
        [.. from seed in Enumerable.Range(0, seeds) from row in s_rows from letter in s_letters select Run(row, letter, seed)];

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var text = new StringBuilder("RWM in its stable form, error in %, mean ± standard deviation:\n\n| setting | A average | A forgetting | B average | B forgetting |\n| --- | --- | --- | --- | --- |\n");
        foreach (var row in s_rows)
        {
            string Of(string letter, string figure) => Spread.Of(runs.Of(Enumerable.Range(0, MostSeeds).Select(seed => Run(row, letter, seed))), figure).Percent;
            text.Append(CultureInfo.InvariantCulture, $"| {row.Title} | {Of("a", "average/eer")} | {Of("a", "forgetting/eer")} | {Of("b", "average/eer")} | {Of("b", "forgetting/eer")} |\n");
        }

        return new ExperimentReport(text.ToString(), [], []);
    }

    private ExperimentRun Run((string Name, string Title, (string Name, string Text)[] Settings) row, string letter, long seed)
    {
        var settings = new Dictionary<string, string> { ["method"] = "rwm", ["steps"] = letter == "a" ? "2700" : "2250" };
        foreach (var (name, value) in row.Settings)
        {
            settings[name] = value;
        }

        return trial.Run($"angles/{letter}/{row.Name}", $"protocol-{letter}", settings, seed);
    }
}
