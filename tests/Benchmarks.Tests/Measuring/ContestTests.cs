using Benchmarks.Measuring;

namespace Benchmarks.Tests.Measuring;

public sealed class ContestTests
{
    [Fact]
    public void Every_round_times_every_contender_once_and_the_first_of_a_round_changes()
    {
        var order = new List<string>();
        Contender Named(string name) => new(name, () =>
        {
            order.Add(name);
            return new Sample(1, 1);
        });

        var standings = Contest.Run([Named("a"), Named("b")], rounds: 4, warmUp: 0, TestContext.Current.CancellationToken);
        Assert.Equal(["a", "b", "b", "a", "a", "b", "b", "a"], order);
        Assert.All(standings, standing => Assert.Equal(4, standing.Rounds));
    }

    [Fact]
    public void Warm_up_rounds_do_not_count()
    {
        var calls = 0;
        var slowAtFirst = new Contender("a", () => new Sample(calls++ == 0 ? 100 : 1, 1));
        var standing = Assert.Single(Contest.Run([slowAtFirst], rounds: 1, warmUp: 1, TestContext.Current.CancellationToken));
        Assert.Equal(1, standing.Wall);
    }

    [Fact]
    public void A_standing_is_the_median_time_of_one_piece_of_work()
    {
        var standing = Contest.Summarise("a", [new Sample(10, 4, 2), new Sample(2, 9, 1), new Sample(900, 6, 1)]);
        Assert.Equal(5, standing.Wall);
        Assert.Equal(6, standing.Cpu);
        Assert.Equal(2.5, Contest.Median([4, 1, 2, 3]));
    }

    [Fact]
    public void The_CPU_clock_counts_the_work_of_the_thread()
    {
        var sample = Sample.OfThread(() =>
        {
            var target = CpuClock.Thread + 0.01;
            while (CpuClock.Thread < target)
            {
            }
        });
        Assert.InRange(sample.Cpu, 0.01, 1);
    }
}
