using System.Globalization;
using System.Text;
using Learners.Contracts;
using Learners.DialoguePlanning.Data;
using Learners.DialoguePlanning.Evaluation;
using Learners.DialoguePlanning.Pairs;
using Learners.Torch.Experiments;

namespace Learners.DialoguePlanning.Experiments;

/// <summary>Made-up dialogues whose distances are known: does the reply that is chosen lie on a way to the goal?</summary>
/// <param name="time">Clock of the trainer's reports.</param>
/// <param name="preset">Of the learner.</param>
internal sealed class GraphTable(TimeProvider time, string preset = "published") : IExperimentTable
{
    private const int Goals = 400;
    private static readonly string[] s_systems = ["nce-role", "ccl-sym", "ccl-classic", "ccl-speaker", "ccl-noreverse", "binary"];
    private static readonly string[] s_figures = ["distance/spearman", "distance/k1/direction", "distance/k2/direction", "distance/k3/direction", "distance/k4/direction", "goals/i0/chain/reverse", "goals/i0/curving/top-1"];

    /// <inheritdoc/>
    public string Name => "graph";

    /// <inheritdoc/>
    public string Description => "made-up dialogues: does the chosen reply lie on a way to the goal?";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds) => [.. from seed in Enumerable.Range(0, seeds) from system in s_systems select Run(system, seed)];

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var text = new StringBuilder("Reply: of all intents that may follow, the share of choices from which the goal can be reached in the turns that are left (the goal is k turns ahead; chance is what a random choice gives).\n\n");
        text.Append("| system | Spearman | direction k 1 | k 2 | k 3 | k 4 | chain beats reversal, % | curving first, % | reply, k 2, % | k 3, % | k 4, % |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var system in s_systems)
        {
            var records = Records(runs, system);
            text.Append(CultureInfo.InvariantCulture, $"| {system} |");
            foreach (var figure in s_figures)
            {
                text.Append(CultureInfo.InvariantCulture, $" {Cell(records, figure, figure.StartsWith("goals", StringComparison.Ordinal))} |");
            }

            text.AppendJoin('|', Enumerable.Range(2, 3).Select(k => $" {Cell(records, $"reply/k{k}/top-1", true)} ")).Append("|\n");
        }

        text.Append("| chance | | | | | | 50.0 | 33.3 |");
        text.AppendJoin('|', Enumerable.Range(2, 3).Select(k => $" {Cell(Records(runs, "ccl-speaker"), $"chance/k{k}/top-1", true)} ")).Append("|\n\n");
        var judged = Records(runs, "ccl-speaker");
        var check = new AcceptanceCheck(
            "D1: Spearman's correlation is at least 0.6 and the direction above 0 at every distance, in every seed",
            judged.Count == 0 ? "not run" : string.Join(" / ", judged.Select(record => record.Figures["distance/spearman"].ToString("F3", CultureInfo.InvariantCulture))),
            judged.Count == 0 ? null : judged.All(record => record.Figures["distance/spearman"] >= 0.6 && Enumerable.Range(1, 4).All(k => record.Figures[$"distance/k{k}/direction"] > 0)));
        text.Append($"- {(check.Held switch { true => "held", false => "**failed**", _ => "open" })}: {check.Claim} — {check.Measured}");
        return new ExperimentReport(text.ToString(), [], [check]);
    }

    private static string Cell(IReadOnlyList<RunRecord> records, string figure, bool isShare)
    {
        var spread = Spread.Of(records, figure);
        return isShare ? spread.Percent : spread.Count == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{spread.Mean:F3} ± {spread.Deviation:F3}");
    }

    private static IReadOnlyDictionary<string, string> Settings(string system) => PlanningSystem.All.Single(one => one.Name == system).Settings! is var settings && settings.TryGetValue("steps", out _)
        ? new Dictionary<string, string>(settings) { ["steps"] = "200", ["contrast-steps"] = "200" }
        : settings;

    private IReadOnlyList<RunRecord> Records(RunLog runs, string system) => runs.Of(Enumerable.Range(0, DialogueReport.MostSeeds).Select(seed => Run(system, seed)));

    private ExperimentRun Run(string system, long seed)
    {
        var values = CurvedTrial.Settled(preset, Settings(system));
        return new ExperimentRun($"graph/{system}", CurvedLearnerCard.Instance.Name, "graph", seed, values.Texts, cancellationToken =>
            new CurvedTrial(time).Train<IReadOnlyList<MetricRecord>>(
                values, TravelDesk.Corpus(values.Integer("dialogues"), seed), seed, run => [.. run.Score(cancellationToken), .. Replies(run, seed, cancellationToken)], cancellationToken));
    }

    // one saying of every intent; from each, among those that may follow, the one that leads to a goal in k turns
    private static IEnumerable<MetricRecord> Replies(CurvedRun run, long seed, CancellationToken cancellationToken)
    {
        var (desk, random) = (TravelDesk.Instance, new Random((int)seed));
        var count = desk.Intents.Count;
        var space = new VectorSpace(run.Encoder(), [.. Enumerable.Range(0, count).Select(intent => desk.Say(intent, random))], cancellationToken);
        for (var k = 2; k <= 4; k++)
        {
            var (right, chance, asked) = (0, 0.0, 0);
            for (var draw = 0; draw < Goals; draw++)
            {
                var from = random.Next(count);
                int[] choices = [.. desk.Next(from)];
                var reached = new HashSet<int>(choices);
                for (var step = 1; step < k; step++)
                {
                    reached = [.. reached.SelectMany(desk.Next)];
                }

                int[] goals = [.. reached.Order()];
                if (choices.Length < 2 || goals.Length == 0)
                {
                    continue;
                }

                var goal = goals[random.Next(goals.Length)];
                bool[] leads = [.. choices.Select(choice => Leads(desk, choice, goal, k - 1))];
                var best = Enumerable.Range(0, choices.Length).MaxBy(i => space.Similarity(choices[i], Parities.Of(k - 1), goal));
                (right, chance, asked) = (right + (leads[best] ? 1 : 0), chance + (leads.Count(lead => lead) / (double)leads.Length), asked + 1);
            }

            yield return new MetricRecord($"reply/k{k}/top-1", right / (double)asked);
            yield return new MetricRecord($"chance/k{k}/top-1", chance / asked);
        }
    }

    // in exactly so many turns
    private static bool Leads(TravelDesk desk, int from, int goal, int turns) =>
        turns == 0 ? from == goal : desk.Next(from).Any(next => Leads(desk, next, goal, turns - 1));
}
