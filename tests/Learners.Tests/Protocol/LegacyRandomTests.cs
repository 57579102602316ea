using Learners.LocationEncoding.Protocol;

namespace Learners.Tests.Protocol;

public class LegacyRandomTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Words_doubles_and_Gaussians_are_those_of_NumPy(int seed)
    {
        var golden = Golden.Read("mt19937_legacy.json").GetProperty("seeds").GetProperty(seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        LegacyRandom words = new((uint)seed), doubles = new((uint)seed), gaussians = new((uint)seed);

        Assert.All(golden.GetProperty("first_uint32").EnumerateArray(), word => Assert.Equal(word.GetUInt32(), words.NextUInt32()));
        Assert.All(golden.GetProperty("random_sample").Numbers(), number => Assert.Equal(number, doubles.NextDouble()));
        Assert.All(golden.GetProperty("normal").Numbers(), number =>
        {
            var ours = gaussians.NextGaussian();
            Assert.True(Math.Abs(number - ours) <= Math.BitIncrement(Math.Abs(number)) - Math.Abs(number), $"{ours:R} is more than one ulp from {number:R}");
        });
    }

    [Fact]
    public void The_state_is_refilled_after_624_words()
    {
        // the 10 000th word of a generator seeded with 5489, as the C++ standard gives it for mt19937
        var random = new LegacyRandom(5489);
        for (var i = 1; i < 10_000; i++)
        {
            random.NextUInt32();
        }

        Assert.Equal(4123659995u, random.NextUInt32());
    }
}
