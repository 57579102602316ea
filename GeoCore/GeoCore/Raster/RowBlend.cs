using System.Numerics;

namespace GeoCore.Raster;

/// <summary>Blends rows of cells into one.</summary>
internal static class RowBlend
{
    /// <summary>Weighted mean of rows, column by column; NaN where a cell has no value. Equal cells give exactly their value.</summary>
    /// <param name="rows">Rows of the length of <paramref name="blend"/>, one behind the other.</param>
    /// <param name="weights">Weight of each row; they sum to 1.</param>
    /// <param name="blend">Receives the means.</param>
    internal static void Of(ReadOnlySpan<float> rows, ReadOnlySpan<float> weights, Span<float> blend)
    {
        var width = blend.Length;
        var i = 0;
        for (; i <= width - Vector<float>.Count; i += Vector<float>.Count)
        {
            var origin = new Vector<float>(rows[i..]);
            var sum = Vector<float>.Zero;
            for (var k = 1; k < weights.Length; k++)
            {
                sum += (new Vector<float>(rows[(k * width + i)..]) - origin) * weights[k];
            }

            (origin + sum).CopyTo(blend[i..]);
        }

        for (; i < width; i++)
        {
            var origin = rows[i];
            float sum = 0;
            for (var k = 1; k < weights.Length; k++)
            {
                sum += (rows[k * width + i] - origin) * weights[k];
            }

            blend[i] = origin + sum;
        }
    }
}
