using Microsoft.Extensions.Time.Testing;
using TileServer.Evaluations;

namespace TileServer.Tests.Evaluations;

public class EvaluationProgressTests
{
    [Fact]
    public void Without_a_terminal_a_plain_line_is_written_now_and_then_with_the_time_to_go()
    {
        var time = new FakeTimeProvider();
        using var writer = new StringWriter();
        using (var progress = new EvaluationProgress(writer, isTerminal: false, time))
        {
            progress.Begin("model");
            for (var second = 1; second <= 25; second++)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                progress.Tell(second * 100, second / 100.0);
            }
        }

        Assert.Equal(["model: 1000 queries, 10 %, 0:10 gone, 1:30 to go", "model: 2000 queries, 20 %, 0:20 gone, 1:20 to go"], writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void On_a_terminal_the_line_is_rewritten_and_wiped_at_the_end()
    {
        var time = new FakeTimeProvider();
        using var writer = new StringWriter();
        using (var progress = new EvaluationProgress(writer, isTerminal: true, time))
        {
            progress.Begin("model");
            time.Advance(TimeSpan.FromSeconds(1));
            progress.Tell(7, 0.5);
        }

        Assert.Equal("\rmodel: 7 queries, 50 %, 0:01 gone, 0:01 to go\u001b[K\r\u001b[K", writer.ToString());
    }
}
