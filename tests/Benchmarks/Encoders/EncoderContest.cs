using System.Globalization;
using Benchmarks.Measuring;
using Benchmarks.Peers;
using static TorchSharp.torch;

namespace Benchmarks.Encoders;

/// <summary>Our encoder and torch, by turns on one thread.</summary>
/// <param name="settings">The task; its threads do not count here.</param>
/// <param name="interpreter">Python with torch, or null to look for one.</param>
/// <param name="rounds">Timings of each side.</param>
internal sealed class EncoderContest(EncoderSettings settings, string? interpreter, int rounds)
{
    /// <summary>Wanted: times the rate of the best closed form.</summary>
    private const double FeaturesGoal = 200;

    /// <summary>Seconds of one of our timings.</summary>
    private const double Turn = 0.5;

    private static readonly int[] s_torchBatches = [4096, 65536];

    /// <summary>Measures.</summary>
    public Report Run(CancellationToken cancellationToken)
    {
        using var python = PythonTorch.Start(interpreter, threads: 1);
        var work = EncoderWorks.Create(settings with { Threads = 1 }, 1)[0];
        var ours = new Contender("ours", () =>
        {
            var sample = Sample.Repeated(() => work.Run(), Turn);
            return sample with { Units = sample.Units * settings.Batch };
        });
        var standings = Contest.Run([ours, .. Rivals(python)], rounds, warmUp: 1, cancellationToken);
        var rows = standings.Skip(1).Select(rival => Compare(standings[0], rival)).ToList();
        if (settings is { Task: "features", Degrees: 40 })
        {
            rows.Add(Compare(standings[0], new Standing("reference code, rate published with the goal", 1 / 25_000.0, 1 / 25_000.0, 0)));
        }

        var described = new Dictionary<string, object>
        {
            ["task"] = settings.Task,
            ["degrees"] = settings.Degrees,
            ["our batch"] = settings.Batch,
            ["threads"] = 1,
            ["python torch"] = python?.Version ?? "not installed",
            ["rounds"] = rounds,
        };
        return new Report("encoder", Machine.Describe(), described, rows);
    }

    private List<Contender> Rivals(PythonTorch? python)
    {
        if (settings.Task != "features")
        {
            return [settings.Task == "train" ? TorchRivals.Train(settings) : Forward()];
        }

        var rivals = new List<Contender>();
        foreach (var type in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            foreach (var batch in s_torchBatches)
            {
                rivals.Add(TorchRivals.Features(settings.Degrees, batch, type));
                if (python is not null)
                {
                    var name = type == ScalarType.Float32 ? "float32" : "float64";
                    rivals.Add(new Contender($"Python torch {name}, batch {batch}", () => python.Features(settings.Degrees, batch, name)));
                }
            }
        }

        return rivals;
    }

    private Contender Forward()
    {
        var network = new TwinSiren(settings.Degrees, settings.Hidden, settings.Layers).Torch;
        return TorchRivals.Forward(network, settings.Degrees, Places.Draw(settings.Batch, seed: 1));
    }

    private Row Compare(Standing ours, Standing rival) => new(
        "CPU a point",
        ours,
        rival,
        settings.Task == "features" ? FeaturesGoal : null,
        Note: string.Create(CultureInfo.InvariantCulture, $"{1 / ours.Cpu:N0} against {1 / rival.Cpu:N0} points per CPU second"));
}
