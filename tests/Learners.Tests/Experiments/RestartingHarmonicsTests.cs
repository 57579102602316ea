using GeoCore.Encoding.Harmonics;
using Learners.LocationEncoding.Experiments;
using Learners.LocationEncoding.Protocol;

namespace Learners.Tests.Experiments;

public class RestartingHarmonicsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(80)]
    public void The_slow_twin_agrees_with_the_production_harmonics_in_the_references_convention(int degrees)
    {
        var places = FibonacciLattice.Of(50);
        double[] slow = new double[50 * degrees * degrees], fast = new double[slow.Length];

        new RestartingHarmonics(degrees).Encode(places.Longitudes, places.Latitudes, slow);
        new SphericalHarmonics(degrees, HarmonicConvention.ReferenceClosedForm).Encode(places.Longitudes, places.Latitudes, fast);

        Near.Assert(fast, slow, 1e-10);
    }

    [Fact]
    public void Degrees_whose_factorials_overflow_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RestartingHarmonics(81));
}
