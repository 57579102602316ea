using Learners.Contracts;
using Learners.Torch.Experiments;

namespace Learners.Tests.Experiments;

public class RunLogTests
{
    private static readonly Dictionary<string, string> s_settings = new() { ["degrees"] = "10", ["network"] = "linear" };

    [Fact]
    public void A_finished_run_is_found_again_by_name_data_seed_and_settings()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "below", "runs.jsonl");
        new RunLog(path).Add(Record(seed: 3, accuracy: 0.1 + 0.2));

        var log = new RunLog(path);

        Assert.Equal(0.1 + 0.2, log.Find(Run(seed: 3))!.Figures["accuracy"]);
        Assert.NotNull(log.Find(Run(seed: 3) with { Settings = new Dictionary<string, string> { ["network"] = "linear", ["degrees"] = "10" } }));
        Assert.Null(log.Find(Run(seed: 4)));
        Assert.Null(log.Find(Run(seed: 3) with { Name = "b" }));
        Assert.Null(log.Find(Run(seed: 3) with { Data = "land-ocean" }));
        Assert.Null(log.Find(Run(seed: 3) with { Settings = new Dictionary<string, string>(s_settings) { ["degrees"] = "11" } }));
        Assert.Null(log.Find(Run(seed: 3) with { Settings = new Dictionary<string, string>(s_settings) { ["centres"] = "200" } }));
    }

    [Fact]
    public void A_line_that_a_kill_cut_short_is_done_again()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "runs.jsonl");
        var log = new RunLog(path);
        log.Add(Record(seed: 0, accuracy: 0.5));
        log.Add(Record(seed: 1, accuracy: 0.6));
        var whole = File.ReadAllText(path);
        File.WriteAllText(path, whole[..^20]);

        log = new RunLog(path);
        Assert.NotNull(log.Find(Run(seed: 0)));
        Assert.Null(log.Find(Run(seed: 1)));
        log.Add(Record(seed: 1, accuracy: 0.6));

        Assert.Equal(whole, File.ReadAllText(path));
    }

    [Fact]
    public void A_damaged_line_is_named()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "runs.jsonl");
        new RunLog(path).Add(Record(seed: 0, accuracy: 0.5));
        File.AppendAllText(path, "nonsense\n");

        Assert.Contains("line 2", Assert.Throws<InvalidDataException>(() => new RunLog(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_as_a_job_is_one_line_with_its_settings_and_seed()
    {
        var line = Run(seed: 7).JobLine;

        Assert.NotNull(line);
        Assert.DoesNotContain('\n', line);
        var job = System.Text.Json.JsonDocument.Parse(line).RootElement;
        Assert.Equal("location-encoder", job.GetProperty("learner").GetString());
        Assert.Equal("checkerboard", job.GetProperty("data").GetString());
        Assert.Equal(7, job.GetProperty("seed").GetInt64());
        Assert.Equal("10", job.GetProperty("settings").GetProperty("degrees").GetString());
    }

    private static ExperimentRun Run(long seed) =>
        new("a", "location-encoder", "checkerboard", seed, s_settings, _ => [new MetricRecord("accuracy", 1)]);

    private static RunRecord Record(long seed, double accuracy) =>
        new("a", "checkerboard", seed, s_settings, new Dictionary<string, double> { ["accuracy"] = accuracy }, 1.5);
}
