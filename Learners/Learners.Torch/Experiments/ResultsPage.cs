namespace Learners.Torch.Experiments;

/// <summary>A page of results, whose tables are written by a program between marks and whose words are a person's.</summary>
/// <param name="text">The page as it is.</param>
public sealed class ResultsPage(string text)
{
    /// <summary>The page with a table put between its marks; a page without them gets both at its end.</summary>
    /// <param name="experiment">Whose command writes the table.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="markdown">What stands between the marks.</param>
    /// <exception cref="InvalidDataException">The page has one mark without the other.</exception>
    public ResultsPage With(string experiment, string table, string markdown)
    {
        var begin = $"<!-- begin {table}: written by ./geosuite experiment {experiment} -->";
        var end = $"<!-- end {table} -->";
        var block = $"{begin}\n{markdown.Trim()}\n{end}";
        int from = text.IndexOf(begin, StringComparison.Ordinal), to = text.IndexOf(end, StringComparison.Ordinal);
        if (from < 0 && to < 0)
        {
            return new ResultsPage($"{text.TrimEnd()}\n\n{block}\n");
        }

        return from >= 0 && to > from
            ? new ResultsPage(text[..from] + block + text[(to + end.Length)..])
            : throw new InvalidDataException($"the page has one mark of the table '{table}' without the other");
    }

    /// <inheritdoc/>
    public override string ToString() => text;
}
