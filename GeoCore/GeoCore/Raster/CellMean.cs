namespace GeoCore.Raster;

/// <summary>The weighted mean of a block of cells, some of which may have no value.</summary>
/// <remarks>Means are taken of the differences from one of the cells, so that equal cells give exactly their value.</remarks>
internal static class CellMean
{
    /// <summary>Share of the weights that must lie on cells with a value.</summary>
    internal const float SmallestValidWeight = 0.5f;

    /// <summary>Mean over the cells that have a value, if they carry at least half of the weight, else NaN.</summary>
    /// <param name="cells">Cells, beginning with the block's first.</param>
    /// <param name="stride">Cells from row to row.</param>
    /// <param name="columnWeights">Weight of each column; they sum to 1.</param>
    /// <param name="rowWeights">Weight of each row; they sum to 1.</param>
    internal static float Of(ReadOnlySpan<float> cells, int stride, ReadOnlySpan<float> columnWeights, ReadOnlySpan<float> rowWeights)
    {
        float sum = 0, weight = 0, origin = float.NaN;
        for (var row = 0; row < rowWeights.Length; row++)
        {
            var line = cells.Slice(row * stride, columnWeights.Length);
            for (var column = 0; column < line.Length; column++)
            {
                var (value, share) = (line[column], rowWeights[row] * columnWeights[column]);
                if (float.IsNaN(value) || share == 0)
                {
                    continue;
                }

                origin = float.IsNaN(origin) ? value : origin;
                sum += (value - origin) * share;
                weight += share;
            }
        }

        return weight >= SmallestValidWeight ? origin + sum / weight : float.NaN;
    }
}
