using System.Text.Json;

namespace Benchmarks.Tests.Commands;

public sealed class RepliesCommandTests
{
    [Fact]
    public async Task A_small_run_compares_every_history_and_finds_the_same_bits()
    {
        var run = await Bench.RunAsync("replies", "--candidates", "300", "--width", "20", "--history", "0", "3", "--rounds", "1", "--json");
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(0, run.ExitCode);
        var rows = JsonDocument.Parse(run.Output).RootElement.GetProperty("rows").EnumerateArray().ToArray();
        Assert.Equal(["0 turns before", "3 turns before"], rows.Select(row => row.GetProperty("case").GetString()));
    }

    [Theory]
    [InlineData("--candidates", "0")]
    [InlineData("--width", "401")]
    [InlineData("--history", "-1")]
    public async Task A_value_out_of_range_is_wrong_usage_and_named(string option, string value)
    {
        var run = await Bench.RunAsync("replies", option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(option, run.Error, StringComparison.Ordinal);
    }
}
