using Learners.Contracts;
using Learners.DialoguePlanning.Evaluation;
using Learners.DialoguePlanning.Experiments;
using Learners.Torch.Experiments;
using Learners.Torch.Training;

namespace Learners.Tests.DialoguePlanning;

public class CurvedExperimentTests
{
    private static readonly Dictionary<int, double> s_right = Enumerable.Range(0, 40).ToDictionary(i => i, _ => 1.0);

    [Fact]
    public void An_interval_leaves_nothing_out_where_systems_do_the_same_and_zero_where_they_do_not()
    {
        var mixed = s_right.ToDictionary(pair => pair.Key, pair => pair.Key % 4 == 0 ? 0.0 : 1.0);
        PairedDifference same = PairedDifference.Of(s_right, s_right), other = PairedDifference.Of(s_right, mixed);

        Assert.Equal((0, false, 40), (same.Mean, same.IsClear, same.Count));
        Assert.Equal((0.25, true), (other.Mean, other.IsClear));
        Assert.InRange(other.Low, 0.05, 0.25);
        Assert.Equal(other, PairedDifference.Of(s_right, mixed));
    }

    [Fact]
    public void McNemar_counts_only_dialogues_on_which_systems_differ()
    {
        var five = s_right.ToDictionary(pair => pair.Key, pair => pair.Key < 5 ? 0.0 : 1.0);

        Assert.Equal(1, PairedDifference.McNemar(s_right, s_right));
        Assert.Equal(2 * Math.Pow(0.5, 5), PairedDifference.McNemar(s_right, five), 1e-12);
    }

    [Fact]
    public void Outcomes_are_read_as_they_were_written_and_averaged_over_seeds()
    {
        using var folder = new TemporaryFolder();
        var files = new OutcomeFiles(folder.File("outcomes"));
        for (var seed = 0; seed < 2; seed++)
        {
            var outcomes = new DialogueOutcomes();
            outcomes.Add("next/h1/rank", [(3, 1.0 + seed), (7, 5.0)]);
            files.Write("system", seed, new Dictionary<string, DialogueOutcomes> { ["clean"] = outcomes });
        }

        Assert.Equal(new Dictionary<int, double> { [3] = 1.5, [7] = 5 }, files.Mean("system", [0, 1, 2], "clean", "next/h1/rank"));
        Assert.Empty(files.Of("system", 0, "standard", "next/h1/rank"));
    }

    [Fact]
    public void Without_DailyDialog_the_table_says_what_to_get_and_reports_nothing()
    {
        using var folder = new TemporaryFolder();
        var table = CurvedExperiment.Tables(TimeProvider.System, folder.Path, folder.Path)[0];

        Assert.Contains("dialogues_text_train.txt", Assert.Throws<FileNotFoundException>(() => table.Runs(1)).Message, StringComparison.Ordinal);
        Assert.All(table.Report(new RunLog(null)).Checks, check => Assert.Null(check.Held));
    }

    [Fact]
    public void The_graphs_table_measures_choices_against_the_known_graph()
    {
        TorchDevice.UseThreads(1);
        var table = new GraphTable(TimeProvider.System, "smoke");
        var run = table.Runs(1).Single(run => run.Name == "graph/ccl-speaker");
        var log = new RunLog(null);
        var figures = run.Execute(TestContext.Current.CancellationToken);
        log.Add(new RunRecord(run.Name, run.Data, run.Seed, run.Settings, figures.ToDictionary(figure => figure.Name, figure => figure.Value), 1));
        var report = table.Report(log);

        Assert.NotNull(Assert.Single(report.Checks).Held);
        Assert.All(figures.Where(figure => figure.Name.EndsWith("top-1", StringComparison.Ordinal)), figure => Assert.InRange(figure.Value, 0, 1));
        Assert.All(Enumerable.Range(2, 3), k => Assert.InRange(Figure(figures, $"chance/k{k}/top-1"), 0.3, 0.99));
        Assert.Contains("| ccl-speaker |", report.Markdown, StringComparison.Ordinal);
    }

    private static double Figure(IReadOnlyList<MetricRecord> figures, string name) => figures.Single(figure => figure.Name == name).Value;
}
