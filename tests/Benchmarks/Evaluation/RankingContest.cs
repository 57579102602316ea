using System.Numerics;
using System.Runtime.InteropServices;
using Benchmarks.Measuring;
using GeoCore.Evaluation;

namespace Benchmarks.Evaluation;

/// <summary>How fast truths are ranked on maps: beside a plain read of the map, several beside one, and as a stream of queries.</summary>
/// <param name="cellsPerDegree">Of the large grid.</param>
/// <param name="queries">Of the stream on the grid of 1°.</param>
/// <param name="rounds">Timings of each side.</param>
internal sealed class RankingContest(int cellsPerDegree, int queries, int rounds)
{
    private const int Together = 16;
    private const int MapsOfStream = 256;

    private int _sink;

    internal IReadOnlyList<Row> Run(CancellationToken cancellationToken) => [.. Large(cancellationToken), Stream(cancellationToken)];

    private IEnumerable<Row> Large(CancellationToken cancellationToken)
    {
        var maps = new RankingMaps(cellsPerDegree, seed: 1);
        var (hills, truths) = maps.Hills(Together);
        var (noise, places) = maps.Noise(Together);
        var areas = maps.Areas;
        var results = new RequiredArea[Together];
        var standings = Contest.Run(
            [
                new Contender("read", () => Sample.OfThread(() => _sink += Read(noise))),
                new Contender("G and T", () => Sample.OfThread(() => DensityRanking.Rank(noise, areas, places[0], float.NegativeInfinity))),
                new Contender("one by one", () => Sample.OfThread(() => OneByOne(hills, areas, truths, results), Together)),
                new Contender("16 together", () => Sample.OfThread(() => DensityRanking.Rank(hills, areas, truths, float.NegativeInfinity, results), Together)),
                new Contender("one by one", () => Sample.OfThread(() => OneByOne(noise, areas, places, results), Together)),
                new Contender("16 together", () => Sample.OfThread(() => DensityRanking.Rank(noise, areas, places, float.NegativeInfinity, results), Together)),
            ],
            rounds, warmUp: 1, cancellationToken);
        var bytes = (double)noise.Length * sizeof(float);
        yield return new Row($"one query, {noise.Length:N0} cells", standings[1], standings[0], 0.6, Note: $"{Rate(bytes, standings[1])} of {Rate(bytes, standings[0])}");
        yield return new Row("a query of 16 on a map with hills", standings[3], standings[2], 5);
        yield return new Row("a query of 16 on a map of noise", standings[5], standings[4], 5);
        var areasOfCells = maps.AreasOfCells();
        yield return ManyMaps("hills", hills, truths, areasOfCells, cancellationToken);
        yield return ManyMaps("noise", noise, places, areasOfCells, cancellationToken);
    }

    /// <summary>Maps of their own for every query, on cells with areas of their own: only the areas are shared.</summary>
    private Row ManyMaps(string kind, float[] map, int[] truths, CellAreas areas, CancellationToken cancellationToken)
    {
        // four maps in memory at four places each stand for sixteen: none stays in a cache
        var copies = Enumerable.Range(0, 4).Select(_ => map.AsSpan().ToArray()).ToArray();
        ReadOnlyMemory<float>[] sixteen = [.. Enumerable.Range(0, Together).Select(i => (ReadOnlyMemory<float>)copies[i % copies.Length])];
        var results = new RequiredArea[Together];
        var standings = Contest.Run(
            [
                new Contender("map by map", () => Sample.OfThread(
                    () =>
                    {
                        for (var i = 0; i < Together; i++)
                        {
                            results[i] = DensityRanking.Rank(sixteen[i].Span, areas, truths[i], float.NegativeInfinity);
                        }
                    },
                    Together)),
                new Contender("16 maps together", () => Sample.OfThread(() => DensityRanking.RankMaps(sixteen, areas, truths, float.NegativeInfinity, results), Together)),
            ],
            rounds, warmUp: 1, cancellationToken);
        return new Row($"a query with a map of {kind} of its own and areas by cell", standings[1], standings[0], null);
    }

    /// <summary>A stream of queries, each with a map and a truth, ranked and gathered; the rival is the time allowed.</summary>
    private Row Stream(CancellationToken cancellationToken)
    {
        var maps = new RankingMaps(1, seed: 2);
        var pool = Enumerable.Range(0, MapsOfStream).Select(_ => maps.Hills(64)).ToArray();
        var names = Enumerable.Range(0, queries).Select(i => $"query-{i}").ToArray();
        var accumulator = new RecallAccumulator();
        var sample = Sample.OfThread(() =>
        {
            for (var i = 0; i < queries; i++)
            {
                if (i % 1000 == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                var (map, truths) = pool[i % pool.Length];
                accumulator.Add(new RankedQuery(names[i], DensityRanking.Rank(map, maps.Areas, truths[i / pool.Length % truths.Length], float.NegativeInfinity)));
            }
        });
        const double allowed = 60e-6;
        var ours = Contest.Summarise("ranked and gathered", [sample with { Units = queries }]);
        return new Row($"a query of {queries:N0} on the grid of 1°", ours, new Standing("60 s for a million", allowed, allowed, 1), 1);
    }

    private static void OneByOne(float[] map, CellAreas areas, int[] truths, RequiredArea[] results)
    {
        for (var i = 0; i < truths.Length; i++)
        {
            results[i] = DensityRanking.Rank(map, areas, truths[i], float.NegativeInfinity);
        }
    }

    /// <summary>The least that can be done with every cell: four vectors at a time are combined.</summary>
    private static int Read(float[] values)
    {
        var words = MemoryMarshal.Cast<float, int>(values);
        Vector<int> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        var i = 0;
        for (; i <= words.Length - 4 * Vector<int>.Count; i += 4 * Vector<int>.Count)
        {
            sum0 ^= new Vector<int>(words[i..]);
            sum1 ^= new Vector<int>(words[(i + Vector<int>.Count)..]);
            sum2 ^= new Vector<int>(words[(i + 2 * Vector<int>.Count)..]);
            sum3 ^= new Vector<int>(words[(i + 3 * Vector<int>.Count)..]);
        }

        return Vector.Sum(sum0 ^ sum1 ^ sum2 ^ sum3);
    }

    private static string Rate(double bytes, Standing standing) =>
        (bytes / standing.Cpu / 1e9).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) + " GB/s";
}
