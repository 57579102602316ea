using System.CommandLine;
using Benchmarks.Measuring;
using Benchmarks.Predictions;

namespace Benchmarks.Commands;

/// <summary><c>bench predictions</c>: tiles of a probability map.</summary>
internal static class PredictionsCommand
{
    private static readonly Option<int> s_level = BenchOptions.Integer("--level", "Of HEALPix; 7 has 196 608 cells", 7, 0, 11);
    private static readonly Option<int[]> s_zooms = new("--zoom") { Description = "Zooms of the tiles", DefaultValueFactory = _ => [0, 1, 2, 3, 6, 9], AllowMultipleArgumentsPerToken = true };
    private static readonly Option<int> s_rounds = BenchOptions.Integer("--rounds", "Timings of each side", 3, 1, 100);
    private static readonly Option<bool> s_json = BenchOptions.Json();

    internal static Command Create(TextWriter output)
    {
        var command = new Command("predictions", "A 256 x 256 tile of a probability map, beside one look-up a pixel") { s_level, s_zooms, s_rounds, s_json };
        command.SetAction((result, cancellationToken) => Task.Run(
            () =>
            {
                var (level, rounds) = (result.GetValue(s_level), result.GetValue(s_rounds));
                using var contest = new PredictionContest(level, rounds);
                var rows = contest.Run(result.GetValue(s_zooms)!, cancellationToken);
                new Report("predictions", Machine.Describe(), new Dictionary<string, object> { ["level"] = level, ["rounds"] = rounds, ["threads"] = 1 }, rows).Write(output, result.GetValue(s_json));
                return 0;
            },
            CancellationToken.None));
        return command;
    }
}
