using System.Globalization;
using GeoCore.Evaluation.Inputs;
using Parquet;
using Parquet.Schema;

namespace GeoCore.Parquet;

/// <summary>An Apache Parquet file as a table. One group of rows is in memory at a time, and of it the chosen columns.</summary>
public sealed class ParquetTable : TableReader
{
    /// <summary>Rows that a group has at most; what says more is damaged or made to fill the memory.</summary>
    public const int MostRowsOfGroup = 1 << 26;

    private readonly ParquetReader _reader;
    private readonly DataField[] _fields;
    private readonly ParquetColumn?[] _columns;
    private readonly long _rows;
    private int[] _chosen;
    private int _group;
    private long _row, _rowsOfGroup;

    private ParquetTable(string path, ParquetReader reader) : base(path)
    {
        _reader = reader;
        _fields = [.. reader.Schema.Fields.OfType<DataField>().Where(field => !field.IsArray)];
        Columns = [.. _fields.Select(field => field.Name)];
        _columns = new ParquetColumn?[_fields.Length];
        _chosen = [.. Enumerable.Range(0, _fields.Length)];
        _rows = reader.Metadata?.NumRows ?? 0;
    }

    /// <inheritdoc/>
    /// <remarks>Columns that hold lists or records are left out.</remarks>
    public override IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public override double Progress => _rows == 0 ? 1 : (double)Line / _rows;

    /// <inheritdoc/>
    protected override string LineWord => "row";

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The file is damaged, or has no plain columns.</exception>
    public static ParquetTable Open(string path)
    {
        var reader = Guarded(path, () => ParquetReader.CreateAsync(path, null, CancellationToken.None).GetAwaiter().GetResult());
        var table = Guarded(path, () => new ParquetTable(path, reader));
        if (table.Columns.Count > 0)
            return table;
        table.Dispose();
        throw new InputException($"{path}: the file has no plain columns.");
    }

    /// <inheritdoc/>
    public override void Choose(IReadOnlyCollection<int> columns) => _chosen = [.. columns.Distinct()];

    /// <inheritdoc/>
    public override bool Read()
    {
        _row++;
        while (_row >= _rowsOfGroup)
        {
            if (_group == _reader.RowGroupCount)
                return false;
            Guarded(Path, () => ReadGroup(_group++));
        }

        Line++;
        return true;
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<char> Text(int column)
    {
        var values = Of(column);
        return values.Texts is { } texts ? texts[_row].AsSpan().Trim()
            : values.IsMissing(_row) ? []
            : values.Numbers![_row].ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public override double Number(int column)
    {
        var values = Of(column);
        return values.Numbers is { } numbers && !values.IsMissing(_row) ? numbers[_row] : base.Number(column);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private ParquetColumn Of(int column) => _columns[column] ?? throw new InvalidOperationException($"Column {Columns[column]} was not chosen.");

    private bool ReadGroup(int group)
    {
        using var rows = _reader.OpenRowGroupReader(group);
        (_row, _rowsOfGroup) = (0, rows.RowCount);
        if (rows.RowCount is < 0 or > MostRowsOfGroup)
            throw new InputException($"{Path}: a group of {rows.RowCount} rows is more than {MostRowsOfGroup}.");
        foreach (var column in _chosen)
        {
            _columns[column] = ParquetColumn.Read(rows, _fields[column])
                ?? throw new InputException($"{Path}: column {Columns[column]}: values of {_fields[column].ClrType.Name} are neither numbers nor texts.");
        }

        return true;
    }

    /// <summary>What a damaged file makes the package throw is told as a fault of the file.</summary>
    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is not (InputException or FileNotFoundException or UnauthorizedAccessException))
        {
            throw new InputException($"{path}: this is no Parquet file that can be read: {fault.Message.ReplaceLineEndings(" ").TrimEnd('.')}.", fault);
        }
    }
}
