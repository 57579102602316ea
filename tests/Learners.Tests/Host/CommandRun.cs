using GeoCore.Raster;
using Learners.Host.Commands;

namespace Learners.Tests.Host;

/// <summary>Runs a command line in this process and keeps what it says.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Task<CommandRun> Of(params string[] words) => Of(null, words);

    public static async Task<CommandRun> Of(CancellationTokenSource? atFirstStep, params string[] words)
    {
        using var output = new StringWriter();
        using var error = new Listener(atFirstStep);
        var exitCode = await LearnersCommandLine.RunAsync(
            words, output, error, new Ticking(), Rasters, atFirstStep?.Token ?? TestContext.Current.CancellationToken);
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }

    private static IRasterSource Rasters(string path) => throw new RasterException($"no raster is expected, but {path} was opened");

    /// <summary>A clock that goes on by a fifth of a second whenever it is read, so that progress is told after a few steps.</summary>
    private sealed class Ticking : TimeProvider
    {
        private long _now;

        public override long GetTimestamp() => _now += TimestampFrequency / 5;
    }

    private sealed class Listener(CancellationTokenSource? source) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.StartsWith("step ", StringComparison.Ordinal) == true)
            {
                source?.Cancel();
            }
        }
    }
}
