using System.Globalization;
using Benchmarks.Encoders;
using Benchmarks.Measuring;
using Benchmarks.Peers;
using GeoCore.Encoding;
using GeoCore.Encoding.Lattice;

namespace Benchmarks.Fields;

/// <summary>Cold tiles of a location encoder: every pixel, and adaptively, against torch's features and network at all pixel centres.</summary>
/// <param name="encoder">Ours.</param>
/// <param name="twins">A network of that size in torch: what it costs does not depend on the weights.</param>
/// <param name="degrees">L.</param>
/// <param name="rounds">Timings of each side.</param>
internal sealed class FieldContest(LocationEncoder encoder, TwinSiren twins, int degrees, int rounds)
{
    /// <summary>Wanted where every pixel is evaluated.</summary>
    private const double ExactGoal = 10;

    /// <summary>Wanted with adaptive sampling from <see cref="AdaptiveZoom"/> on.</summary>
    private const double AdaptiveGoal = 100;

    private const int AdaptiveZoom = 5;

    /// <summary>Seconds of a timing of work that is short.</summary>
    private const double Turn = 0.2;

    /// <summary>Steps of a colormap over all probabilities.</summary>
    private const double ColormapSteps = 255;

    private readonly float[] _exact = new float[FieldTile.Edge * FieldTile.Edge * encoder.OutputCount];
    private readonly float[] _adaptive = new float[FieldTile.Edge * FieldTile.Edge * encoder.OutputCount];

    /// <summary>Measures.</summary>
    /// <param name="zooms">Zooms of the tiles.</param>
    /// <param name="python">Computes the closed form, too, where it is there.</param>
    /// <param name="cancellationToken">Ends the measuring.</param>
    public IReadOnlyList<Row> Run(IReadOnlyList<int> zooms, PythonTorch? python, CancellationToken cancellationToken)
    {
        var rival = MeasureTorch(FieldTile.OfZoom(zooms[0])[0], python, cancellationToken, out var rows);
        foreach (var zoom in zooms)
        {
            Compare(zoom, rival, rows, cancellationToken);
        }

        return rows;
    }

    private Standing MeasureTorch(FieldTile tile, PythonTorch? python, CancellationToken cancellationToken, out List<Row> rows)
    {
        var places = tile.Places;
        var torch = new float[places.Count];
        List<Contender> contenders =
        [
            new("ours, every pixel", () => Sample.OfThread(() => Exact(tile))),
            TorchRivals.Forward(twins.Torch, degrees, places, torch),
            TorchRivals.Network(twins.Torch, places.Count),
            TorchRivals.Features(degrees, places.Count, TorchSharp.torch.ScalarType.Float64),
        ];
        if (python is not null)
        {
            contenders.Add(new("Python torch, features alone", () => python.Features(degrees, places.Count, "float64")));
        }

        // torch's pieces are timed per place; a tile is all its places
        var standings = Contest.Run(contenders, rounds, warmUp: 1, cancellationToken);
        Standing Tile(Standing standing) => standing with { Cpu = standing.Cpu * places.Count, Wall = standing.Wall * places.Count };
        var (ours, both, network) = (standings[0], Tile(standings[1]), Tile(standings[2]));
        var features = standings.Skip(3).Select(Tile).MinBy(standing => standing.Cpu)!;
        var best = new Standing("torch, best features and network", features.Cpu + network.Cpu, features.Wall + network.Wall, features.Rounds);
        rows =
        [
            new Row("one tile", ours, both, ExactGoal, Note: Difference(tile, torch)),
            new Row("one tile", ours, best, ExactGoal, Note: $"features: {features.Name}"),
            new Row("one tile", ours, network, null, Note: "torch without features"),
        ];
        return both.Cpu < best.Cpu ? both : best;
    }

    private void Compare(int zoom, Standing rival, List<Row> rows, CancellationToken cancellationToken)
    {
        var tiles = FieldTile.OfZoom(zoom);
        double error = 0;
        foreach (var tile in tiles)
        {
            Exact(tile);
            Adaptive(tile);
            error = Math.Max(error, _exact.Zip(_adaptive, (a, b) => Math.Abs(Probability(a) - Probability(b))).Max());
        }

        var standings = Contest.Run(
            [Contend("every pixel", Exact, tiles), Contend("adaptive", Adaptive, tiles)], rounds, warmUp: 1, cancellationToken);
        var note = string.Create(CultureInfo.InvariantCulture, $"largest error {error * ColormapSteps:0.000} of a colormap step");
        rows.Add(new Row($"zoom {zoom}", standings[0], rival, ExactGoal));
        rows.Add(new Row($"zoom {zoom}", standings[1], rival, zoom >= AdaptiveZoom ? AdaptiveGoal : null, Note: note));
    }

    private static Contender Contend(string name, Action<FieldTile> work, IReadOnlyList<FieldTile> tiles) => new(name, () =>
    {
        var sample = Sample.Repeated(
            () =>
            {
                foreach (var tile in tiles)
                {
                    work(tile);
                }
            },
            Turn);
        return sample with { Units = sample.Units * tiles.Count };
    });

    private void Exact(FieldTile tile) => encoder.EvaluateGrid(tile.Longitudes, tile.Latitudes, _exact);

    private void Adaptive(FieldTile tile) => encoder.EvaluateLattice(tile.Grid, _adaptive, new LatticeOptions());

    // both have the same weights where the network is the random one
    private string? Difference(FieldTile tile, float[] torch)
    {
        if (encoder != twins.Ours)
        {
            return null;
        }

        Exact(tile);
        return string.Create(CultureInfo.InvariantCulture, $"largest difference of logits {_exact.Zip(torch, (a, b) => Math.Abs(a - b)).Max():0.0E0}");
    }

    private static double Probability(float logit) => 1 / (1 + Math.Exp(-logit));
}
