using System.Buffers;

namespace GeoCore.Raster;

/// <summary>The most frequent value of some cells.</summary>
internal static class CellMode
{
    private const int OnStack = 64;

    /// <summary>The most frequent value of a block of cells, the first in reading order of several; NaN where more than half have none.</summary>
    /// <param name="cells">Cells, beginning with the block's first.</param>
    /// <param name="stride">Cells from row to row.</param>
    /// <param name="width">Columns of the block.</param>
    /// <param name="height">Rows of the block.</param>
    internal static float Of(ReadOnlySpan<float> cells, int stride, int width, int height)
    {
        var count = width * height;
        var rented = count > OnStack ? ArrayPool<float>.Shared.Rent(count) : null;
        Span<float> values = rented ?? stackalloc float[OnStack];
        var valid = 0;
        for (var row = 0; row < height; row++)
        {
            foreach (var value in cells.Slice(row * stride, width))
            {
                if (!float.IsNaN(value))
                {
                    values[valid++] = value;
                }
            }
        }

        var mode = 2 * valid >= count && valid > 0 ? MostFrequent(values[..valid]) : float.NaN;
        if (rented is not null)
        {
            ArrayPool<float>.Shared.Return(rented);
        }

        return mode;
    }

    private static float MostFrequent(ReadOnlySpan<float> values)
    {
        var (best, bestCount) = (values[0], 0);
        for (var i = 0; i < values.Length && bestCount < values.Length - i; i++)
        {
            var count = values[i..].Count(values[i]);
            if (count > bestCount)
            {
                (best, bestCount) = (values[i], count);
            }
        }

        return best;
    }
}
