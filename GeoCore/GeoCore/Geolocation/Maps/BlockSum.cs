namespace GeoCore.Geolocation.Maps;

/// <summary>Sums over the cells of a map in blocks of fixed length, added in their order: neither threads nor their number change a bit.</summary>
internal static class BlockSum
{
    /// <summary>Cells of a block: enough to be worth a thread, few enough to stay in its cache.</summary>
    internal const int Length = 16_384;

    /// <summary>What one block contributes.</summary>
    /// <param name="start">Its first cell.</param>
    /// <param name="length">Its cells.</param>
    internal delegate double Term(int start, int length);

    internal static double Of(int count, Term term)
    {
        var parts = new double[(count + Length - 1) / Length];
        Each(count, (start, length) => parts[start / Length] = term(start, length));
        var sum = 0.0;
        foreach (var part in parts)
        {
            sum += part;
        }

        return sum;
    }

    /// <summary>Visits all blocks, several at once where there are several.</summary>
    internal static void Each(int count, Action<int, int> visit)
    {
        var blocks = (count + Length - 1) / Length;
        if (blocks == 1)
            visit(0, count);
        else
            Parallel.For(0, blocks, block => visit(block * Length, Math.Min(Length, count - block * Length)));
    }
}
