using System.Numerics;

namespace GeoCore.Evaluation;

/// <summary>The largest and the smallest number of a block.</summary>
/// <remarks>Selections instead of the processor's maximum, whose answer to NaN differs from one to another; four at a time hide their latency.</remarks>
internal static class BlockBounds
{
    /// <summary>The largest number; −∞ where all are NaN.</summary>
    internal static T Peak<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> peak0 = Vector.Create(T.NegativeInfinity), peak1 = peak0, peak2 = peak0, peak3 = peak0;
        var i = 0;
        for (; i <= values.Length - 4 * Vector<T>.Count; i += 4 * Vector<T>.Count)
        {
            peak0 = Larger(new Vector<T>(values[i..]), peak0);
            peak1 = Larger(new Vector<T>(values[(i + Vector<T>.Count)..]), peak1);
            peak2 = Larger(new Vector<T>(values[(i + 2 * Vector<T>.Count)..]), peak2);
            peak3 = Larger(new Vector<T>(values[(i + 3 * Vector<T>.Count)..]), peak3);
        }

        var peaks = Larger(Larger(peak0, peak1), Larger(peak2, peak3));
        var peak = T.NegativeInfinity;
        for (var lane = 0; lane < Vector<T>.Count; lane++)
        {
            peak = peaks[lane] > peak ? peaks[lane] : peak;
        }

        foreach (var value in values[i..])
        {
            peak = value > peak ? value : peak;
        }

        return peak;
    }

    /// <summary>The smallest number; false where one of them is NaN.</summary>
    internal static bool TryLeast<T>(ReadOnlySpan<T> values, out T least)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> least0 = Vector.Create(T.PositiveInfinity), least1 = least0;
        var areNumbers = Vector.Equals(least0, least0);
        var i = 0;
        for (; i <= values.Length - 2 * Vector<T>.Count; i += 2 * Vector<T>.Count)
        {
            var first = new Vector<T>(values[i..]);
            var second = new Vector<T>(values[(i + Vector<T>.Count)..]);
            least0 = Vector.ConditionalSelect(Vector.LessThan(first, least0), first, least0);
            least1 = Vector.ConditionalSelect(Vector.LessThan(second, least1), second, least1);
            areNumbers &= Vector.Equals(first, first) & Vector.Equals(second, second); // NaN is not itself
        }

        least = T.PositiveInfinity;
        for (var lane = 0; lane < Vector<T>.Count; lane++)
        {
            least = least0[lane] < least ? least0[lane] : least;
            least = least1[lane] < least ? least1[lane] : least;
        }

        var areAllNumbers = Vector.EqualsAll(areNumbers.As<T, byte>(), Vector<byte>.AllBitsSet);
        foreach (var value in values[i..])
        {
            areAllNumbers &= !T.IsNaN(value);
            least = value < least ? value : least;
        }

        return areAllNumbers;
    }

    private static Vector<T> Larger<T>(Vector<T> values, Vector<T> peaks)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector.ConditionalSelect(Vector.GreaterThan(values, peaks), values, peaks);
}
