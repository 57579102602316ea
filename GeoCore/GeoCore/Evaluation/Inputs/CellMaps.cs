using System.Globalization;
using GeoCore.Geolocation.Grids;

namespace GeoCore.Evaluation.Inputs;

/// <summary>A cell with what the system says of it.</summary>
/// <param name="Name">Id, of the user's own cells.</param>
/// <param name="Cell">The cell, of hierarchies.</param>
/// <param name="AreaKm2">Area of the user's own cells, km².</param>
/// <param name="Score">The value.</param>
internal readonly record struct ScoredCell(string? Name, HierarchyCell Cell, double AreaKm2, double Score);

/// <summary>Turns scores of cells into maps.</summary>
internal sealed class CellMaps
{
    private readonly MapOptions _options;
    private readonly CellScheme _scheme;
    private readonly int _cell, _score, _area;

    internal CellMaps(TableReader table, MapOptions options)
    {
        _options = options;
        if (options.Kappa is not null)
            throw new InputException($"{table.Path}: similarities (kappa) are for places, and these are cells.");
        _cell = options.Columns.Require(table, ColumnRole.Cell);
        _score = options.Columns.Require(table, ColumnRole.Score);
        _area = options.Columns.Find(table, ColumnRole.Area);
        var name = table.Columns[_cell];
        _scheme = options.Cells
            ?? (name.StartsWith("s2", StringComparison.OrdinalIgnoreCase) || name.Contains("token", StringComparison.OrdinalIgnoreCase) ? CellScheme.S2
                : _area >= 0 || options.AreasKm2 is not null ? CellScheme.Named
                : throw new InputException($"{table.Path}: what the ids in column {name} are has to be said: s2, healpix:K, or areas beside a column or table of areas."));
        if (_scheme.Hierarchy is null && _area < 0 && options.AreasKm2 is null)
            throw new InputException($"{table.Path}: cells with ids of one's own need a column or a table of areas.");
    }

    internal int[] Columns => _area < 0 ? [_cell, _score] : [_cell, _score, _area];

    internal ScoredCell Read(TableReader row)
    {
        var score = row.Number(_score);
        var isRight = _options.Values == MapValues.LogDensity ? score < double.PositiveInfinity : score >= 0 && double.IsFinite(score);
        if (!isRight)
            throw row.Fault(_score, $"is {score.ToString(CultureInfo.InvariantCulture)}, but {(_options.Values == MapValues.LogDensity ? "a log density is a number or −inf" : "it has to be finite and not negative")}");
        var text = row.Text(_cell);
        if (_scheme.Hierarchy is not null)
        {
            return _scheme.TryCell(text, out var cell)
                ? new ScoredCell(null, cell, 0, score)
                : throw row.Fault(_cell, $"is '{TableReader.Shortened(text)}', which is no cell of {_scheme.Hierarchy.Name}{(_scheme.Level is { } level ? $":{level}" : "")}");
        }

        var name = text.ToString();
        return new ScoredCell(name, default, AreaOf(row, name), score);
    }

    /// <summary>The map of a query.</summary>
    /// <exception cref="InputException">A cell comes twice, or one lies in another.</exception>
    internal CellMap Map(Truth? truth, List<ScoredCell> rows)
    {
        try
        {
            return _scheme.Hierarchy is null ? OfNames(rows) : OfHierarchy(_scheme.Hierarchy, rows);
        }
        catch (ArgumentException fault)
        {
            throw new InputException($"query {truth?.Query ?? "of all"}: {fault.Message.Split(" (Parameter")[0]}", fault);
        }
    }

    private CellMap OfHierarchy(CellHierarchy hierarchy, List<ScoredCell> rows)
    {
        var grid = new AdaptiveGrid(hierarchy, rows.Select(row => row.Cell));
        var values = new double[rows.Count];
        foreach (var row in rows)
        {
            values[grid.CellOf(row.Cell)] = row.Score;
        }

        return new CellMap(_options.Priced(new HierarchyCells(grid, _scheme.Level)), values, _options.Values, _options.Key, _options.TotalKm2);
    }

    private CellMap OfNames(List<ScoredCell> rows)
    {
        var numbers = new Dictionary<string, int>(rows.Count, StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (!numbers.TryAdd(row.Name!, numbers.Count))
                throw new ArgumentException($"cell '{row.Name}' comes twice.");
        }

        return new CellMap(
            _options.Priced(new NamedCells(numbers, [.. rows.Select(row => row.AreaKm2)], _options.AreasKm2)), [.. rows.Select(row => row.Score)],
            _options.Values, _options.Key, _options.TotalKm2);
    }

    private double AreaOf(TableReader row, string name)
    {
        if (_area < 0)
        {
            return _options.AreasKm2!.TryGetValue(name, out var known)
                ? known
                : throw row.Fault(_cell, $"is '{TableReader.Shortened(name)}', which the table of areas does not have");
        }

        return AreaTable.Checked(row, _area);
    }
}
