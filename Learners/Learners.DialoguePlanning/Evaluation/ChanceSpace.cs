using System.Globalization;
using Learners.DialoguePlanning.Pairs;
using Learners.DialoguePlanning.Text;

namespace Learners.DialoguePlanning.Evaluation;

/// <summary>Similarities by chance, the same for the same seed and pair.</summary>
/// <param name="seed">Of the chance.</param>
internal sealed class ChanceSpace(long seed) : ITurnSpace
{
    private readonly ulong _seed = Fnv.Hash(seed.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public double Similarity(int before, Parity parity, int after)
    {
        // the finaliser of MurmurHash3, so that neighbouring numbers share nothing
        var mixed = unchecked(_seed ^ (((ulong)before * 0x9E3779B97F4A7C15UL) + ((ulong)after * 0xC2B2AE3D27D4EB4FUL) + (ulong)parity));
        mixed = unchecked((mixed ^ (mixed >> 33)) * 0xFF51AFD7ED558CCDUL);
        mixed = unchecked((mixed ^ (mixed >> 33)) * 0xC4CEB9FE1A85EC53UL);
        return (mixed >> 11) * (1.0 / (1UL << 53));
    }
}
