using Learners.LocationEncoding.Data;

namespace Learners.LocationEncoding.Protocol;

/// <summary>Random orders that are fixed by seed, stream and index.</summary>
internal static class EpochOrder
{
    /// <summary>The numbers from 0 to one less than a count in a random order.</summary>
    /// <param name="count">At least 0.</param>
    /// <param name="seed">Of the run.</param>
    /// <param name="stream">What the order is for.</param>
    /// <param name="index">Such as the pass through a set.</param>
    internal static long[] Of(int count, long seed, int stream, long index)
    {
        long[] order = [.. Enumerable.Range(0, count).Select(i => (long)i)];
        var random = new RandomSequence(seed, stream, index);
        for (var i = count - 1; i > 0; i--)
        {
            var other = (int)(random.NextDouble() * (i + 1));
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }
}
