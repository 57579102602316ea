using System.Text.Json;

namespace Learners.Tests.Host;

public class ExperimentCommandTests
{
    [Theory]
    [InlineData("no experiment 'x'", "x")]
    [InlineData("no table 'x'", "location-encoding", "--table", "x")]
    [InlineData("--seeds is 1 to 100", "location-encoding", "--seeds", "0")]
    [InlineData("--threads is 1 to 1024", "location-encoding", "--threads", "0")]
    public async Task A_wrong_command_line_is_explained_in_a_line(string expected, params string[] words)
    {
        var run = await CommandRun.Of(["experiment", .. words]);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("geosuite: ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_is_done_once_kept_and_reported_beside_the_reference()
    {
        using var folder = new TemporaryFolder();
        var page = Path.Combine(folder.Path, "page.md");
        string[] words =
        [
            "experiment", "location-encoding", "--table", "checkerboard", "--only", "/linear/cartesian3d", "--seeds", "1",
            "--folder", folder.Path, "--report", page,
        ];

        var first = await CommandRun.Of(words);

        Assert.Equal(0, first.ExitCode);
        Assert.Contains("1/1 checkerboard/linear/cartesian3d seed 0: accuracy", first.Error, StringComparison.Ordinal);
        var line = Assert.Single(await File.ReadAllLinesAsync(Path.Combine(folder.Path, "runs.jsonl"), TestContext.Current.CancellationToken));
        var accuracy = JsonDocument.Parse(line).RootElement.GetProperty("figures").GetProperty("accuracy").GetDouble();
        Assert.InRange(accuracy, 0.05, 0.12);
        var told = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"| Cartesian3D | {100 * accuracy:F1} (1) | 8.8 |");
        var text = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        Assert.Contains(told, text, StringComparison.Ordinal);
        Assert.Contains("open   checkerboard: SirenNet(SH) has at least 95 % accuracy: not run", first.Output, StringComparison.Ordinal);

        var second = await CommandRun.Of(words);

        Assert.Equal(0, second.ExitCode);
        Assert.Contains("1 of 1 runs are there", second.Error, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Missing_runs_are_written_as_jobs_without_training_any()
    {
        using var folder = new TemporaryFolder();
        var jobs = Path.Combine(folder.Path, "jobs.jsonl");

        var run = await CommandRun.Of(
            "experiment", "location-encoding", "--table", "land-ocean", "--table", "latitude", "--seeds", "2", "--folder", folder.Path, "--jobs-file", jobs);

        Assert.Equal(0, run.ExitCode);
        var lines = await File.ReadAllLinesAsync(jobs, TestContext.Current.CancellationToken);
        Assert.Equal((33 + 8) * 2, lines.Length);
        Assert.Equal([0L, 1L], lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("seed").GetInt64()).Distinct().Order());
        Assert.False(File.Exists(Path.Combine(folder.Path, "runs.jsonl")));
    }

    [Fact]
    public async Task A_report_of_nothing_has_every_table_and_picture_and_fails_no_check()
    {
        using var folder = new TemporaryFolder();
        var page = Path.Combine(folder.Path, "page.md");

        var run = await CommandRun.Of("experiment", "location-encoding", "--report-only", "--folder", folder.Path, "--report", page);

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("FAILED", run.Output, StringComparison.Ordinal);
        var text = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        Assert.All(["checkerboard", "land-ocean", "latitude", "resolution", "dfs-search"], (string table) =>
            Assert.Contains($"<!-- end {table} -->", text, StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(folder.Path, "figures", "location-encoding-latitude.svg")));
    }
}
