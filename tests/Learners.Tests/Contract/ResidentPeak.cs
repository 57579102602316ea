using System.Globalization;

namespace Learners.Tests.Contract;

/// <summary>How much memory of this process is resident at the most while something runs.</summary>
internal static class ResidentPeak
{
    /// <summary>Bytes at the peak beyond those at the start.</summary>
    public static long Growth(Action action)
    {
        Assert.SkipUnless(File.Exists("/proc/self/clear_refs"), "only Linux tells a process its peak from a moment on");
        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", "5"); // the peak begins anew at what is resident now
        var before = Read("VmRSS:");
        action();
        return Math.Max(0, Read("VmHWM:") - before);
    }

    private static long Read(string field)
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line[field.Length..].Replace("kB", string.Empty, StringComparison.Ordinal), NumberStyles.Integer, CultureInfo.InvariantCulture) << 10;
    }
}
