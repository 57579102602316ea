using Learners.Contracts;
using Learners.Torch.Metrics;

namespace Learners.Tests.Metrics;

public sealed class MetricsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("run/metrics.jsonl");

    [Fact]
    public void A_point_is_one_line_that_a_reader_sees_at_once()
    {
        using var file = MetricsFile.Open(File, 0);

        file.Append(Point(10, 1.5, 0.25));

        Assert.Equal("{\"step\":10,\"time\":1.5,\"values\":{\"loss\":0.25,\"learning-rate\":0.001}}\n", Text());
        Assert.Equal(0.25, Assert.Single(MetricsFile.Read(File)).Values["loss"]);
    }

    [Fact]
    public void A_reader_takes_what_is_new_and_leaves_a_line_that_is_not_whole()
    {
        using (var file = MetricsFile.Open(File, 0))
        {
            file.Append(Point(10, 1, 0.5));
            file.Append(Point(20, 2, 0.4));
        }

        System.IO.File.AppendAllText(File, "{\"step\":30,\"time\":3,\"val");

        Assert.Equal([20], MetricsFile.Read(File, afterStep: 10).Select(point => point.Step));
        Assert.Empty(MetricsFile.Read(_folder.File("nowhere/metrics.jsonl")));
    }

    [Theory]
    [InlineData(0, new long[] { 40 })]
    [InlineData(20, new long[] { 10, 20, 40 })]
    [InlineData(25, new long[] { 10, 20, 40 })]
    [InlineData(30, new long[] { 10, 20, 30, 40 })]
    public void A_run_that_goes_on_drops_the_points_it_will_write_again(long steps, long[] expected)
    {
        using (var file = MetricsFile.Open(File, 0))
        {
            foreach (var step in new[] { 10, 20, 30 })
            {
                file.Append(Point(step, step, 0.5));
            }
        }

        System.IO.File.AppendAllText(File, "{\"step\":35,\"ti"); // killed while writing

        using (var file = MetricsFile.Open(File, steps))
        {
            file.Append(Point(40, 40, 0.1));
        }

        Assert.Equal(expected, MetricsFile.Read(File).Select(point => point.Step));
        Assert.Equal(expected.Length, Text().Count(character => character == '\n'));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(9)]
    public void A_step_that_does_not_go_forward_is_refused(long step)
    {
        using var file = MetricsFile.Open(File, 0);
        file.Append(Point(10, 1, 0.5));

        Assert.Throws<ArgumentException>(() => file.Append(Point(step, 2, 0.4)));
        Assert.Single(MetricsFile.Read(File));
    }

    [Fact]
    public void Figures_that_are_no_numbers_are_left_out()
    {
        using var file = MetricsFile.Open(File, 0);

        file.Append(Point(1, 1, double.NaN));

        Assert.Equal(["learning-rate"], MetricsFile.Read(File).Single().Values.Keys);
    }

    [Fact]
    public void A_resumed_run_counts_its_time_from_the_first_beginning()
    {
        using (var first = new RunMetrics(_folder.Path, TimeProvider.System))
        {
            first.Report(Progress(10, seconds: 5));
            first.Report(Progress(20, seconds: 9));
        }

        using (var second = new RunMetrics(_folder.Path, TimeProvider.System))
        {
            second.Report(Progress(15, seconds: 2) with { StartedAt = 10 });
        }

        Assert.Equal([(10, 5.0), (15, 7.0)], MetricsFile.Read(_folder.File(MetricsFile.FileName)).Select(point => (point.Step, point.Time)));
    }

    public void Dispose() => _folder.Dispose();

    private static MetricPoint Point(long step, double time, double loss) =>
        new(step, time, new Dictionary<string, double> { ["loss"] = loss, ["learning-rate"] = 0.001 });

    private static TrainingProgress Progress(long step, double seconds) =>
        new(step, 100, 0.5, 0.001, step * 8, 40, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(1));

    private string Text() => System.IO.File.ReadAllText(File);
}
