using GeoCore.Encoding.Harmonics;
using GeoCore.Encoding.Kernels;

namespace GeoCore.Tests.Encoding;

/// <summary>The vector kernels against their scalar twin.</summary>
public class HarmonicKernelTests
{
    [Fact]
    public void Instruction_sets_switched_off_are_off() => InstructionSetTests.AssertSwitchesHold();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(40)]
    public void Rows_of_any_number_of_places_equal_the_scalar_twin(int degrees)
    {
        var harmonics = new SphericalHarmonics(degrees, HarmonicConvention.SatClip);
        var (longitudes, latitudes) = Places.Random(70, 11);
        var expected = new double[70 * harmonics.Dimension];
        for (var i = 0; i < 70; i++)
        {
            harmonics.Evaluate(longitudes[i], latitudes[i], expected.AsSpan(i * harmonics.Dimension, harmonics.Dimension));
        }

        for (var count = 0; count <= 70; count++)
        {
            var length = count * harmonics.Dimension;
            var doubles = new double[length];
            var floats = new float[length];
            harmonics.Encode(longitudes.AsSpan(0, count), latitudes.AsSpan(0, count), doubles);
            harmonics.Encode(longitudes.AsSpan(0, count), latitudes.AsSpan(0, count), floats);
            Differences.Below(4e-14, expected.AsSpan(0, length), doubles);
            Differences.Below(2e-7 * Places.Scale(degrees), expected.AsSpan(0, length), Differences.Doubles(floats));
        }
    }

    [Theory]
    [InlineData(20)]
    [InlineData(100)]
    public void Nothing_is_allocated_once_warm(int degrees)
    {
        var harmonics = new SphericalHarmonics(degrees);
        var (longitudes, latitudes) = Places.Random(50, 1);
        double[] doubles = new double[50 * harmonics.Dimension];
        float[] floats = new float[doubles.Length];
        var least = long.MaxValue; // a collection may empty the pool between two calls, not between all of them
        for (var call = 0; call < 10; call++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            harmonics.Encode(longitudes, latitudes, doubles);
            harmonics.Encode(longitudes, latitudes, floats);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void Near_the_poles_single_precision_is_as_good()
    {
        var harmonics = new SphericalHarmonics(40);
        var random = new Random(7);
        var block = new float[harmonics.BlockLength];
        double[] longitudes = new double[16], latitudes = new double[16], expected = new double[harmonics.Dimension], lanes = new double[harmonics.Dimension];
        for (var round = 0; round < 100; round++)
        {
            for (var lane = 0; lane < 16; lane++)
            {
                longitudes[lane] = (360 * random.NextDouble()) - 180;
                latitudes[lane] = (lane % 2 == 0 ? 1 : -1) * (90 - Math.Pow(10, 1 - (6 * random.NextDouble())));
            }

            harmonics.EvaluateBlock(longitudes, latitudes, block);
            for (var lane = 0; lane < 16; lane++)
            {
                harmonics.Evaluate(longitudes[lane], latitudes[lane], expected);
                for (var k = 0; k < lanes.Length; k++)
                {
                    lanes[k] = block[(k * 16) + lane];
                }

                Differences.Below(2e-7 * Places.Scale(40), expected, lanes);
            }
        }
    }

    [Theory]
    [InlineData(40)]
    [InlineData(100)]
    [InlineData(230)]
    [InlineData(600)]
    public void A_block_in_single_precision_is_rounded_from_double(int degrees)
    {
        var harmonics = new SphericalHarmonics(degrees);
        var block = new AlignedBuffer<float>(harmonics.BlockLength);
        var (longitudes, latitudes) = Places.Random(16, 5);
        harmonics.EvaluateBlock(longitudes, latitudes, block.Span);
        var expected = new double[harmonics.Dimension];
        var lanes = new double[harmonics.Dimension];
        for (var lane = 0; lane < 16; lane++)
        {
            harmonics.Evaluate(longitudes[lane], latitudes[lane], expected);
            for (var k = 0; k < lanes.Length; k++)
            {
                lanes[k] = block.Span[(k * 16) + lane];
            }

            Differences.Below(2e-7 * Places.Scale(degrees), expected, lanes);
        }
    }
}
