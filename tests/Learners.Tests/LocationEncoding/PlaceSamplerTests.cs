using Learners.LocationEncoding.Data;

namespace Learners.Tests.LocationEncoding;

public class PlaceSamplerTests
{
    private const int Count = 200_000;
    private readonly double[] _longitudes = new double[Count];
    private readonly double[] _latitudes = new double[Count];
    private readonly float[] _weights = new float[Count];

    [Fact]
    public void Uniform_places_are_uniform_on_the_sphere()
    {
        new PlaceSampler(null, 0).Draw(new RandomSequence(7, 1, 0), _longitudes, _latitudes, _weights);

        Assert.All(_weights, weight => Assert.Equal(1f, weight));
        Assert.InRange(_longitudes.Average(), -1, 1);
        Assert.InRange(_latitudes.Average(latitude => Math.Sin(latitude * Math.PI / 180)), -0.005, 0.005);
        Assert.InRange(_latitudes.Count(latitude => Math.Abs(latitude) > 30) / (double)Count, 0.495, 0.505);
    }

    [Fact]
    public void Weights_turn_means_over_drawn_places_into_means_over_the_sphere()
    {
        var labels = new HalfAndHalf();
        var sampler = new PlaceSampler(new BoundaryCells(labels), 0.6);

        sampler.Draw(new RandomSequence(7, 1, 0), _longitudes, _latitudes, _weights);

        var near = Enumerable.Range(0, Count).Count(i => Math.Abs(_latitudes[i] - HalfAndHalf.Border) < 0.5) / (double)Count;
        Assert.True(near > 0.5, $"only {near:P0} of the places lie at the border");
        Assert.InRange(_weights.Average(), 0.99, 1.01);
        var weightedSouth = Enumerable.Range(0, Count).Sum(i => labels.ClassAt(_longitudes[i], _latitudes[i]) * _weights[i]) / Count;
        var share = (1 + Math.Sin(HalfAndHalf.Border * Math.PI / 180)) / 2;
        Assert.InRange(weightedSouth, share - 0.01, share + 0.01);
    }

    [Fact]
    public void Boundary_cells_hold_the_border_and_little_else()
    {
        var boundary = new BoundaryCells(new HalfAndHalf());

        Assert.True(boundary.Contains(33, HalfAndHalf.Border));
        Assert.False(boundary.Contains(33, HalfAndHalf.Border + 1));
        Assert.False(boundary.Contains(33, HalfAndHalf.Border - 1));
        var south = Math.Sin(20 * Math.PI / 180);
        var north = Math.Sin(20.5 * Math.PI / 180);
        Assert.Equal((north - south) / 2, boundary.Share, 10);
    }

    [Fact]
    public void Held_out_places_are_never_drawn()
    {
        var sampler = new PlaceSampler(new BoundaryCells(new HalfAndHalf()), 0.5, (longitude, _) => longitude < 0);

        sampler.Draw(new RandomSequence(7, 1, 0), _longitudes, _latitudes, _weights);

        Assert.All(_longitudes, longitude => Assert.True(longitude < 0));
    }

    [Fact]
    public void A_sequence_depends_on_seed_stream_and_index_alone()
    {
        var first = new RandomSequence(1, 2, 3).NextUInt64();

        Assert.Equal(first, new RandomSequence(1, 2, 3).NextUInt64());
        Assert.Equal(4, new[]
        {
            first, new RandomSequence(2, 2, 3).NextUInt64(), new RandomSequence(1, 3, 3).NextUInt64(), new RandomSequence(1, 2, 4).NextUInt64(),
        }.Distinct().Count());
    }

    private sealed class HalfAndHalf : ILabelSource
    {
        public const double Border = 20.3;

        public int ClassCount => 2;

        public int ClassAt(double longitude, double latitude) => latitude < Border ? 1 : 0;
    }
}
