using Learners.LocationEncoding.Protocol;

namespace Learners.Tests.Protocol;

public class PermutationTests
{
    [Fact]
    public void Permutations_are_those_of_NumPy_up_to_a_million_places()
    {
        foreach (var row in Golden.Read(Path.Combine("permutations", "permutations.json")).GetProperty("rows").EnumerateArray())
        {
            var size = row.GetProperty("size").GetInt32();
            var order = new LegacyRandom(row.GetProperty("seed").GetUInt32()).Permutation(size);
            uint sum = 0;
            for (var i = 0; i < size; i++)
            {
                sum += (uint)((long)i * order[i]);
            }

            Assert.Equal(row.GetProperty("first").Integers(), order[..10].Select(place => (long)place));
            Assert.Equal(row.GetProperty("last").Integers(), order[^10..].Select(place => (long)place));
            Assert.Equal(row.GetProperty("sum").GetUInt32(), sum);
        }
    }
}
