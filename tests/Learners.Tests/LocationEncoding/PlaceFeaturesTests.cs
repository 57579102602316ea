using GeoCore.Encoding.Harmonics;
using Learners.LocationEncoding.Features;
using static TorchSharp.torch;

namespace Learners.Tests.LocationEncoding;

public class PlaceFeaturesTests
{
    [Theory]
    [InlineData(ScalarType.Float32, 3e-7)]
    [InlineData(ScalarType.Float64, 1e-13)]
    public void The_tensor_holds_the_harmonics_of_each_place(ScalarType type, double tolerance)
    {
        using var scope = NewDisposeScope();
        double[] longitudes = [.. Enumerable.Range(0, 37).Select(i => (i * 9.5) - 170)], latitudes = [.. Enumerable.Range(0, 37).Select(i => (i * 5.0) - 90)];
        var features = new PlaceFeatures(new SphericalHarmonics(9)).Of(longitudes, latitudes, type);
        Assert.Equal([37L, 81L], features.shape);
        var values = features.to_type(ScalarType.Float64).data<double>().ToArray();
        var expected = new double[81];
        for (var i = 0; i < 37; i++)
        {
            new SphericalHarmonics(9).Evaluate(longitudes[i], latitudes[i], expected);
            Near.Assert(expected, values.AsSpan(i * 81, 81).ToArray(), tolerance);
        }
    }

    [Fact]
    public void Other_types_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PlaceFeatures(new SphericalHarmonics(2)).Of([0.0], [0.0], ScalarType.Int64));
}
