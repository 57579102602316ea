using System.Text.Json;

namespace Benchmarks.Tests.Commands;

public sealed class ZonalCommandTests
{
    [Fact]
    public async Task A_small_run_compares_both_ways_and_finds_the_same_shares()
    {
        var run = await Bench.RunAsync("zonal", "--cells", "40", "--rounds", "1", "--json");
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(0, run.ExitCode);
        var rows = JsonDocument.Parse(run.Output).RootElement.GetProperty("rows").EnumerateArray().ToArray();
        Assert.Equal(3, rows.Length);
        Assert.All(rows, row => Assert.True(row.GetProperty("ours").GetProperty("cpu").GetDouble() > 0));
    }

    [Fact]
    public async Task A_value_out_of_range_is_wrong_usage_and_named()
    {
        var run = await Bench.RunAsync("zonal", "--cells", "5");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("5", run.Error, StringComparison.Ordinal);
    }
}
