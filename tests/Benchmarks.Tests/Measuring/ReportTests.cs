using System.Text.Json;
using Benchmarks.Measuring;

namespace Benchmarks.Tests.Measuring;

public sealed class ReportTests
{
    private static readonly Report s_report = new(
        "race",
        new Machine("Abacus", 2, "beads", "1", "2", "abc", 0.5),
        new Dictionary<string, object> { ["degrees"] = 40 },
        [
            new Row("fast", new Standing("hare", 0.001, 1, 3), new Standing("tortoise", 0.5, 1, 3), 100),
            new Row("slow", new Standing("hare", 0.002, 4, 3), new Standing("tortoise", 0.002, 1, 3), 1, Clock.Wall),
        ]);

    [Fact]
    public void The_table_shows_times_ratios_and_which_goals_are_missed()
    {
        var output = new StringWriter();
        s_report.Write(output, json: false);
        var lines = output.ToString().Split('\n');
        Assert.Contains("Abacus, 2 cores, beads", lines[1], StringComparison.Ordinal);
        Assert.Matches(@"fast +\| hare +\| 1\.00 ms \| tortoise \| 500 ms +\| 500x +\| 100x met", output.ToString());
        Assert.Matches(@"slow +\| hare +\| 4\.00 s +\| tortoise \| 1\.00 s +\| 0\.25x +\| 1\.00x MISSED", output.ToString());
    }

    [Fact]
    public void The_JSON_is_one_line_with_the_same_figures()
    {
        var output = new StringWriter();
        s_report.Write(output, json: true);
        var line = Assert.Single(output.ToString().TrimEnd().Split('\n'));
        var root = JsonDocument.Parse(line).RootElement;
        Assert.Equal("abc", root.GetProperty("machine").GetProperty("commit").GetString());
        Assert.Equal(40, root.GetProperty("settings").GetProperty("degrees").GetInt32());
        var row = root.GetProperty("rows")[0];
        Assert.Equal(500, row.GetProperty("ratio").GetDouble(), 1e-9);
        Assert.True(row.GetProperty("met").GetBoolean());
        Assert.Equal("wall", root.GetProperty("rows")[1].GetProperty("by").GetString());
    }

    [Fact]
    public void The_machine_is_described()
    {
        var machine = Machine.Describe();
        Assert.NotEmpty(machine.Processor);
        Assert.Matches(@"^\d+\.\d+\.\d+", machine.Sdk);
        Assert.Matches("^[0-9a-f]{7,}", machine.Commit);
        Assert.Matches("^[a-z0-9-]+$", machine.Folder);
    }
}
