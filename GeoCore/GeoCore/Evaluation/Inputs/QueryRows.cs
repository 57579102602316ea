namespace GeoCore.Evaluation.Inputs;

/// <summary>Brings the rows of each query of a table together.</summary>
/// <typeparam name="T">What a row says.</typeparam>
/// <param name="table">The table, before its first row.</param>
/// <param name="queryColumn">Column of the query; −1 where all rows are one answer to all queries.</param>
/// <param name="read">Reads the row at which the table stands.</param>
/// <param name="rowsInMemory">Rows that are held at most.</param>
internal sealed class QueryRows<T>(TableReader table, int queryColumn, Func<TableReader, T> read, int rowsInMemory)
{
    /// <summary>Queries without a truth; of a sorted table.</summary>
    internal long WithoutTruth { get; private set; }

    /// <summary>Hands over the rows of each query that has a truth.</summary>
    /// <param name="truths">The truths.</param>
    /// <param name="isGathered">Whether all rows are held until the table ends, as one that is not sorted needs.</param>
    /// <param name="visit">Receives the truth, null for all of them, and the rows, which are only lent.</param>
    /// <param name="cancellationToken">Looked at between queries.</param>
    internal void Visit(TruthTable truths, bool isGathered, Action<Truth?, List<T>> visit, CancellationToken cancellationToken)
    {
        if (queryColumn < 0)
            VisitShared(visit, cancellationToken);
        else if (isGathered)
            VisitGathered(truths, visit, cancellationToken);
        else
            VisitSorted(truths, visit, cancellationToken);
    }

    private void VisitShared(Action<Truth?, List<T>> visit, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        while (table.Read())
        {
            rows.Add(read(table));
            Check(rows.Count, "one map for all queries", cancellationToken);
        }

        visit(null, rows);
    }

    private void VisitSorted(TruthTable truths, Action<Truth?, List<T>> visit, CancellationToken cancellationToken)
    {
        var isDone = new bool[truths.All.Count];
        var rows = new List<T>();
        var name = new List<char>();
        Truth? truth = null;
        for (var isFirst = true; table.Read(); isFirst = false)
        {
            var query = table.Text(queryColumn);
            if (isFirst || !query.SequenceEqual(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(name)))
            {
                if (truth is not null)
                    visit(truth, rows);
                rows.Clear();
                name.Clear();
                name.AddRange(query);
                truth = truths.Find(query);
                WithoutTruth += truth is null ? 1 : 0;
                if (truth is not null && isDone[truth.Index])
                    throw new ScatteredRowsException();
                if (truth is not null)
                    isDone[truth.Index] = true;
            }

            var row = read(table); // also where there is no truth: a damaged file is told
            if (truth is not null)
                rows.Add(row);
            Check(rows.Count, "one query", cancellationToken);
        }

        if (truth is not null)
            visit(truth, rows);
    }

    private void VisitGathered(TruthTable truths, Action<Truth?, List<T>> visit, CancellationToken cancellationToken)
    {
        var gathered = new List<T>?[truths.All.Count];
        var others = new HashSet<string>(StringComparer.Ordinal);
        var held = 0L;
        while (table.Read())
        {
            var query = table.Text(queryColumn);
            var truth = truths.Find(query);
            if (truth is null && others.GetAlternateLookup<ReadOnlySpan<char>>().Add(query))
                WithoutTruth++;
            var row = read(table);
            if (truth is null)
                continue;
            (gathered[truth.Index] ??= []).Add(row);
            Check(++held, "a table that is not sorted by query", cancellationToken);
        }

        foreach (var truth in truths.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (gathered[truth.Index] is not { } rows)
                continue;
            visit(truth, rows);
            gathered[truth.Index] = null;
        }
    }

    private void Check(long rows, string what, CancellationToken cancellationToken)
    {
        if (rows > rowsInMemory)
            throw table.Fault($"{what} may have {rowsInMemory} rows, and this is one more");
        if ((table.Line & 0xFFF) == 0)
            cancellationToken.ThrowIfCancellationRequested();
    }
}
