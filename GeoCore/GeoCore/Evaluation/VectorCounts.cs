using System.Numerics;

namespace GeoCore.Evaluation;

/// <summary>How many numbers of a block are above a level and at it, for one level or several.</summary>
internal static class VectorCounts
{
    /// <summary>Numbers a block has at most, so that counts fit the lanes and the block stays in the nearest cache while several levels look at it.</summary>
    internal const int BlockLength = 2048;

    /// <summary>Levels that look at a vector while it is in a register.</summary>
    private const int Together = 4;

    /// <summary>Adds the counts of a block.</summary>
    /// <param name="values">At most <see cref="BlockLength"/>; NaN is neither above nor at a level.</param>
    /// <param name="levels">Descending, without NaN.</param>
    /// <param name="above">Grows by the values above each level.</param>
    /// <param name="equal">Grows by the values at each level.</param>
    internal static void Add<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> levels, Span<long> above, Span<long> equal)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            AddLanes<T, int>(values, levels, above, equal);
        }
        else if (typeof(T) == typeof(double))
        {
            AddLanes<T, long>(values, levels, above, equal);
        }
        else
        {
            for (var i = 0; i < levels.Length; i++)
            {
                AddRest(values, levels[i], ref above[i], ref equal[i]);
            }
        }
    }

    private static void AddLanes<T, TLane>(ReadOnlySpan<T> values, ReadOnlySpan<T> levels, Span<long> above, Span<long> equal)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLane : unmanaged, IBinaryInteger<TLane>
    {
        var (first, end) = levels.Length > Together ? Open(values, levels, above, equal) : (0, levels.Length);
        for (; first <= end - Together; first += Together)
        {
            AddFour<T, TLane>(values, levels.Slice(first, Together), above.Slice(first, Together), equal.Slice(first, Together));
        }

        for (; first < end; first++)
        {
            AddOne<T, TLane>(values, levels[first], ref above[first], ref equal[first]);
        }
    }

    /// <summary>Settles the levels above the block's largest number and below its smallest, and gives the range of those between: most blocks of a map with a few dense places leave none.</summary>
    private static (int First, int End) Open<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> levels, Span<long> above, Span<long> equal)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var peak = BlockBounds.Peak(values);
        var first = 0;
        while (first < levels.Length && levels[first] > peak)
        {
            first++;
        }

        if (first == levels.Length || !BlockBounds.TryLeast(values, out var least))
        {
            return (first, levels.Length);
        }

        var end = levels.Length;
        while (end > first && levels[end - 1] < least)
        {
            above[--end] += values.Length;
        }

        while (end > first && least == peak)
        {
            equal[--end] += values.Length; // an even block, at the level
        }

        return (first, end);
    }

    private static void AddOne<T, TLane>(ReadOnlySpan<T> values, T level, ref long above, ref long equal)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLane : unmanaged, IBinaryInteger<TLane>
    {
        var threshold = Vector.Create(level);
        // two sums of each kind hide the latency of the additions
        Vector<TLane> above0 = default, above1 = default, equal0 = default, equal1 = default;
        var i = 0;
        for (; i <= values.Length - 2 * Vector<T>.Count; i += 2 * Vector<T>.Count)
        {
            var first = new Vector<T>(values[i..]);
            var second = new Vector<T>(values[(i + Vector<T>.Count)..]);
            // a comparison that holds is −1 in its lane
            above0 -= Vector.GreaterThan(first, threshold).As<T, TLane>();
            above1 -= Vector.GreaterThan(second, threshold).As<T, TLane>();
            equal0 -= Vector.Equals(first, threshold).As<T, TLane>();
            equal1 -= Vector.Equals(second, threshold).As<T, TLane>();
        }

        above += long.CreateTruncating(Vector.Sum(above0 + above1));
        equal += long.CreateTruncating(Vector.Sum(equal0 + equal1));
        AddRest(values[i..], level, ref above, ref equal);
    }

    private static void AddFour<T, TLane>(ReadOnlySpan<T> values, ReadOnlySpan<T> levels, Span<long> above, Span<long> equal)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLane : unmanaged, IBinaryInteger<TLane>
    {
        Vector<T> level0 = Vector.Create(levels[0]), level1 = Vector.Create(levels[1]), level2 = Vector.Create(levels[2]), level3 = Vector.Create(levels[3]);
        Vector<TLane> above0 = default, above1 = default, above2 = default, above3 = default, equal0 = default, equal1 = default, equal2 = default, equal3 = default;
        var i = 0;
        for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var value = new Vector<T>(values[i..]);
            above0 -= Vector.GreaterThan(value, level0).As<T, TLane>();
            equal0 -= Vector.Equals(value, level0).As<T, TLane>();
            above1 -= Vector.GreaterThan(value, level1).As<T, TLane>();
            equal1 -= Vector.Equals(value, level1).As<T, TLane>();
            above2 -= Vector.GreaterThan(value, level2).As<T, TLane>();
            equal2 -= Vector.Equals(value, level2).As<T, TLane>();
            above3 -= Vector.GreaterThan(value, level3).As<T, TLane>();
            equal3 -= Vector.Equals(value, level3).As<T, TLane>();
        }

        ReadOnlySpan<Vector<TLane>> aboveLanes = [above0, above1, above2, above3], equalLanes = [equal0, equal1, equal2, equal3];
        for (var k = 0; k < Together; k++)
        {
            above[k] += long.CreateTruncating(Vector.Sum(aboveLanes[k]));
            equal[k] += long.CreateTruncating(Vector.Sum(equalLanes[k]));
            AddRest(values[i..], levels[k], ref above[k], ref equal[k]);
        }
    }

    private static void AddRest<T>(ReadOnlySpan<T> values, T level, ref long above, ref long equal)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (var value in values)
        {
            above += value > level ? 1 : 0;
            equal += value == level ? 1 : 0;
        }
    }
}
