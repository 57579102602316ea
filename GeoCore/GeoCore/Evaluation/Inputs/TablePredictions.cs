namespace GeoCore.Evaluation.Inputs;

/// <summary>Predictions as a table: galleries of places with scores, or cells with scores.</summary>
/// <remarks>
/// A table that is sorted by query is read in the memory of one query. Any other is held as a whole, up to <see cref="MapOptions.RowsInMemory"/> rows.
/// A table without a column for the query is one map for all queries.
/// </remarks>
/// <param name="open">Opens the table at its beginning.</param>
/// <param name="options">How rows become maps.</param>
/// <param name="isGathered">Whether rows of a query may stand apart.</param>
public sealed class TablePredictions(Func<TableReader> open, MapOptions options, bool isGathered = false) : Predictions
{
    private TableReader? _table;
    private double _progress;

    /// <inheritdoc/>
    public override double Progress => _table?.Progress ?? _progress;

    /// <inheritdoc/>
    public override void Visit(TruthTable truths, Action<Truth, QueryMap> visit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(truths);
        using var table = open();
        _table = table;
        try
        {
            var query = options.Columns.Find(table, ColumnRole.Query);
            // places are places whatever cells they come with, unless the user says what the cells are
            if (options.Cells is null && (options.Columns.Find(table, ColumnRole.Latitude) >= 0 || options.Columns.Find(table, ColumnRole.Cell) < 0))
            {
                if (options.Values != MapValues.Mass)
                    throw new InputException($"{table.Path}: places have masses; densities are for cells and maps.");
                var maps = new GalleryMaps(options);
                var read = maps.Rows(table, out var columns);
                table.Choose(query < 0 ? columns : [query, .. columns]);
                Visit(new QueryRows<ScoredPlace>(table, query, read, options.RowsInMemory), truths, (_, rows) => maps.Map(rows), visit, cancellationToken);
            }
            else
            {
                var maps = new CellMaps(table, options);
                table.Choose(query < 0 ? maps.Columns : [query, .. maps.Columns]);
                Visit(new QueryRows<ScoredCell>(table, query, maps.Read, options.RowsInMemory), truths, maps.Map, visit, cancellationToken);
            }
        }
        finally
        {
            (_progress, _table) = (table.Progress, null);
        }
    }

    private void Visit<T>(
        QueryRows<T> rows, TruthTable truths, Func<Truth?, List<T>, CellMap> map, Action<Truth, QueryMap> visit, CancellationToken cancellationToken)
    {
        rows.Visit(truths, isGathered, (truth, answer) =>
        {
            var answered = map(truth, answer);
            foreach (var one in truth is null ? truths.All : [truth])
            {
                visit(one, answered);
            }
        }, cancellationToken);
        QueriesWithoutTruth = rows.WithoutTruth;
    }
}
