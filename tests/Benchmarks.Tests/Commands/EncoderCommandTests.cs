using System.Text.Json;

namespace Benchmarks.Tests.Commands;

public sealed class EncoderCommandTests
{
    [Theory]
    [InlineData("features", 1)]
    [InlineData("features", 2)]
    [InlineData("forward", 1)]
    [InlineData("forward", 2)]
    [InlineData("train", 1)]
    public async Task Every_task_ends_with_one_line_of_JSON_that_holds_the_rate(string task, int threads)
    {
        var run = await Bench.RunAsync(
            "encoder", "--task", task, "--degrees", "5", "--batch", "37", "--threads", $"{threads}", "--seconds", "0.05", "--hidden", "9", "--layers", "2");
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(0, run.ExitCode);
        var last = JsonDocument.Parse(run.Output.TrimEnd().Split('\n')[^1]).RootElement;
        Assert.Equal(task, last.GetProperty("task").GetString());
        Assert.Equal(threads, last.GetProperty("threads").GetInt32());
        Assert.True(last.GetProperty("points_per_s").GetDouble() > 0);
        Assert.Equal(0, last.GetProperty("points").GetInt64() % 37);
        Assert.True(double.IsFinite(last.GetProperty("checksum").GetDouble()));
    }

    [Fact]
    public async Task An_unknown_task_is_wrong_usage_and_named()
    {
        var run = await Bench.RunAsync("encoder", "--task", "sleep");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("sleep", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--degrees", "-3")]
    [InlineData("--batch", "0")]
    [InlineData("--threads", "0")]
    [InlineData("--seconds", "-1")]
    [InlineData("--hidden", "1000000")]
    [InlineData("--layers", "0")]
    public async Task A_value_out_of_range_is_wrong_usage_and_named(string option, string value)
    {
        var run = await Bench.RunAsync("encoder", "--task", "features", option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(value, run.Error, StringComparison.Ordinal);
        Assert.Equal(string.Empty, run.Output);
    }
}
