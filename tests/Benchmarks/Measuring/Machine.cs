using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Benchmarks.Measuring;

/// <summary>Where a figure was measured: without it the figure means nothing.</summary>
/// <param name="Processor">As the kernel names it.</param>
/// <param name="Cores">Logical processors this process may use.</param>
/// <param name="Vectors">Widest vector instructions that .NET uses here.</param>
/// <param name="Sdk">Version of the SDK that built the program.</param>
/// <param name="Runtime">Version of the runtime.</param>
/// <param name="Commit">Revision of the sources; <c>+changes</c> where the tree differs from it.</param>
/// <param name="Load">Processes that wanted the processor over the last minute, when the measuring began.</param>
internal sealed record Machine(string Processor, int Cores, string Vectors, string Sdk, string Runtime, string Commit, double Load)
{
    /// <summary>Looks around.</summary>
    public static Machine Describe() => new(
        FindProcessor(),
        Environment.ProcessorCount,
        System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? "AVX-512"
            : System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated ? "AVX2" : "128 bits",
        FindMetadata("BuildSdk"),
        Environment.Version.ToString(),
        FindCommit(),
        FindLoad());

    /// <summary>A folder name for results from this processor.</summary>
    public string Folder => string.Concat(
        Processor.Where(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-').Select(c => c == ' ' ? '-' : char.ToLowerInvariant(c)));

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Processor}, {Cores} cores, {Vectors}; SDK {Sdk}, .NET {Runtime}; commit {Commit}; load average {Load:0.0}");

    private static string FindProcessor()
    {
        const string file = "/proc/cpuinfo";
        var line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static double FindLoad()
    {
        const string file = "/proc/loadavg";
        return File.Exists(file) ? double.Parse(File.ReadAllText(file).Split(' ')[0], CultureInfo.InvariantCulture) : double.NaN;
    }

    private static string FindMetadata(string key) =>
        typeof(Machine).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value ?? "unknown";

    private static string FindCommit()
    {
        var revision = Git("rev-parse", "--short=12", "HEAD");
        if (revision is null)
        {
            // a program without its repository still knows what it was built from: version+revision
            var built = typeof(Machine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
            return built?.Split('+').Last() ?? "unknown";
        }

        return Git("status", "--porcelain", "--untracked-files=no") is "" ? revision : revision + "+changes";
    }

    private static string? Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = Home.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var answer = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? answer : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // no git on this machine
        }
    }
}
