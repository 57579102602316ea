namespace Benchmarks.Measuring;

/// <summary>Text in columns, as Markdown reads it too.</summary>
internal static class TextTable
{
    /// <summary>Lays cells out.</summary>
    /// <param name="head">Names of the columns.</param>
    /// <param name="rows">Cells, as many as names.</param>
    /// <returns>The lines.</returns>
    public static IEnumerable<string> Lay(string[] head, IEnumerable<string[]> rows)
    {
        List<string[]> cells = [head, .. rows];
        var widths = Enumerable.Range(0, head.Length).Select(column => cells.Max(row => row[column].Length)).ToArray();
        yield return Line(cells[0], widths);
        yield return "|" + string.Concat(widths.Select(width => new string('-', width + 2) + "|"));
        foreach (var row in cells.Skip(1))
        {
            yield return Line(row, widths);
        }
    }

    private static string Line(string[] row, int[] widths) =>
        "| " + string.Join(" | ", row.Select((cell, column) => cell.PadRight(widths[column]))) + " |";
}
