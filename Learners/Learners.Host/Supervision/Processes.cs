using System.Diagnostics;
using System.Globalization;
using Learners.Host.Queue;

namespace Learners.Host.Supervision;

/// <summary>Processes as the kernel knows them.</summary>
internal static class Processes
{
    private const string BootFile = "/proc/sys/kernel/random/boot_id";

    // fields of /proc/PID/stat behind the name, which stands in parentheses and may hold anything; see proc(5)
    private const int StateField = 0;
    private const int StartField = 19;

    /// <summary>Who a running process is.</summary>
    /// <param name="pid">Its number.</param>
    /// <returns>Null where there is no such process any more.</returns>
    internal static TrainerIdentity? Identify(int pid)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[StateField] is "Z" or "X"
                ? null
                : new TrainerIdentity(pid, long.Parse(fields[StartField], CultureInfo.InvariantCulture), File.ReadAllText(BootFile).Trim());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Kills a process if it is still the one that is meant, and waits for its end.</summary>
    /// <param name="trainer">Who is meant; another process of the same number is left alone.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether it was still there.</returns>
    internal static async Task<bool> KillAsync(TrainerIdentity trainer, CancellationToken cancellationToken)
    {
        Process process;
        try
        {
            process = Process.GetProcessById(trainer.Pid);
        }
        catch (ArgumentException)
        {
            return false;
        }

        using (process)
        {
            if (Identify(trainer.Pid) != trainer)
            {
                return false;
            }

            process.Kill();
            await process.WaitForExitAsync(cancellationToken);
            return true;
        }
    }

    /// <summary>How often the kernel has killed something for want of memory, in this container and on this machine.</summary>
    internal static long CountMemoryKills() => Sum("/sys/fs/cgroup/memory.events") + Sum("/proc/vmstat");

    private static long Sum(string path)
    {
        try
        {
            return File.ReadLines(path).Where(line => line.StartsWith("oom_kill ", StringComparison.Ordinal))
                .Sum(line => long.Parse(line["oom_kill ".Length..], CultureInfo.InvariantCulture));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return 0; // another kernel: a death of memory then looks like any other kill
        }
    }
}
