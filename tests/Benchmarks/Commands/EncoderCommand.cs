using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Benchmarks.Encoders;
using Benchmarks.Measuring;

namespace Benchmarks.Commands;

/// <summary><c>bench encoder</c>: points a second of features, network or training; <c>--versus</c> adds torch, side by side.</summary>
internal static class EncoderCommand
{
    private static readonly Option<string> s_task = new("--task") { Description = "features, forward (features and SIREN) or train (one step)", Required = true };
    private static readonly Option<int> s_degrees = BenchOptions.Integer("--degrees", "L of the harmonics", 40, 1, 1000);
    private static readonly Option<int> s_batch = BenchOptions.Integer("--batch", "Places of one piece of work", 4096, 1, 10_000_000);
    private static readonly Option<int> s_threads = BenchOptions.Integer("--threads", "Threads that work at the same time", 1, 1, 1024);
    private static readonly Option<double> s_seconds = BenchOptions.Number("--seconds", "Length of the measurement", 5, 0.01, 3600);
    private static readonly Option<int> s_hidden = BenchOptions.Integer("--hidden", "Neurons of a sine layer", 512, 1, 16384);
    private static readonly Option<int> s_layers = BenchOptions.Integer("--layers", "Sine layers", 3, 1, 64);
    private static readonly Option<bool> s_versus = new("--versus") { Description = "Before that, compare with torch in the same run" };
    private static readonly Option<string?> s_peer = new("--peer") { Description = "Python with torch to compare with; found by itself when not given" };
    private static readonly Option<int> s_rounds = BenchOptions.Integer("--rounds", "Timings of each side of --versus", 3, 1, 100);

    static EncoderCommand() => s_task.AcceptOnlyFromAmong("features", "forward", "train");

    internal static Command Create(TextWriter output)
    {
        var command = new Command("encoder", "Points a second of spherical harmonics, of the SIREN on them, or of training it")
        {
            s_task, s_degrees, s_batch, s_threads, s_seconds, s_hidden, s_layers, s_versus, s_peer, s_rounds,
        };
        command.SetAction((result, cancellationToken) => Task.Run(() => Run(result, output, cancellationToken), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult result, TextWriter output, CancellationToken cancellationToken)
    {
        var settings = new EncoderSettings(
            result.GetRequiredValue(s_task),
            result.GetValue(s_degrees),
            result.GetValue(s_batch),
            result.GetValue(s_threads),
            result.GetValue(s_seconds),
            result.GetValue(s_hidden),
            result.GetValue(s_layers));
        if (result.GetValue(s_versus))
        {
            var contest = new EncoderContest(settings, result.GetValue(s_peer), result.GetValue(s_rounds));
            contest.Run(cancellationToken).Write(output, json: false);
            output.WriteLine();
        }
        else
        {
            output.WriteLine(Machine.Describe());
        }

        var rate = EncoderRate.Measure(settings, cancellationToken);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rate.Task}: {rate.PointsPerSecond:N0} points/s on {rate.Threads} threads, {rate.PointsPerCpuSecond:N0} per CPU second"));
        output.WriteLine(JsonSerializer.Serialize(rate));
        return 0;
    }
}
