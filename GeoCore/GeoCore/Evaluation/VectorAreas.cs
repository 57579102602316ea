using System.Numerics;
using System.Runtime.InteropServices;

namespace GeoCore.Evaluation;

/// <summary>Area of the cells above a level and at it where every cell has an area of its own.</summary>
internal static class VectorAreas
{
    /// <summary>Adds the areas of a block.</summary>
    /// <param name="densities">NaN is neither above nor at a level.</param>
    /// <param name="units">Area of each cell.</param>
    /// <param name="level">No NaN.</param>
    /// <param name="denser">Grows by the area of cells above the level.</param>
    /// <param name="tied">Grows by the area of cells at the level.</param>
    internal static void Add<T>(ReadOnlySpan<T> densities, ReadOnlySpan<long> units, T level, ref long denser, ref long tied)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var i = typeof(T) == typeof(float)
            ? AddLanes(MemoryMarshal.Cast<T, float>(densities), units, float.CreateTruncating(level), ref denser, ref tied)
            : 0;
        for (; i < densities.Length; i++)
        {
            denser += densities[i] > level ? units[i] : 0;
            tied += densities[i] == level ? units[i] : 0;
        }
    }

    /// <summary>As many cells as whole vectors hold; returns their number.</summary>
    private static int AddLanes(ReadOnlySpan<float> densities, ReadOnlySpan<long> units, float level, ref long denser, ref long tied)
    {
        var threshold = new Vector<float>(level);
        Vector<long> denser0 = default, denser1 = default, tied0 = default, tied1 = default;
        var i = 0;
        for (; i <= densities.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var values = new Vector<float>(densities[i..]);
            var low = new Vector<long>(units[i..]);
            var high = new Vector<long>(units[(i + Vector<long>.Count)..]);
            // a comparison that holds has all bits set, also after widening
            Vector.Widen(Vector.GreaterThan(values, threshold), out var aboveLow, out var aboveHigh);
            Vector.Widen(Vector.Equals(values, threshold), out var equalLow, out var equalHigh);
            denser0 += low & aboveLow;
            denser1 += high & aboveHigh;
            tied0 += low & equalLow;
            tied1 += high & equalHigh;
        }

        denser += Vector.Sum(denser0 + denser1);
        tied += Vector.Sum(tied0 + tied1);
        return i;
    }
}
