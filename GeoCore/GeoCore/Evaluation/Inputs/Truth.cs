using System.Globalization;

namespace GeoCore.Evaluation.Inputs;

/// <summary>Where a query really is.</summary>
/// <param name="Index">Position in the table, from 0.</param>
/// <param name="Query">Name of the query.</param>
/// <param name="Longitude">Degrees, −180 to 180; NaN where only the cell is known.</param>
/// <param name="Latitude">Degrees, −90 to 90; NaN where only the cell is known.</param>
/// <param name="Weight">Importance, finite and above 0.</param>
/// <param name="Cell">Id of the true cell in a grid of the user's; null without one.</param>
/// <param name="Strata">Strata it belongs to, such as <c>continent=Europe</c>.</param>
public sealed record Truth(int Index, string Query, double Longitude, double Latitude, double Weight, string? Cell, IReadOnlyList<string> Strata)
{
    /// <summary>Whether the place is known.</summary>
    public bool HasPlace => !double.IsNaN(Latitude);
}

/// <summary>The truths of an evaluation, held in memory: about 200 bytes a query.</summary>
public sealed class TruthTable
{
    private readonly Dictionary<string, Truth> _byQuery = new(StringComparer.Ordinal);
    private readonly List<Truth> _all = [];

    /// <summary>The truths in the order of the table.</summary>
    public IReadOnlyList<Truth> All => _all;

    /// <summary>Reads a table.</summary>
    /// <param name="table">With columns for the query, and for latitude and longitude or the cell; a weight if the queries have any.</param>
    /// <param name="names">How columns are named.</param>
    /// <param name="strata">Names of columns whose values group the queries.</param>
    /// <exception cref="InputException">A column is missing, a query comes twice, or a field is outside its range.</exception>
    public static TruthTable Read(TableReader table, ColumnNames names, params IReadOnlyList<string> strata) => Read(table, names, int.MaxValue, strata);

    /// <summary>Reads a table of limited length.</summary>
    /// <param name="table">With columns for the query, and for latitude and longitude or the cell; a weight if the queries have any.</param>
    /// <param name="names">How columns are named.</param>
    /// <param name="most">Queries at most.</param>
    /// <param name="strata">Names of columns whose values group the queries.</param>
    /// <exception cref="InputException">A column is missing, a query comes twice, a field is outside its range, or there are too many queries.</exception>
    public static TruthTable Read(TableReader table, ColumnNames names, int most, IReadOnlyList<string> strata)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(names);
        var truths = new TruthTable();
        int query = names.Require(table, ColumnRole.Query), cell = names.Find(table, ColumnRole.Cell), weight = names.Find(table, ColumnRole.Weight);
        var places = new PlaceColumns(table, names, isRequired: cell < 0);
        int[] groups = [.. strata.Select(name => ColumnNames.Require(table, name))];
        table.Choose([query, .. new[] { cell, weight, places.Latitude, places.Longitude }.Where(column => column >= 0), .. groups]);
        while (table.Read())
        {
            var (longitude, latitude) = places.Read();
            var importance = weight < 0 ? 1 : table.Number(weight);
            if (!(importance > 0 && double.IsFinite(importance)))
                throw table.Fault(weight, $"is {importance.ToString(CultureInfo.InvariantCulture)}, but a weight is finite and above 0");
            var name = table.Text(query).ToString();
            var truth = new Truth(
                truths._all.Count, name.Length > 0 ? name : throw table.Fault(query, "is empty"), longitude, latitude, importance,
                cell < 0 ? null : table.Text(cell).ToString(), [.. groups.Select(group => $"{table.Columns[group]}={table.Text(group)}")]);
            if (truths._all.Count == most)
                throw new InputException($"{table.Path}: there are more than {most} queries.");
            if (truths.TryAdd(truth) is null)
                throw table.Fault(query, $"is '{TableReader.Shortened(name)}', which came before");
        }

        return truths._all.Count > 0 ? truths : throw new InputException($"{table.Path}: there is no row below the names of the columns.");
    }

    /// <summary>Adds a truth at the end.</summary>
    /// <param name="truth">Its index is replaced by that of its place.</param>
    /// <returns>The truth as it is held; null where the query is there already.</returns>
    public Truth? TryAdd(Truth truth)
    {
        ArgumentNullException.ThrowIfNull(truth);
        var held = truth with { Index = _all.Count };
        if (!_byQuery.TryAdd(held.Query, held))
            return null;
        _all.Add(held);
        return held;
    }

    /// <summary>The truth of a query; null where there is none.</summary>
    public Truth? Find(ReadOnlySpan<char> query) =>
        _byQuery.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(query, out var truth) ? truth : null;
}
