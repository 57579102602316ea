using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Learners.Torch.Training;

/// <summary>What a run was computed with, for the card of what it publishes.</summary>
public static class MachineFacts
{
    private const string ProcessorFile = "/proc/cpuinfo";
    private const string DriverFile = "/proc/driver/nvidia/version";
    private const string GpuFolder = "/proc/driver/nvidia/gpus";

    /// <summary>Device, processor or GPU with its driver, and libraries.</summary>
    /// <param name="device">Where the network was trained.</param>
    /// <param name="threads">Threads of torch.</param>
    public static IReadOnlyDictionary<string, string> Of(Device device, int threads)
    {
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["device"] = device.type == DeviceType.CUDA ? $"cuda:{Math.Max(0, device.index)}" : "cpu",
            ["processor"] = Value(ProcessorFile, "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
            ["threads"] = threads.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["torch"] = torch.__version__,
            ["torchsharp"] = typeof(torch).Assembly.GetName().Version?.ToString(3) ?? "unknown",
            ["runtime"] = RuntimeInformation.FrameworkDescription,
        };
        if (device.type == DeviceType.CUDA)
        {
            facts["gpu"] = Directory.Exists(GpuFolder)
                ? string.Join(", ", Directory.GetDirectories(GpuFolder).Select(gpu => Value(Path.Combine(gpu, "information"), "Model")).OfType<string>().Distinct())
                : "unknown";
            facts["driver"] = File.Exists(DriverFile) ? File.ReadLines(DriverFile).First() : "unknown";
        }

        return facts;
    }

    private static string? Value(string file, string key) => File.Exists(file)
        ? File.ReadLines(file).Where(line => line.StartsWith(key, StringComparison.Ordinal)).Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()).FirstOrDefault()
        : null;
}
