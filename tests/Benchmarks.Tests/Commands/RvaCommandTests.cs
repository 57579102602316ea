using System.Text.Json;

namespace Benchmarks.Tests.Commands;

public sealed class RvaCommandTests
{
    [Fact]
    public async Task A_small_run_tells_every_comparison_with_its_goal()
    {
        var run = await Bench.RunAsync("rva", "--cells-per-degree", "1", "--queries", "20", "--rounds", "1", "--json");
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(0, run.ExitCode);
        var rows = JsonDocument.Parse(run.Output).RootElement.GetProperty("rows").EnumerateArray().ToArray();
        Assert.Equal([0.6, 5, 5, null, null, 1], rows.Select(row => row.GetProperty("goal") is { ValueKind: JsonValueKind.Number } goal ? goal.GetDouble() : (double?)null));
        Assert.All(rows, row => Assert.True(row.GetProperty("ours").GetProperty("cpu").GetDouble() > 0));
        Assert.StartsWith("one query, 64,800 cells", rows[0].GetProperty("case").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--cells-per-degree", "0")]
    [InlineData("--queries", "0")]
    [InlineData("--rounds", "101")]
    public async Task A_value_out_of_range_is_wrong_usage_and_named(string option, string value)
    {
        var run = await Bench.RunAsync("rva", option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(value, run.Error, StringComparison.Ordinal);
        Assert.Equal(string.Empty, run.Output);
    }
}
