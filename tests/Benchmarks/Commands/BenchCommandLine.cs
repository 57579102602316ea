using System.CommandLine;

namespace Benchmarks.Commands;

/// <summary>The benchmarks by name, and the one place that turns faults into a line and an exit code: 0 done, 1 failed, 2 wrong usage.</summary>
public static class BenchCommandLine
{
    private const int Failed = 1;
    private const int WrongUsage = 2;

    /// <summary>Runs one command.</summary>
    /// <param name="args">Words of the command line.</param>
    /// <param name="output">Results.</param>
    /// <param name="error">Progress and complaints.</param>
    /// <param name="cancellationToken">Ends the command; Ctrl-C does the same.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var root = new RootCommand("Measures GeoSuite against its rivals, side by side in one run.")
        {
            EncoderCommand.Create(output),
            TrainingCommand.Create(output),
            FeaturesCommand.Create(),
            FieldCommand.Create(output),
            TilesCommand.Create(output),
            RvaCommand.Create(output),
            ZonalCommand.Create(output),
            PredictionsCommand.Create(output),
            RepliesCommand.Create(output),
            HttpCommand.Create(output),
            NestedCommand.Create(output),
            StartCommand.Create(output),
        };
        var parsed = root.Parse(args);
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
                new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false }, cancellationToken);
        }
        catch (Exception fault) when (fault is BenchException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync("geosuite: " + fault.Message);
            return Failed;
        }
    }
}
