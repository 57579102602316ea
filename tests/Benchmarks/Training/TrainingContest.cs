using System.Globalization;
using Benchmarks.Encoders;
using Benchmarks.Measuring;
using Benchmarks.Peers;
using static TorchSharp.torch;

namespace Benchmarks.Training;

/// <summary>Training steps of the same network from the same weights on the same places: ours, Python's torch, and libtorch behind TorchSharp.</summary>
/// <param name="shapes">Networks and batches, one row group each.</param>
/// <param name="interpreter">Python with torch, or null to look for one.</param>
/// <param name="libraries">Folder of the BLAS that Python takes instead of the system's, or null.</param>
/// <param name="rounds">Timings of each side.</param>
/// <param name="seconds">Length of a timing.</param>
internal sealed class TrainingContest(IReadOnlyList<TrainingSettings> shapes, string? interpreter, string? libraries, int rounds, double seconds)
{
    /// <summary>Wanted: times the points a second of Python's torch.</summary>
    private const double Goal = 1.5;

    /// <summary>Steps that choose the number of threads, and whose losses are compared.</summary>
    private const int FirstSteps = 2;

    /// <summary>Timings that do not count, in which caches and clocks find their level.</summary>
    private const int WarmUp = 1;

    /// <summary>Measures.</summary>
    public Report Run(CancellationToken cancellationToken)
    {
        using var python = PythonTorch.Start(interpreter, shapes[0].Threads, libraries);
        var rows = shapes.SelectMany(settings => Compare(settings, python, cancellationToken)).ToList();
        var described = new Dictionary<string, object>
        {
            ["threads"] = $"up to {shapes[0].Threads}",
            ["python torch"] = python is null ? "not installed" : $"{python.Version} with {(libraries is null ? "the system's BLAS" : "the BLAS of --peer-blas")}",
            ["libtorch"] = __version__,
            ["rounds"] = rounds,
        };
        return new Report("training", Machine.Describe(), described, rows);
    }

    private IEnumerable<Row> Compare(TrainingSettings settings, PythonTorch? python, CancellationToken cancellationToken)
    {
        var places = Places.Draw(settings.Batch, seed: 1);
        foreach (var cached in new[] { false, true })
        {
            using var ours = new OurTraining(settings, places, cached, fused: true);
            using var library = new OurTraining(settings, places, cached: true, fused: false);
            var weights = ours.Weights;
            using var peer = python is null ? null : new PeerTraining(python, ours.Shape, settings, weights, places, cached);
            List<Runner> runners = [new("GeoSuite", ours.Run)];
            if (peer is not null)
            {
                runners.Add(new("Python torch", peer.Run, isPython: true));
            }

            if (cached)
            {
                runners.Add(new("libtorch by TorchSharp", library.Run));
            }

            runners.ForEach(runner => runner.Prepare(settings.Threads, FirstSteps, seconds));
            var standings = Contest.Run([.. runners.Select(runner => runner.Contender)], rounds, WarmUp, cancellationToken);
            for (var rival = 1; rival < runners.Count; rival++)
            {
                yield return new Row(
                    $"L={settings.Degrees}, {settings.Layers} x {settings.Hidden}, batch {settings.Batch}, features {(cached ? "cached" : "of every step")}",
                    standings[0],
                    standings[rival],
                    runners[rival].IsPython ? Goal : null,
                    Clock.Wall,
                    Describe(standings[0], standings[rival], runners[0], runners[rival]));
            }
        }
    }

    private static string Describe(Standing ours, Standing rival, Runner us, Runner them)
    {
        var ratios = us.Walls.Zip(them.Walls, (mine, theirs) => theirs / mine).Skip(WarmUp).ToArray();
        var apart = us.Losses.Zip(them.Losses, (mine, theirs) => Math.Abs(mine - theirs) / theirs).Max();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{1 / ours.Wall:N0} against {1 / rival.Wall:N0} points/s; rounds {ratios.Min():0.00} to {ratios.Max():0.00}; CPU {rival.Cpu / ours.Cpu:0.00}; losses apart {apart:0.0e+0}");
    }
}
