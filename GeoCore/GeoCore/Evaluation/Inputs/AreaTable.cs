using System.Globalization;

namespace GeoCore.Evaluation.Inputs;

/// <summary>Reads the areas of cells that have ids of the user's own.</summary>
public static class AreaTable
{
    /// <summary>Reads a table with columns for the cell and its area.</summary>
    /// <param name="table">The table, before its first row.</param>
    /// <param name="names">How columns are named.</param>
    /// <returns>Areas by id, km².</returns>
    /// <exception cref="InputException">A column is missing, a cell comes twice, or an area is outside its range.</exception>
    public static IReadOnlyDictionary<string, double> Read(TableReader table, ColumnNames names)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(names);
        int cell = names.Require(table, ColumnRole.Cell), area = names.Require(table, ColumnRole.Area);
        table.Choose([cell, area]);
        var areas = new Dictionary<string, double>(StringComparer.Ordinal);
        while (table.Read())
        {
            if (!areas.TryAdd(table.Text(cell).ToString(), Checked(table, area)))
                throw table.Fault(cell, $"is '{TableReader.Shortened(table.Text(cell))}', which came before");
        }

        return areas;
    }

    internal static double Checked(TableReader row, int column)
    {
        var area = row.Number(column);
        return area >= 0 && area <= long.MaxValue / CellAreas.UnitsPerKm2
            ? area
            : throw row.Fault(column, $"is {area.ToString(CultureInfo.InvariantCulture)}, but an area is finite and not negative");
    }
}
