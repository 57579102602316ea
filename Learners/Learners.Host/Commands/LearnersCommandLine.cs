using System.CommandLine;
using GeoCore.Artifacts;
using GeoCore.Evaluation.Inputs;
using GeoCore.Raster;
using Learners.Host.Registry;
using Learners.Host.Runs;
using Learners.Torch.Training;

namespace Learners.Host.Commands;

/// <summary>The program's commands, and the one place that turns faults into a line and an exit code: 0 done, 1 failed, 2 wrong usage, 12 out of memory.</summary>
public static class LearnersCommandLine
{
    private const int Failed = 1;
    private const int WrongUsage = 2;

    // a step and a checkpoint are done well within this time after Ctrl-C
    private static readonly TimeSpan s_timeToFinish = TimeSpan.FromSeconds(30);

    /// <summary>Runs one command.</summary>
    /// <param name="args">Words of the command line.</param>
    /// <param name="output">Results.</param>
    /// <param name="error">Progress and complaints.</param>
    /// <param name="time">Clock.</param>
    /// <param name="openRaster">Opens a raster file.</param>
    /// <param name="cancellationToken">Ends the command; Ctrl-C does the same.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        string[] args, TextWriter output, TextWriter error, TimeProvider time, Func<string, IRasterSource> openRaster, CancellationToken cancellationToken)
    {
        var plugins = PluginOption.Create();
        ParseResult? parsed = null;
        var registry = new LearnerRegistry(() => PluginOption.Learners(parsed!.GetValue(plugins), error)); // asked by commands, so after parsing
        var root = new RootCommand("Trains GeoSuite's learners and describes them.")
        {
            TrainCommand.Create(registry, output, error, time, openRaster),
            DescribeCommand.Create(registry, output, error, openRaster),
            ExperimentCommand.Create(output, error, time, openRaster),
            HostCommand.Create(registry, output, error, time),
            JobsCommand.Create(output, time),
            DevicesCommand.Create(output),
            plugins,
        };
        parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors)
            {
                await error.WriteLineAsync("geosuite: " + problem.Message);
            }

            await error.WriteLineAsync($"geosuite: try '{parsed.CommandResult.Command.Name} --help'");
            return WrongUsage;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = s_timeToFinish },
                cancellationToken);
        }
        catch (UsageException problem)
        {
            await error.WriteLineAsync("geosuite: " + problem.Message);
            return WrongUsage;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("geosuite: interrupted");
            return TrainingJob.Interrupted;
        }
        catch (Exception fault) when (MemoryDeath.Is(fault))
        {
            await error.WriteLineAsync("geosuite: out of memory; a smaller batch or network needs less: " + fault.Message.Split('\n')[0]);
            return MemoryDeath.ExitCode;
        }
        catch (Exception fault) when (fault is TrainingException or IOException or InvalidDataException or UnauthorizedAccessException or RasterException or ArtifactException or InputException or NotSupportedException)
        {
            await error.WriteLineAsync("geosuite: " + fault.Message);
            return Failed;
        }
    }
}
