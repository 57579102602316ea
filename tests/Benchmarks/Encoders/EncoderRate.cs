using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Benchmarks.Encoders;

/// <summary>Points a second of the encoder, measured within the process after a warm-up. Its JSON is the last line of <c>bench encoder</c>.</summary>
internal sealed record EncoderRate(
    [property: JsonPropertyName("task")] string Task,
    [property: JsonPropertyName("degrees")] int Degrees,
    [property: JsonPropertyName("batch")] int Batch,
    [property: JsonPropertyName("threads")] int Threads,
    [property: JsonPropertyName("hidden")] int Hidden,
    [property: JsonPropertyName("layers")] int Layers,
    [property: JsonPropertyName("seconds")] double Seconds,
    [property: JsonPropertyName("cpu_seconds")] double CpuSeconds,
    [property: JsonPropertyName("points")] long Points,
    [property: JsonPropertyName("points_per_s")] double PointsPerSecond,
    [property: JsonPropertyName("points_per_cpu_s")] double PointsPerCpuSecond,
    [property: JsonPropertyName("checksum")] double Checksum)
{
    /// <summary>Batches before the clock starts: enough for the compiler's second look at the code.</summary>
    private const int WarmUpBatches = 2;

    /// <summary>Measures.</summary>
    public static EncoderRate Measure(EncoderSettings settings, CancellationToken cancellationToken)
    {
        // one training run uses the threads inside libtorch; encoding and inference run side by side
        var workers = settings.Task == "train" ? 1 : settings.Threads;
        var works = EncoderWorks.Create(settings, workers);
        try
        {
            Repeat(works, settings.Seconds / 4, WarmUpBatches, cancellationToken);
            var (wall, cpu) = (Stopwatch.GetTimestamp(), Measuring.CpuClock.Process);
            var (batches, checksum) = Repeat(works, settings.Seconds, 1, cancellationToken);
            var seconds = Stopwatch.GetElapsedTime(wall).TotalSeconds;
            var used = Measuring.CpuClock.Process - cpu;
            var points = batches * settings.Batch;
            return new EncoderRate(
                settings.Task, settings.Degrees, settings.Batch, settings.Threads, settings.Hidden, settings.Layers,
                seconds, used, points, points / seconds, points / used, checksum);
        }
        finally
        {
            Array.ForEach(works, work => (work as IDisposable)?.Dispose());
        }
    }

    private static (long Batches, double Checksum) Repeat(
        IEncoderWork[] works, double seconds, int least, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var batches = new long[works.Length];
        var sums = new double[works.Length];
        var threads = works.Select((work, index) => new Thread(() =>
        {
            do
            {
                sums[index] += work.Run();
                batches[index]++;
            }
            while (!cancellationToken.IsCancellationRequested
                && (batches[index] < least || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds));
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        cancellationToken.ThrowIfCancellationRequested();
        return (batches.Sum(), sums.Sum());
    }
}
