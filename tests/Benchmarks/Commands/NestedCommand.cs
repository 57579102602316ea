using System.CommandLine;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Benchmarks.Measuring;
using Benchmarks.Nested;

namespace Benchmarks.Commands;

/// <summary><c>bench nested</c>: the BenchmarkDotNet classes, from kernel to request, with allocations.</summary>
internal static class NestedCommand
{
    private static readonly Option<DirectoryInfo> s_out = new("--out")
    {
        Description = "Folder of the tables; tests/Benchmarks/results/PROCESSOR when not given",
    };

    internal static Command Create(TextWriter output)
    {
        var command = new Command("nested", "Kernel, tile and request of the same tiles by BenchmarkDotNet; takes minutes") { s_out };
        command.SetAction(result => Run(result.GetValue(s_out)?.FullName, output));
        return command;
    }

    private static void Run(string? folder, TextWriter output)
    {
        var machine = Machine.Describe();
        folder ??= Path.Combine(Home.Folder, "tests", "Benchmarks", "results", machine.Folder);
        Directory.CreateDirectory(folder);
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessNoEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddExporter(MarkdownExporter.GitHub)
            .AddLogger(ConsoleLogger.Default)
            .WithArtifactsPath(Path.Combine(Home.Folder, "artifacts", "bench", "nested"));
        foreach (var type in new[] { typeof(HarmonicBenchmarks), typeof(TileBenchmarks) })
        {
            var summary = BenchmarkRunner.Run(type, config);
            var table = Directory.GetFiles(summary.ResultsDirectoryPath, $"{type.FullName}-report-github.md").Single();
            var target = Path.Combine(folder, type.Name + ".md");
            File.WriteAllText(target, $"{machine}\n\n{File.ReadAllText(table)}");
            output.WriteLine($"written to {target}");
        }
    }
}
