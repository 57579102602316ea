using System.Numerics;
using System.Runtime.InteropServices;

namespace Learners.DialoguePlanning.Ranking;

/// <summary>Dot products of every row of a block with two vectors, in one pass through the block: what a new turn adds to the scores of all candidates.</summary>
/// <remarks>
/// The order in which products are added depends on the width alone, not on the row, the thread or what was added before. So scores that grow turn by
/// turn are the same bits as scores that are made anew from the whole history.
/// </remarks>
internal static class PairedDot
{
    /// <summary>Adds the products of rows to their scores.</summary>
    /// <param name="rows">[count × width] block.</param>
    /// <param name="first">[width] vector.</param>
    /// <param name="second">[width] vector.</param>
    /// <param name="firstScores">[count], each grows by the product of its row and <paramref name="first"/>.</param>
    /// <param name="secondScores">[count], likewise.</param>
    internal static void Add(
        ReadOnlySpan<float> rows, ReadOnlySpan<float> first, ReadOnlySpan<float> second, Span<float> firstScores, Span<float> secondScores)
    {
        var (width, whole) = (first.Length, first.Length - (first.Length % (2 * Vector<float>.Count)));
        var left = MemoryMarshal.Cast<float, Vector<float>>(first[..whole]);
        var right = MemoryMarshal.Cast<float, Vector<float>>(second[..whole]);
        for (var row = 0; row < firstScores.Length; row++)
        {
            var numbers = rows.Slice(row * width, width);
            var block = MemoryMarshal.Cast<float, Vector<float>>(numbers[..whole]);
            Vector<float> a = default, b = default, c = default, d = default;
            for (var i = 0; i + 1 < block.Length; i += 2)
            {
                a = Vector.FusedMultiplyAdd(block[i], left[i], a);
                b = Vector.FusedMultiplyAdd(block[i], right[i], b);
                c = Vector.FusedMultiplyAdd(block[i + 1], left[i + 1], c);
                d = Vector.FusedMultiplyAdd(block[i + 1], right[i + 1], d);
            }

            firstScores[row] += Vector.Sum(a + c) + Rest(numbers, first, whole);
            secondScores[row] += Vector.Sum(b + d) + Rest(numbers, second, whole);
        }
    }

    /// <summary>The same, number by number in double precision.</summary>
    internal static void AddPlainly(
        ReadOnlySpan<float> rows, ReadOnlySpan<float> first, ReadOnlySpan<float> second, Span<float> firstScores, Span<float> secondScores)
    {
        for (var row = 0; row < firstScores.Length; row++)
        {
            double one = 0, two = 0;
            for (var i = 0; i < first.Length; i++)
            {
                one += (double)rows[(row * first.Length) + i] * first[i];
                two += (double)rows[(row * first.Length) + i] * second[i];
            }

            firstScores[row] += (float)one;
            secondScores[row] += (float)two;
        }
    }

    private static float Rest(ReadOnlySpan<float> numbers, ReadOnlySpan<float> vector, int from)
    {
        var sum = 0f;
        for (var i = from; i < numbers.Length; i++)
        {
            sum += numbers[i] * vector[i];
        }

        return sum;
    }
}
