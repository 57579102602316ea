namespace TileServer.Sources.Catalogue;

/// <summary>How far two texts are from each other.</summary>
public static class EditDistance
{
    /// <summary>Fewest insertions, deletions, replacements and swaps of neighbours (optimal string alignment).</summary>
    public static int Between(ReadOnlySpan<char> from, ReadOnlySpan<char> to)
    {
        var beforeLast = new int[to.Length + 1];
        var last = new int[to.Length + 1];
        var current = new int[to.Length + 1];
        for (var column = 0; column <= to.Length; column++)
            last[column] = column;
        for (var row = 1; row <= from.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= to.Length; column++)
            {
                var replaced = last[column - 1] + (from[row - 1] == to[column - 1] ? 0 : 1);
                var best = Math.Min(replaced, Math.Min(last[column], current[column - 1]) + 1);
                if (row > 1 && column > 1 && from[row - 1] == to[column - 2] && from[row - 2] == to[column - 1])
                    best = Math.Min(best, beforeLast[column - 2] + 1);
                current[column] = best;
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[to.Length];
    }
}
