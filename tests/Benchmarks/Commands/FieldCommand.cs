using System.CommandLine;
using Benchmarks.Encoders;
using Benchmarks.Fields;
using Benchmarks.Measuring;
using Benchmarks.Peers;
using GeoCore.Artifacts;
using GeoCore.Encoding.Harmonics;

namespace Benchmarks.Commands;

/// <summary><c>bench field</c>: cold tiles of a spherical-harmonic SIREN against torch.</summary>
internal static class FieldCommand
{
    private static readonly Option<DirectoryInfo> s_model = new("--model") { Description = "A published model; random weights when not given" };
    private static readonly Option<int> s_degrees = BenchOptions.Integer("--degrees", "L of random weights", 40, 1, 200);
    private static readonly Option<int> s_hidden = BenchOptions.Integer("--hidden", "Neurons of a sine layer of random weights", 512, 1, 16384);
    private static readonly Option<int> s_layers = BenchOptions.Integer("--layers", "Sine layers of random weights", 3, 1, 64);
    private static readonly Option<int[]> s_zooms = new("--zoom")
    {
        Description = "Zooms of the tiles",
        DefaultValueFactory = _ => [.. Enumerable.Range(0, 13)],
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> s_peer = new("--peer") { Description = "Python with torch to compare with; found by itself when not given" };
    private static readonly Option<int> s_rounds = BenchOptions.Integer("--rounds", "Timings of each side", 3, 1, 100);
    private static readonly Option<bool> s_json = BenchOptions.Json();

    static FieldCommand() => s_model.AcceptExistingOnly();

    internal static Command Create(TextWriter output)
    {
        var command = new Command("field", "A cold 256 x 256 tile of a spherical-harmonic SIREN, exact and adaptive, against torch")
        {
            s_model, s_degrees, s_hidden, s_layers, s_zooms, s_peer, s_rounds, s_json,
        };
        command.SetAction((result, cancellationToken) => Task.Run(
            () =>
            {
                Measure(result, cancellationToken).Write(output, result.GetValue(s_json));
                return 0;
            },
            CancellationToken.None));
        return command;
    }

    private static Report Measure(ParseResult result, CancellationToken cancellationToken)
    {
        var model = result.GetValue(s_model) is { } folder ? LocationEncoderArtifact.Load(folder.FullName) : null;
        var shape = model?.Encoder.Network.Shape;
        var (degrees, hidden, layers) = (result.GetValue(s_degrees), shape?.Hidden ?? result.GetValue(s_hidden), shape?.Layers ?? result.GetValue(s_layers));
        if (model is not null)
        {
            degrees = model.Encoder.Encoding is SphericalHarmonics harmonics
                ? harmonics.Degrees
                : throw new BenchException($"{model.Card.Id} is no network on spherical harmonics.");
        }

        using var twins = new TwinSiren(degrees, hidden, layers);
        using var python = PythonTorch.Start(result.GetValue(s_peer), threads: 1);
        var rounds = result.GetValue(s_rounds);
        var rows = new FieldContest(model?.Encoder ?? twins.Ours, twins, degrees, rounds).Run(result.GetValue(s_zooms)!, python, cancellationToken);
        var settings = new Dictionary<string, object>
        {
            ["weights"] = model?.Card.Id ?? "random",
            ["degrees"] = degrees,
            ["hidden"] = hidden,
            ["layers"] = layers,
            ["pixels"] = "256 x 256",
            ["threads"] = 1,
            ["rounds"] = rounds,
            ["python torch"] = python?.Version ?? "not installed",
        };
        return new Report("field", Machine.Describe(), settings, rows);
    }
}
