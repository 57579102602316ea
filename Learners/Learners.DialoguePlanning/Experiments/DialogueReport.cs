using System.Globalization;
using System.Text;
using Learners.DialoguePlanning.Evaluation;
using Learners.Torch.Experiments;

namespace Learners.DialoguePlanning.Experiments;

/// <summary>What the runs on DailyDialog say, as tables and checks.</summary>
/// <param name="records">Finished runs by the name of the system, one a seed.</param>
/// <param name="outcomes">What systems did on every dialogue.</param>
internal sealed class DialogueReport(IReadOnlyDictionary<string, IReadOnlyList<RunRecord>> records, OutcomeFiles outcomes)
{
    /// <summary>Seeds that are looked for at most.</summary>
    internal const int MostSeeds = 100;

    private static readonly string[] s_splits = [DialogueTable.Standard, DialogueTable.Clean];
    private static readonly string[] s_shortAndLong = ["h1", "h5"];
    private static readonly string[] s_nextFigures = ["hits-1", "hits-10", "mrr"];
    private static readonly string[] s_planners = ["tfidf", "nce-role", "ccl-sym", "ccl-classic", "ccl-speaker", "binary"];

    // mean ranks of the authors' RoBERTa model, notebook output read in their repository, in pools of 1000, 958, … of the whole test set
    private static readonly double[] s_authors = [93.66, 79.44, 68.16, 58.25, 51.88, 42.18, 44.24, 42.16, 31.55, 29.23];
    private static readonly double[] s_authorsPools = [1000, 958, 918, 741, 651, 534, 479, 385, 323, 230];

    private readonly StringBuilder _text = new();

    /// <summary>The report.</summary>
    internal ExperimentReport Write()
    {
        foreach (var split in s_splits)
        {
            NextTurns(split);
            Goals(split);
            Replies(split);
            Directions(split);
        }

        var checks = new DialogueChecks(records, outcomes);
        _text.Append(checks.Differences());
        var all = checks.All();
        _text.AppendJoin('\n', all.Select(check => $"- {(check.Held switch { true => "held", false => "**failed**", _ => "open" })}: {check.Claim} — {check.Measured}"));
        return new ExperimentReport(_text.ToString(), [], all);
    }

    private void NextTurns(string split)
    {
        int[] histories = [.. Enumerable.Range(1, SequenceModelling.MostHistory)];
        Line($"\n### Next turn, {split} split\n\nAverage rank of the true next turn by the length of the history, mean ± standard deviation over seeds (ties share their places).\n");
        Row("system", histories.Select(history => $"H {history}"));
        Rule(histories.Length);
        var pools = records["tfidf"];
        Row("*candidates*", histories.Select(history => Cell(pools, $"{split}/next/h{history}/pool", "F0")));
        foreach (var system in PlanningSystem.All)
        {
            Row(system.Name, histories.Select(history => Cell(records[system.Name], $"{split}/next/h{history}/rank", "F1")));
        }

        Line($"\nNormalised, (rank − 1) / (candidates − 1) in per cent; chance is 50. The authors' row is theirs, of their own pools of 1000 to 230 candidates of the whole test set.\n");
        Row("system", histories.Select(history => $"H {history}"));
        Rule(histories.Length);
        foreach (var system in PlanningSystem.All)
        {
            Row(system.Name, histories.Select(history => Cell(records[system.Name], $"{split}/next/h{history}/normal-rank", "F1", 100)));
        }

        if (split == DialogueTable.Standard)
        {
            Row("authors' Classic (RoBERTa)", s_authors.Zip(s_authorsPools, (rank, pool) => Number(100 * (rank - 1) / (pool - 1), "F1")));
        }

        Line($"\nShare of true next turns among the first 1 and 10, and mean of 1/rank, in per cent.\n");
        Row("system", ["H 1: first", "first 10", "1/rank", "H 5: first", "first 10", "1/rank"]);
        Rule(6);
        foreach (var system in PlanningSystem.All)
        {
            Row(system.Name, s_shortAndLong.SelectMany(history => s_nextFigures.Select(figure => Cell(records[system.Name], $"{split}/next/{history}/{figure}", "F1", 100))));
        }
    }

    private void Goals(string split)
    {
        Line($"\n### Orders of three goals, {split} split\n\nTwo turns of history, goals two turns apart, I turns between history and first goal. Greedy curving: share of dialogues whose first goal comes first (chance 33.3). Chain (IEC) and curved chain (IEC+CU): mean rank of the true order of six (chance 3.5), without its reversal (of five; chance 3), share ranked first (chance 16.7), share that beats its reversal (chance 50; ties are halves).\n");
        Row("system, I", ["dialogues", "curving first", "chain rank", "of five", "first", "beats reversal", "curved chain rank", "first", "beats reversal"]);
        Rule(9);
        foreach (var system in s_planners)
        {
            for (var between = 0; between < LongTermPlanning.Between; between++)
            {
                string Of(string figure, string format, double factor) => Cell(records[system], $"{split}/goals/i{between}/{figure}", format, factor);
                var count = outcomes.Of(system, 0, split, $"goals/i{between}/chain/rank").Count;
                Row($"{system}, {between}", [
                    count.ToString(CultureInfo.InvariantCulture), Of("curving/top-1", "F1", 100), Of("chain/rank", "F2", 1), Of("chain/partial-rank", "F2", 1), Of("chain/top-1", "F1", 100),
                    Of("chain/reverse", "F1", 100), Of("curved-chain/rank", "F2", 1), Of("curved-chain/top-1", "F1", 100), Of("curved-chain/reverse", "F1", 100)]);
            }
        }
    }

    private void Replies(string split)
    {
        Line($"\n### Replies towards a goal, {split} split\n\nRank of the true reply among at most 101: the others followed those turns of other test dialogues that share most words with the last turn. Normalised rank in per cent (chance 50), share among the first 10 in per cent, by history H and turns D to the goal; and for how many turns in a row the true reply stays in the upper half, of 4 (dialogues long enough).\n");
        var places = ShortTermPlanning.Histories.SelectMany(history => Enumerable.Range(1, ShortTermPlanning.MostDistance).Select(distance => (history, distance))).ToArray();
        Row("system", [.. places.Select(place => $"H {place.history}, D {place.distance}"), .. ShortTermPlanning.Histories.Select(history => $"plannable turns, H {history}")]);
        Rule(places.Length + ShortTermPlanning.Histories.Length);
        foreach (var system in PlanningSystem.All.Select(system => system.Name))
        {
            Row(system, [
                .. places.Select(place => $"{Cell(records[system], $"{split}/reply/h{place.history}/d{place.distance}/normal-rank", "F1", 100)}; {Cell(records[system], $"{split}/reply/h{place.history}/d{place.distance}/hits-10", "F0", 100)}"),
                .. ShortTermPlanning.Histories.Select(history => Cell(records[system], $"{split}/reply/h{history}/plannable/turns", "F2"))]);
        }
    }

    private void Directions(string split)
    {
        Line($"\n### Direction and distance, {split} split\n\nMean similarity of a turn with one k turns later less that in the wrong order, times 1000; and Spearman's correlation of similarity and target over forward, reversed and random pairs.\n");
        Row("system", [.. Enumerable.Range(1, DirectionProfile.MostDistance).Select(distance => $"k {distance}"), "Spearman"]);
        Rule(DirectionProfile.MostDistance + 1);
        foreach (var system in PlanningSystem.All.Select(system => system.Name))
        {
            Row(system, [
                .. Enumerable.Range(1, DirectionProfile.MostDistance).Select(distance => Cell(records[system], $"{split}/distance/k{distance}/direction", "F1", 1000)),
                Cell(records[system], $"{split}/distance/spearman", "F3")]);
        }
    }

    private static string Cell(IReadOnlyList<RunRecord> records, string figure, string format, double factor = 1)
    {
        var spread = Spread.Of(records, figure);
        return spread.Count switch
        {
            0 => "–",
            1 => Number(factor * spread.Mean, format),
            _ => $"{Number(factor * spread.Mean, format)} ± {Number(factor * spread.Deviation, format)}",
        };
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private void Line(string text) => _text.Append(text).Append('\n');

    private void Row(string first, IEnumerable<string> cells) => Line($"| {first} | {string.Join(" | ", cells)} |");

    private void Rule(int columns) => Line("| --- |" + string.Concat(Enumerable.Repeat(" --- |", columns)));
}
