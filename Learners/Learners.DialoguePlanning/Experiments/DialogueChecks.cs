using System.Globalization;
using System.Text;
using Learners.Torch.Experiments;

namespace Learners.DialoguePlanning.Experiments;

/// <summary>Differences of systems with intervals over dialogues, and the claims of the specification that they bear out or not.</summary>
/// <param name="records">Finished runs by the name of the system, one a seed.</param>
/// <param name="outcomes">What systems did on every dialogue.</param>
internal sealed class DialogueChecks(IReadOnlyDictionary<string, IReadOnlyList<RunRecord>> records, OutcomeFiles outcomes)
{
    private const string Judged = "ccl-speaker";
    private const double LeastReverse = 0.6;
    private static readonly string[] s_splits = [DialogueTable.Standard, DialogueTable.Clean];
    private static readonly string[] s_rivals = ["nce-role", "ccl-sym", "ccl-classic", "tfidf", "binary"];

    private static readonly (string Measure, string Title, string Format, double Factor)[] s_measures =
    [
        ("next/h1/rank", "rank, H 1", "F1", 1), ("next/h2/rank", "rank, H 2", "F1", 1), ("next/h3/rank", "rank, H 3", "F1", 1), ("next/h5/rank", "rank, H 5", "F1", 1),
        ("next/h7/rank", "rank, H 7", "F1", 1), ("next/h10/rank", "rank, H 10", "F1", 1),
        ("goals/i0/chain/rank", "chain rank, I 0", "F2", 1), ("goals/i0/chain/reverse", "chain beats reversal, I 0, %", "F1", 100), ("goals/i1/chain/reverse", "I 1, %", "F1", 100),
        ("goals/i0/curved-chain/rank", "curved chain rank, I 0", "F2", 1), ("reply/h2/d1/rank", "reply rank, H 2, D 1", "F1", 1), ("reply/h2/d2/rank", "D 2", "F1", 1),
        ("reply/h2/d3/rank", "D 3", "F1", 1), ("reply/h2/d4/rank", "D 4", "F1", 1),
    ];

    /// <summary>Differences of <c>ccl-speaker</c> and other systems as a table.</summary>
    internal string Differences()
    {
        var text = new StringBuilder($"\n### {Judged} less another system\n\nMean over dialogues and seeds, with the 95 % interval of 2000 resamplings of the dialogues; in bold where it leaves 0 out. Smaller is better for ranks, larger for the share that beats its reversal.\n\n");
        text.Append("| measure | split | ").AppendJoin(" | ", s_rivals).Append(" |\n| --- | --- |").Append(string.Concat(Enumerable.Repeat(" --- |", s_rivals.Length))).Append('\n');
        foreach (var (measure, title, format, factor) in s_measures)
        {
            foreach (var split in s_splits)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {title} | {split} | ");
                text.AppendJoin(" | ", s_rivals.Select(rival => Cell(Difference(rival, split, measure), format, factor))).Append(" |\n");
            }
        }

        return text.Append('\n').ToString();
    }

    /// <summary>The claims D2 to D5 of the specification, section 10, in pools as large as the test set gives.</summary>
    internal IReadOnlyList<AcceptanceCheck> All() =>
    [
        .. s_splits.SelectMany(split => new[]
        {
            Check($"D2, {split}: nce-role has a normalised rank below 20 % at H 1 and below 21.5 % at H 10", ["nce-role"], record =>
                (record.Figures[$"{split}/next/h1/normal-rank"] < 0.2 && record.Figures[$"{split}/next/h10/normal-rank"] < 0.215,
                    $"{Percent(record.Figures[$"{split}/next/h1/normal-rank"])} and {Percent(record.Figures[$"{split}/next/h10/normal-rank"])}")),
            Check($"D2, {split}: every trained system beats shared words at H 1", [.. PlanningSystem.All.Where(system => system.Settings is not null).Select(system => system.Name)], record =>
                (records["tfidf"].Count > 0 && record.Figures[$"{split}/next/h1/rank"] < records["tfidf"][0].Figures[$"{split}/next/h1/rank"], Number(record.Figures[$"{split}/next/h1/rank"], "F0"))),
            Claim($"D3, {split}: {Judged} orders goals better than nce-role (chain beats its reversal, I 0)", Difference("nce-role", split, "goals/i0/chain/reverse"), better: 1),
            Claim($"D3, {split}: {Judged} ranks next turns better than nce-role at H 1", Difference("nce-role", split, "next/h1/rank"), better: -1),
            Claim($"D3, {split}: {Judged} ranks next turns better than nce-role at H 10", Difference("nce-role", split, "next/h10/rank"), better: -1),
            Claim($"D3, {split}: {Judged} ranks next turns better than shared words at H 1", Difference("tfidf", split, "next/h1/rank"), better: -1),
            Check($"D4, {split}: the chain of {Judged} beats its reversal in at least 60 % at I 0 in every seed, and more often than nce-role's (McNemar p < 0.01)", [Judged], record =>
            {
                double share = record.Figures[$"{split}/goals/i0/chain/reverse"], p = PairedDifference.McNemar(Of(Judged, record.Seed, split), Of("nce-role", record.Seed, split));
                return (share >= LeastReverse && p < 0.01, $"{Percent(share)}, p {Number(p, "G2")}");
            }),
            Check($"D5, {split}: without reversed pairs the direction at k 1 is smaller", ["ccl-noreverse"], record =>
            {
                var own = records[Judged].FirstOrDefault(other => other.Seed == record.Seed)?.Figures[$"{split}/distance/k1/direction"] ?? double.NaN;
                var less = record.Figures[$"{split}/distance/k1/direction"];
                return (less < own, $"{Number(less, "F3")} against {Number(own, "F3")}");
            }),
        }),
    ];

    private IReadOnlyDictionary<int, double> Of(string system, long seed, string split) => outcomes.Of(system, seed, split, "goals/i0/chain/reverse");

    private PairedDifference Difference(string rival, string split, string measure)
    {
        IReadOnlyDictionary<int, double> Mean(string system) => outcomes.Mean(system, records[system].Select(record => record.Seed), split, measure);
        return PairedDifference.Of(Mean(Judged), Mean(rival));
    }

    private static AcceptanceCheck Claim(string claim, PairedDifference difference, int better) => new(
        claim, Cell(difference, "F3", 1).Trim('*'), difference.Count == 0 ? null : difference.IsClear && Math.Sign(difference.Mean) == better);

    private AcceptanceCheck Check(string claim, IReadOnlyList<string> systems, Func<RunRecord, (bool Holds, string Measured)> judge)
    {
        (bool Holds, string Measured)[] all = [.. systems.SelectMany(system => records[system]).Select(judge)];
        return new AcceptanceCheck(claim, all.Length == 0 ? "not run" : string.Join(" / ", all.Select(one => one.Measured).Distinct()), all.Length == 0 ? null : all.All(one => one.Holds));
    }

    private static string Cell(PairedDifference difference, string format, double factor)
    {
        if (difference.Count == 0)
        {
            return "–";
        }

        var cell = $"{Number(factor * difference.Mean, format)} ({Number(factor * difference.Low, format)} to {Number(factor * difference.High, format)})";
        return difference.IsClear ? $"**{cell}**" : cell;
    }

    private static string Percent(double share) => Number(100 * share, "F1") + " %";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
