using System.Numerics;

namespace GeoCore.Evaluation;

/// <summary>Counts of single-precision numbers above a level and at it, several at once.</summary>
internal static class VectorCounts
{
    /// <summary>Two independent sums of each kind hide the latency of the additions.</summary>
    private const int Unroll = 2;

    internal static (long Above, long Equal) Of(ReadOnlySpan<float> values, float level)
    {
        var threshold = new Vector<float>(level);
        Vector<int> above0 = default, above1 = default, equal0 = default, equal1 = default;
        var i = 0;
        for (; i <= values.Length - Unroll * Vector<float>.Count; i += Unroll * Vector<float>.Count)
        {
            var first = new Vector<float>(values[i..]);
            var second = new Vector<float>(values[(i + Vector<float>.Count)..]);
            // a comparison that holds is −1 in its lane
            above0 -= Vector.GreaterThan(first, threshold);
            above1 -= Vector.GreaterThan(second, threshold);
            equal0 -= Vector.Equals(first, threshold);
            equal1 -= Vector.Equals(second, threshold);
        }

        long above = Vector.Sum(above0 + above1), equal = Vector.Sum(equal0 + equal1);
        for (; i < values.Length; i++)
        {
            above += values[i] > level ? 1 : 0;
            equal += values[i] == level ? 1 : 0;
        }

        return (above, equal);
    }
}
