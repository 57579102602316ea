using System.Globalization;
using System.Text;
using Learners.ContinualLearning.Metrics;
using Learners.Torch.Experiments;

namespace Learners.ContinualLearning.Experiments;

/// <summary>Every method on one protocol: errors of every task at the end, averages, forgetting, learning, differences with intervals, and the claims.</summary>
/// <param name="trial">Runs a row.</param>
/// <param name="letter">a, b or c.</param>
/// <param name="title">What the protocol is.</param>
/// <param name="tasks">Names of the tasks.</param>
/// <param name="steps">Optimiser steps of a run, but for joint.</param>
internal sealed class ProtocolTable(ContinualTrial trial, string letter, string title, IReadOnlyList<string> tasks, int steps) : IExperimentTable
{
    private const int MostSeeds = 100;
    private const string Average = "average/eer";

    /// <inheritdoc/>
    public string Name => "protocol-" + letter;

    /// <inheritdoc/>
    public string Description => title;

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds) => [.. from seed in Enumerable.Range(0, seeds) from row in MethodRow.All select Run(row, seed)];

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var records = MethodRow.All.ToDictionary(row => row.Name, row => runs.Of(Enumerable.Range(0, MostSeeds).Select(seed => Run(row, seed))));
        var rows = MethodRow.All.Where(row => records[row.Name].Count > 0).OrderBy(row => Spread.Of(records[row.Name], Average).Mean).ToArray();
        var text = new StringBuilder($"{title}. Error in %, mean ± standard deviation over {records.Values.Max(of => of.Count)} seeds, the lowest average first; ours in italics.\n\n");
        string[] figures = [Average, "forgetting/eer", "learning/eer", "backward-transfer/eer", .. letter == "c" ? Array.Empty<string>() : ["pooled/eer", "pooled/calibration-error"], .. letter == "a" ? ["zero-shot/eer"] : Array.Empty<string>(), .. tasks.Select(task => task + "/eer")];
        text.Append("| method | ").AppendJoin(" | ", figures.Select(Heading)).Append(" |\n|").Insert(text.Length, " --- |", figures.Length + 1).Append('\n');
        foreach (var row in rows)
        {
            text.Append("| ").Append(row.IsOurs ? $"*{row.Title}*" : row.Title).Append(" | ").AppendJoin(" | ", figures.Select((figure, i) => Cell(records[row.Name], figure, i))).Append(" |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n![Forgetting and learning of every method](figures/rwm-plane-{letter}.svg)\n\n");
        text.Append("Difference of the average in points, 95 % interval over the same seeds:\n\n| method | to Finetune | to OWM | to EWC |\n| --- | --- | --- | --- |\n");
        foreach (var row in rows)
        {
            string Against(string other) => other == row.Name ? "–" : PairedDifference.Of(records[row.Name], records[other], Average).Points;
            text.Append(CultureInfo.InvariantCulture, $"| {row.Title} | {Against("finetune")} | {Against("owm")} | {Against("ewc")} |\n");
        }

        if (letter == "c")
        {
            Clear(text, rows, records);
        }

        var checks = new ProtocolClaims(letter, records).All();
        text.Append("\n| claim | measured | |\n| --- | --- | --- |\n");
        foreach (var check in checks)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {check.Claim} | {check.Measured} | {check.Held switch { true => "true", false => "**false**", _ => "open" }} |\n");
        }

        var plane = MethodPlane.ToSvg(title, [.. rows.Select(row => (row.Title, Spread.Of(records[row.Name], "forgetting/eer").Mean, Spread.Of(records[row.Name], "learning/eer").Mean, row.IsOurs))]);
        return new ExperimentReport(text.ToString(), [new ReportFigure($"rwm-plane-{letter}.svg", plane)], checks);
    }

    private ExperimentRun Run(MethodRow row, long seed) => trial.Run(
        $"{Name}/{row.Name}", Name, new Dictionary<string, string>(row.Settings) { ["steps"] = steps.ToString(CultureInfo.InvariantCulture) }, seed);

    private string Heading(string figure) => figure switch
    {
        Average => "average",
        "forgetting/eer" => "forgetting",
        "learning/eer" => "learning",
        "backward-transfer/eer" => "backward transfer",
        "pooled/eer" => "one threshold",
        "pooled/calibration-error" => "calibration",
        "zero-shot/eer" => "never seen",
        _ => figure.Split('/')[0],
    };

    private static string Cell(IReadOnlyList<RunRecord> records, string figure, int index)
    {
        var spread = Spread.Of(records, figure);
        return spread.Count == 0 ? "broke down" : index < 3 ? spread.Percent : string.Create(CultureInfo.InvariantCulture, $"{100 * spread.Mean:F1}");
    }

    // the five figures of the CLEAR benchmark, of accuracies
    private void Clear(StringBuilder text, MethodRow[] rows, Dictionary<string, IReadOnlyList<RunRecord>> records)
    {
        text.Append("\nAccuracy in % by the five figures of CLEAR:\n\n| method | in-domain | next-domain | all seen | backward | forward |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var row in rows)
        {
            var matrices = records[row.Name].Where(record => record.Figures.ContainsKey(RwmRun.Cell(0, 0))).Select(record =>
            {
                var accuracies = new double[tasks.Count, tasks.Count];
                for (var i = 0; i < tasks.Count * tasks.Count; i++)
                {
                    accuracies[i / tasks.Count, i % tasks.Count] = 1 - record.Figures[RwmRun.Cell(i / tasks.Count, i % tasks.Count)];
                }

                return new AccuracyMatrix(accuracies);
            }).ToArray();
            string Mean(Func<AccuracyMatrix, double> of) => Spread.Of(matrices.Select(of)).Percent;
            text.Append(CultureInfo.InvariantCulture, $"| {row.Title} | {Mean(m => m.InDomain)} | {Mean(m => m.NextDomain)} | {Mean(m => m.Seen)} | {Mean(m => m.Backward)} | {Mean(m => m.Forward)} |\n");
        }
    }
}
