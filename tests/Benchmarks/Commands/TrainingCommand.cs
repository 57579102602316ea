using System.CommandLine;
using Benchmarks.Training;

namespace Benchmarks.Commands;

/// <summary><c>bench training</c>: points a second of training steps, beside torch in the same run.</summary>
internal static class TrainingCommand
{
    private static readonly Option<int[]> s_degrees = new("--degrees")
    {
        Description = "L of the harmonics; one or more of 1 to 200",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [10, 20, 40],
    };

    private static readonly Option<int> s_batch = BenchOptions.Integer("--batch", "Places of a step", 4096, 1, 1_000_000);
    private static readonly Option<int> s_hidden = BenchOptions.Integer("--hidden", "Neurons of a sine layer", 512, 1, 2048);
    private static readonly Option<int> s_layers = BenchOptions.Integer("--layers", "Sine layers", 3, 1, 8);
    private static readonly Option<int> s_threads = BenchOptions.Integer("--threads", "Most threads of each side; the faster number is found first", 2, 1, 1024);
    private static readonly Option<int> s_rounds = BenchOptions.Integer("--rounds", "Timings of each side", 5, 1, 100);
    private static readonly Option<double> s_seconds = BenchOptions.Number("--seconds", "Length of a timing, unless a single step takes longer", 1, 0.01, 3600);
    private static readonly Option<string?> s_peer = new("--peer") { Description = "Python with torch; found by itself when not given" };
    private static readonly Option<DirectoryInfo?> s_blas = new("--peer-blas") { Description = "Folder of a libblas.so.3, such as OpenBLAS, that Python takes instead of the system's: Debian's reference BLAS is many times slower" };
    private static readonly Option<bool> s_json = BenchOptions.Json();

    static TrainingCommand()
    {
        s_degrees.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (int.TryParse(token.Value, out var degrees) && degrees is < 1 or > 200)
                {
                    result.AddError($"--degrees is 1 to 200, not {degrees}");
                }
            }
        });
        s_blas.Validators.Add(result =>
        {
            if (result.Tokens is [var folder] && !Directory.Exists(folder.Value))
            {
                result.AddError($"--peer-blas: there is no folder {folder.Value}");
            }
        });
    }

    internal static Command Create(TextWriter output)
    {
        var command = new Command("training", "Points a second of training steps, beside torch on the same network, places and weights")
        {
            s_degrees, s_batch, s_hidden, s_layers, s_threads, s_rounds, s_seconds, s_peer, s_blas, s_json,
        };
        command.SetAction((result, cancellationToken) => Task.Run(() => Run(result, output, cancellationToken), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult result, TextWriter output, CancellationToken cancellationToken)
    {
        TrainingSettings[] shapes =
        [
            .. result.GetRequiredValue(s_degrees).Select(degrees => new TrainingSettings(
                degrees, result.GetValue(s_hidden), result.GetValue(s_layers), result.GetValue(s_batch), result.GetValue(s_threads))),
        ];
        new TrainingContest(shapes, result.GetValue(s_peer), result.GetValue(s_blas)?.FullName, result.GetValue(s_rounds), result.GetValue(s_seconds))
            .Run(cancellationToken)
            .Write(output, result.GetValue(s_json));
        return 0;
    }
}
