using System.Diagnostics;

namespace Benchmarks.Measuring;

/// <summary>One timing of some work.</summary>
/// <param name="Wall">Seconds by the clock on the wall.</param>
/// <param name="Cpu">Seconds of CPU, of the thread or of the process as the work says.</param>
/// <param name="Units">Pieces of work done: points, tiles, requests.</param>
internal readonly record struct Sample(double Wall, double Cpu, double Units = 1)
{
    /// <summary>CPU seconds of one piece.</summary>
    public double CpuPerUnit => Cpu / Units;

    /// <summary>Wall seconds of one piece.</summary>
    public double WallPerUnit => Wall / Units;

    /// <summary>Times work of one thread.</summary>
    public static Sample OfThread(Action work, double units = 1) => Of(work, units, static () => CpuClock.Thread);

    /// <summary>Times work that may use several threads of this process.</summary>
    public static Sample OfProcess(Action work, double units = 1) => Of(work, units, static () => CpuClock.Process);

    /// <summary>Repeats work of one thread until it has taken a while, so that the clocks' grain does not matter.</summary>
    /// <param name="work">One piece.</param>
    /// <param name="seconds">At least this long.</param>
    public static Sample Repeated(Action work, double seconds)
    {
        var repetitions = 0;
        var wall = Stopwatch.GetTimestamp();
        var cpu = CpuClock.Thread;
        do
        {
            work();
            repetitions++;
        }
        while (Stopwatch.GetElapsedTime(wall).TotalSeconds < seconds);

        return new Sample(Stopwatch.GetElapsedTime(wall).TotalSeconds, CpuClock.Thread - cpu, repetitions);
    }

    private static Sample Of(Action work, double units, Func<double> clock)
    {
        var wall = Stopwatch.GetTimestamp();
        var cpu = clock();
        work();
        return new Sample(Stopwatch.GetElapsedTime(wall).TotalSeconds, clock() - cpu, units);
    }
}
