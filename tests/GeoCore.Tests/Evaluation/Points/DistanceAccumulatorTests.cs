using GeoCore.Evaluation.Points;
using GeoCore.Geodesy;

namespace GeoCore.Tests.Evaluation.Points;

public class DistanceAccumulatorTests
{
    [Fact]
    public void Accuracies_are_weighted_shares_within_each_threshold()
    {
        var accumulator = new DistanceAccumulator();
        accumulator.Add(0.5, 2, weight: 2);
        accumulator.Add(25, 0.9);
        accumulator.Add(9000, double.NaN);
        var summary = accumulator.Summarise();
        Assert.Equal([1, 25, 200, 750, 2500], summary.Accuracies.Select(a => a.DistanceKm));
        Assert.Equal([0.5, 0.75, 0.75, 0.75, 0.75], summary.Accuracies.Select(a => a.Accuracy));
        Assert.Equal([1 / 3.0, 1, 1, 1, 1], summary.Accuracies.Select(a => a.GridCap!.Value));
        Assert.Equal(Math.Sqrt(4 * 0.25 + 0.25 + 0.25) / 4, summary.Accuracies[0].StandardError, 1e-12);
        Assert.Equal((1 + 25 + 9000) / 4.0, summary.MeanKm, 1e-9);
        Assert.Equal(1, summary.MedianKm / 0.5, 0.019);
        Assert.Null(new Func<DistanceSummary>(() =>
        {
            var plain = new DistanceAccumulator([5]);
            plain.Add(3);
            return plain.Summarise();
        })().Accuracies[0].GridCap);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(64)]
    public void Parts_merged_in_any_order_give_the_same_bits(int parts)
    {
        var random = new Random(2);
        var queries = Enumerable.Range(0, 3000).Select(_ => (Distance: 20_000 * Math.Pow(random.NextDouble(), 6), Own: 4 * random.NextDouble(), Weight: 0.1 + random.NextDouble())).ToArray();
        var whole = Of(queries);
        var merged = new DistanceAccumulator();
        foreach (var part in queries.Reverse().Chunk((queries.Length + parts - 1) / parts).Reverse())
        {
            merged.Merge(Of(part));
        }

        var (a, b) = (whole.Summarise(), merged.Summarise());
        Assert.Equal(a.Accuracies, b.Accuracies);
        Assert.Equal(a with { Accuracies = [] }, b with { Accuracies = [] });
    }

    [Fact]
    public void The_cap_of_a_grid_is_the_share_of_places_near_the_centre_of_their_cell()
    {
        const double cell = 1.0 / 24;
        Assert.Equal(3.276, GridCap.HalfDiagonalKm(cell, 0), 1e-3);
        Assert.Equal(1, GridCap.ShareWithin(cell, 0, 3.3));
        foreach (var (latitude, distance) in new[] { (0.0, 1.0), (0, 2.5), (52, 1), (52, 1.9), (75, 1), (75, 2.0), (89, 1) })
        {
            // a fine lattice of places in the cell
            var (within, all) = (0, 0);
            for (var i = 0; i < 400; i++)
            {
                for (var j = 0; j < 400; j++, all++)
                {
                    var (dx, dy) = ((i + 0.5) / 400 - 0.5, (j + 0.5) / 400 - 0.5);
                    within += GreatCircle.DistanceKm(0, latitude, dx * cell, latitude) is var x && GreatCircle.DistanceKm(0, latitude, 0, latitude + dy * cell) is var y
                        && x * x + y * y <= distance * distance ? 1 : 0;
                }
            }

            Assert.Equal((double)within / all, GridCap.ShareWithin(cell, latitude, distance), 2e-3);
        }
    }

    [Fact]
    public void Wrong_numbers_are_named()
    {
        var accumulator = new DistanceAccumulator();
        Assert.Throws<ArgumentOutOfRangeException>(() => accumulator.Add(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => accumulator.Add(1, 1, 0));
        Assert.Throws<ArgumentException>(() => new DistanceAccumulator([-1]));
        Assert.Throws<ArgumentException>(() => accumulator.Merge(new DistanceAccumulator([1])));
        Assert.Throws<InvalidOperationException>(() => accumulator.Summarise());
    }

    private static DistanceAccumulator Of(IEnumerable<(double Distance, double Own, double Weight)> queries)
    {
        var accumulator = new DistanceAccumulator();
        foreach (var (distance, own, weight) in queries)
        {
            accumulator.Add(distance, own, weight);
        }

        return accumulator;
    }
}
