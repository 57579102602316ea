using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Learners.Host.Devices;

/// <summary>Finds the devices of this machine.</summary>
internal static class DeviceProbe
{
    private const double GpuShare = 0.9; // the context of CUDA and a desktop need the rest
    private static readonly TimeSpan s_timeToAnswer = TimeSpan.FromSeconds(20);

    /// <summary>The processor with the machine's memory, or that of the container where it is less.</summary>
    /// <param name="budget">Bytes that jobs may use together; null for 80 % of the memory.</param>
    internal static TrainingDevice Processor(long? budget)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return new TrainingDevice(
            TrainingDevice.Cpu,
            string.Create(CultureInfo.InvariantCulture, $"processor, {Environment.ProcessorCount} threads"),
            memory,
            budget ?? memory / 10 * 8,
            Environment.ProcessorCount);
    }

    /// <summary>The GPUs that the driver names and a trainer can use; none without a driver.</summary>
    /// <param name="countUsable">How many of them torch sees, asked only where the driver names any.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal static async Task<IReadOnlyList<TrainingDevice>> GpusAsync(Func<CancellationToken, Task<int>> countUsable, CancellationToken cancellationToken)
    {
        var listed = Parse(await AskAsync("nvidia-smi", ["--query-gpu=index,name,memory.total", "--format=csv,noheader,nounits"], cancellationToken));
        return listed.Count == 0 ? [] : [.. listed.Take(await countUsable(cancellationToken))];
    }

    /// <summary>How many GPUs a trainer started from a program sees, asked of a process of its own because torch takes memory of each.</summary>
    /// <param name="program">Path of this program.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal static async Task<int> CountUsableAsync(string program, CancellationToken cancellationToken) =>
        int.TryParse((await AskAsync(program, ["devices", "--count-gpus"], cancellationToken)).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;

    /// <summary>Reads what the driver's tool writes: index, name and MiB on each line.</summary>
    internal static IReadOnlyList<TrainingDevice> Parse(string text)
    {
        var gpus = new List<TrainingDevice>();
        foreach (var line in text.Split('\n'))
        {
            var fields = line.Split(',', StringSplitOptions.TrimEntries);
            if (fields.Length == 3 && int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                && long.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var mebibytes))
            {
                var bytes = mebibytes << 20;
                gpus.Add(new TrainingDevice(
                    string.Create(CultureInfo.InvariantCulture, $"cuda:{index}"), fields[1], bytes, (long)(GpuShare * bytes), Environment.ProcessorCount));
            }
        }

        return gpus;
    }

    private static async Task<string> AskAsync(string program, IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_timeToAnswer);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            try
            {
                var errors = process.StandardError.ReadToEndAsync(patience.Token);
                var answer = await process.StandardOutput.ReadToEndAsync(patience.Token);
                await errors;
                await process.WaitForExitAsync(patience.Token);
                return process.ExitCode == 0 ? answer : "";
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                process.Kill(entireProcessTree: true);
                return "";
            }
        }
        catch (Win32Exception)
        {
            return ""; // there is no such program
        }
    }
}
