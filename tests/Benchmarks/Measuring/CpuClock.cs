using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Benchmarks.Measuring;

/// <summary>CPU time in seconds as Linux counts it, which other programs on the machine disturb far less than wall time.</summary>
internal static partial class CpuClock
{
    private const int ProcessCpuTime = 2;
    private const int ThreadCpuTime = 3;

    /// <summary>Used by every thread of this process so far.</summary>
    public static double Process => Read(ProcessCpuTime);

    /// <summary>Used by the calling thread so far.</summary>
    public static double Thread => Read(ThreadCpuTime);

    private static double Read(int clock) =>
        ReadClock(clock, out var time) == 0
            ? time.Seconds + time.Nanoseconds * 1e-9
            : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int ReadClock(int clock, out TimeSpecification time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpecification
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
