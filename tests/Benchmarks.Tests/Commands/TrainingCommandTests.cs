using System.Text.Json;

namespace Benchmarks.Tests.Commands;

public sealed class TrainingCommandTests
{
    [Fact]
    public async Task Every_rival_takes_the_course_of_our_losses()
    {
        var run = await Bench.RunAsync(
            "training", "--degrees", "5", "3", "--batch", "70", "--hidden", "9", "--layers", "2", "--rounds", "2", "--threads", "1", "--seconds", "0.02", "--json");
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(0, run.ExitCode);
        var report = JsonDocument.Parse(run.Output).RootElement;
        var rows = report.GetProperty("rows").EnumerateArray().ToList();

        Assert.Contains(rows, row => row.GetProperty("rival").GetProperty("name").GetString()!.StartsWith("libtorch", StringComparison.Ordinal));
        Assert.All(rows, row =>
        {
            Assert.True(row.GetProperty("ours").GetProperty("wall").GetDouble() > 0);
            var note = row.GetProperty("note").GetString()!;
            var apart = double.Parse(note[(note.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(apart < 1e-5, note);
        });
    }

    [Theory]
    [InlineData("--degrees", "201")]
    [InlineData("--hidden", "0")]
    [InlineData("--threads", "0")]
    [InlineData("--peer-blas", "no-such-folder")]
    public async Task A_value_out_of_range_is_wrong_usage_and_named(string option, string value)
    {
        var run = await Bench.RunAsync("training", option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(value, run.Error, StringComparison.Ordinal);
        Assert.Equal(string.Empty, run.Output);
    }
}
