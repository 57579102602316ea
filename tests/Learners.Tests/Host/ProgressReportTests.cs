using Learners.Contracts;
using Learners.Host.Runs;

namespace Learners.Tests.Host;

public class ProgressReportTests
{
    [Fact]
    public void A_terminal_gets_one_line_that_is_rewritten_with_a_bar_speed_and_time_to_go()
    {
        using var writer = new StringWriter();
        var report = new ProgressReport(writer, isTerminal: true);

        report.Report(At(25, seconds: 5));
        report.Report(At(50, seconds: 70));
        report.Dispose();

        var lines = writer.ToString().Split('\r', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("[######..................] step 25/100  loss 0.50000", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("[############............] step 50/100", lines[1], StringComparison.Ordinal);
        Assert.Contains("1234 points/s  1:10 gone, 1:30:00 to go", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(Environment.NewLine, lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Elsewhere_a_plain_line_comes_every_ten_seconds_and_at_the_end()
    {
        using var writer = new StringWriter();
        var report = new ProgressReport(writer, isTerminal: false);

        foreach (var second in new[] { 1, 3, 9, 12, 13, 22 })
        {
            report.Report(At(second, second));
        }

        report.Report(At(100, 23));
        report.Dispose();

        var lines = writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["step 1/100", "step 12/100", "step 22/100", "step 100/100"], lines.Select(line => line[..line.IndexOf("  ", StringComparison.Ordinal)]));
        Assert.DoesNotContain('\r', writer.ToString());
    }

    private static TrainingProgress At(long step, double seconds) =>
        new(step, 100, 0.5, 1e-3, step * 10, 1234, TimeSpan.FromSeconds(seconds), TimeSpan.FromMinutes(90));
}
