using Benchmarks.Measuring;

namespace Benchmarks.Training;

/// <summary>One side of the contest: the thread count that suits it is found first, then its timings and losses are kept.</summary>
/// <param name="name">As the table says it.</param>
/// <param name="run">Takes steps on so many threads.</param>
/// <param name="isPython">Whether the goal is about this one.</param>
internal sealed class Runner(string name, Func<int, int, (Sample Time, double[] Losses)> run, bool isPython = false)
{
    private int _threads = 1;
    private int _steps = 1;

    /// <summary>Whether the goal is about this one.</summary>
    public bool IsPython => isPython;

    /// <summary>Loss before each of the first steps.</summary>
    public List<double> Losses { get; } = [];

    /// <summary>Wall seconds a point of every timing.</summary>
    public List<double> Walls { get; } = [];

    /// <summary>Takes the first steps with one thread, then with more, and keeps to what was faster by the wall.</summary>
    /// <param name="most">Threads allowed.</param>
    /// <param name="steps">Steps with each number.</param>
    /// <param name="seconds">Length of a later timing, unless a single step takes longer.</param>
    public void Prepare(int most, int steps, double seconds)
    {
        var best = double.PositiveInfinity;
        for (var threads = 1; threads <= most; threads = threads == most ? most + 1 : Math.Min(most, threads * 2))
        {
            // the first step is slow for everybody: memory is touched for the first time
            var (_, first) = run(1, threads);
            var (time, losses) = run(steps, threads);
            Losses.AddRange([.. first, .. losses]);
            if (time.WallPerUnit < best)
            {
                (best, _threads) = (time.WallPerUnit, threads);
                _steps = Math.Max(1, (int)(seconds / (time.Wall / steps)));
            }
        }
    }

    /// <summary>As the contest wants it.</summary>
    public Contender Contender => new($"{name}, {_threads} {(_threads == 1 ? "thread" : "threads")}", () =>
    {
        var (time, _) = run(_steps, _threads);
        Walls.Add(time.WallPerUnit);
        return time;
    });
}
