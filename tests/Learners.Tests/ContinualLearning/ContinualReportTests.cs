using Learners.ContinualLearning.Experiments;
using Learners.Torch.Experiments;

namespace Learners.Tests.ContinualLearning;

public class ContinualReportTests
{
    [Fact]
    public void A_paired_difference_is_that_of_equal_seeds_with_the_interval_of_Student()
    {
        // differences -1, -2, -3: mean -2, deviation 1, half width 4.303 / sqrt 3
        var difference = PairedDifference.Of([Record(0, 1), Record(1, 2), Record(2, 3), Record(9, 50)], [Record(2, 6), Record(1, 4), Record(0, 2)], "x");

        Assert.Equal((3, -2.0), (difference.Count, difference.Mean));
        Assert.Equal(4.303 / Math.Sqrt(3), difference.HalfWidth, 1e-9);
        Assert.False(difference.IsBelow);
        Assert.False(difference.IsAbove);
        Assert.True(double.IsNaN(PairedDifference.Of([Record(0, 1)], [Record(0, 2)], "x").HalfWidth));
    }

    [Fact]
    public void The_plane_names_every_method_once()
    {
        var svg = MethodPlane.ToSvg("A & B", [("OWM", 0.01, 0.08, false), ("Gaussian <memory>", 0.02, 0.05, true), ("Finetune", 0.3, 0.02, false)]);

        Assert.Contains("Gaussian &lt;memory&gt;", svg, StringComparison.Ordinal);
        Assert.Contains("A &amp; B", svg, StringComparison.Ordinal);
        Assert.Equal(3, svg.Split("<circle").Length - 1);
    }

    [Fact]
    public void Every_table_of_the_experiment_reports_with_runs_and_without()
    {
        using var folder = new TemporaryFolder();
        var data = new ContinualData(folder.Path, Checkout.Root, TextWriter.Null);
        foreach (var letter in new[] { "a", "b", "c" })
        {
            var tasks = Learners.ContinualLearning.Data.DriftingClasses.Draw(letter == "a" ? 6 : 5, 12, seed: 2);
            data.Put($"protocol-{letter}", tasks with { Name = $"protocol-{letter}", Tasks = [.. tasks.Tasks.Select((task, i) => task with { Name = $"{(letter == "a" ? "t" : letter)}{i + 1}" })] });
        }

        data.Put("regions", Learners.ContinualLearning.Data.DriftingClasses.Draw(5, 12) with { Name = "regions" });
        var log = new RunLog(null);
        foreach (var table in ContinualExperiment.Tables(data, TimeProvider.System))
        {
            Assert.DoesNotContain(table.Report(log).Checks, check => check.Held is not null);
            Assert.NotEmpty(table.Runs(2));
        }

        var protocol = ContinualExperiment.Tables(data, TimeProvider.System).Single(table => table.Name == "protocol-b");
        foreach (var run in protocol.Runs(2).Where(run => run.Name is "protocol-b/finetune" or "protocol-b/owm"))
        {
            var worse = run.Name.EndsWith("finetune", StringComparison.Ordinal) ? 1 : 0;
            var figures = new Dictionary<string, double> { ["average/eer"] = 0.1 + 0.1 * worse + 0.01 * run.Seed, ["forgetting/eer"] = 0.02 + 0.2 * worse, ["learning/eer"] = 0.1 };
            log.Add(new RunRecord(run.Name, run.Data, run.Seed, run.Settings, figures, 1));
        }

        var report = protocol.Report(log);
        Assert.Contains("| Finetune | ", report.Markdown, StringComparison.Ordinal);
        Assert.Contains(report.Checks, check => check.Claim.StartsWith("B: OWM forgets", StringComparison.Ordinal) && check.Held == true);
        Assert.Contains("| OWM, at the end of tasks | −10.0 (−10.0 … −10.0) | – |", report.Markdown, StringComparison.Ordinal);
        Assert.Single(report.Figures);
    }

    [Fact]
    public void A_trial_is_a_training_whose_figures_are_those_of_the_matrix_and_a_run_that_breaks_down_says_so()
    {
        using var folder = new TemporaryFolder();
        var data = new ContinualData(folder.Path, Checkout.Root, TextWriter.Null);
        data.Put("protocol-a", Learners.ContinualLearning.Data.DriftingClasses.Draw(3, 16));
        var trial = new ContinualTrial(data, TimeProvider.System);
        double Figure(string penalty, string figure) => trial.Run("row", "protocol-a", new Dictionary<string, string> { ["method"] = "ewc", ["steps"] = "60", ["hidden-width"] = "8", ["ewc-penalty"] = penalty, ["clip-norm"] = "0" }, 1)
            .Execute(TestContext.Current.CancellationToken).Single(record => record.Name == figure).Value;

        Assert.Equal((Figure("1", "after-3-on-1/eer") + Figure("1", "after-3-on-2/eer") + Figure("1", "after-3-on-3/eer")) / 3, Figure("1", "average/eer"), 1e-9);
        Assert.Equal(1, Figure("1e9", "broke-down"));
    }

    private static RunRecord Record(long seed, double value) => new("row", "data", seed, new Dictionary<string, string>(), new Dictionary<string, double> { ["x"] = value }, 1);
}
