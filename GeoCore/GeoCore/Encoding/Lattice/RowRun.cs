namespace GeoCore.Encoding.Lattice;

/// <summary>Chosen pixels of one row, side by side in a sorted list.</summary>
/// <param name="Row">Row of the map.</param>
/// <param name="First">Where they begin in the list.</param>
/// <param name="Count">How many.</param>
internal readonly record struct RowRun(int Row, int First, int Count)
{
    /// <summary>The rows of a list.</summary>
    /// <param name="positions">row · width + column, ascending.</param>
    /// <param name="width">Columns of the map.</param>
    public static RowRun[] Find(ReadOnlySpan<int> positions, int width)
    {
        var runs = new List<RowRun>();
        for (var first = 0; first < positions.Length;)
        {
            var row = positions[first] / width;
            var end = first + 1;
            while (end < positions.Length && positions[end] / width == row)
            {
                end++;
            }

            runs.Add(new RowRun(row, first, end - first));
            first = end;
        }

        return [.. runs];
    }
}
