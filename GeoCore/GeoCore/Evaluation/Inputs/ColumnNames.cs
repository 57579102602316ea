namespace GeoCore.Evaluation.Inputs;

/// <summary>What a column means.</summary>
public enum ColumnRole
{
    /// <summary>Name of the query, such as that of a photograph.</summary>
    Query,

    /// <summary>Degrees north.</summary>
    Latitude,

    /// <summary>Degrees east.</summary>
    Longitude,

    /// <summary>What the system says of a place or cell.</summary>
    Score,

    /// <summary>Id of a cell.</summary>
    Cell,

    /// <summary>Area of a cell, km².</summary>
    Area,

    /// <summary>Importance of a query.</summary>
    Weight,
}

/// <summary>Finds columns by the names that people give them, or by those that the user says.</summary>
public sealed class ColumnNames
{
    private static readonly Dictionary<ColumnRole, string[]> s_usual = new()
    {
        [ColumnRole.Query] = ["query", "query_id", "image", "image_id", "img_id", "img", "photo", "photo_id", "id", "filename", "file"],
        [ColumnRole.Latitude] = ["latitude", "lat"],
        [ColumnRole.Longitude] = ["longitude", "lon", "lng", "long"],
        [ColumnRole.Score] = ["score", "prob", "probability", "mass", "density", "similarity", "logit", "confidence", "p"],
        [ColumnRole.Cell] = ["cell", "cell_id", "s2", "s2_id", "s2_cell", "s2_token", "token", "healpix", "pixel", "ipix", "h3", "h3_cell", "hex"],
        [ColumnRole.Area] = ["area_km2", "area", "km2", "cell_area_km2", "cell_area"],
        [ColumnRole.Weight] = ["weight", "w"],
    };

    private readonly Dictionary<ColumnRole, string> _said;

    private ColumnNames(Dictionary<ColumnRole, string> said) => _said = said;

    /// <summary>The usual names alone.</summary>
    public static ColumnNames Usual { get; } = new([]);

    /// <summary>Names as a user says them.</summary>
    /// <param name="text">Such as <c>query=photo,score=p_hat</c>; roles are query, lat, lon, score, cell, area and weight.</param>
    /// <exception cref="InputException">The text is nothing of the kind.</exception>
    public static ColumnNames Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var said = new Dictionary<ColumnRole, string>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var sign = part.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0 || sign == part.Length - 1 || RoleOf(part[..sign].Trim()) is not { } role || !said.TryAdd(role, part[(sign + 1)..].Trim()))
                throw new InputException($"'{part}' is not ROLE=COLUMN with a role of query, lat, lon, score, cell, area and weight, each once.");
        }

        return new ColumnNames(said);
    }

    /// <summary>The column of a role; −1 where the table has none.</summary>
    /// <exception cref="InputException">The user said a name that the table does not have.</exception>
    public int Find(TableReader table, ColumnRole role)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (_said.TryGetValue(role, out var said))
            return IndexOf(table, said) is >= 0 and var index ? index : throw Missing(table, $"'{said}'");
        foreach (var name in s_usual[role])
        {
            if (IndexOf(table, name) is >= 0 and var index)
                return index;
        }

        return -1;
    }

    /// <summary>Names that a role may go by, the likeliest first.</summary>
    internal IReadOnlyList<string> NamesOf(ColumnRole role) => _said.TryGetValue(role, out var said) ? [said] : s_usual[role];

    /// <summary>The column of a role that has to be there.</summary>
    /// <exception cref="InputException">The table does not have it.</exception>
    public int Require(TableReader table, ColumnRole role) =>
        Find(table, role) is >= 0 and var index ? index : throw Missing(table, $"for the {role.ToString().ToLowerInvariant()} ({string.Join(", ", s_usual[role].Take(4))}, …)");

    /// <summary>The column of a name that has to be there.</summary>
    /// <exception cref="InputException">The table does not have it.</exception>
    public static int Require(TableReader table, string name)
    {
        ArgumentNullException.ThrowIfNull(table);
        return IndexOf(table, name) is >= 0 and var index ? index : throw Missing(table, $"'{name}'");
    }

    private static int IndexOf(TableReader table, string name)
    {
        for (var column = 0; column < table.Columns.Count; column++)
        {
            if (string.Equals(table.Columns[column], name, StringComparison.OrdinalIgnoreCase))
                return column;
        }

        return -1;
    }

    private static InputException Missing(TableReader table, string what) =>
        new($"{table.Path}: there is no column {what}; the columns are {TableReader.Shortened(string.Join(", ", table.Columns))}.");

    private static ColumnRole? RoleOf(string word) => word.ToLowerInvariant() switch
    {
        "query" or "image" or "id" => ColumnRole.Query,
        "lat" or "latitude" => ColumnRole.Latitude,
        "lon" or "lng" or "longitude" => ColumnRole.Longitude,
        "score" or "prob" or "probability" => ColumnRole.Score,
        "cell" => ColumnRole.Cell,
        "area" => ColumnRole.Area,
        "weight" => ColumnRole.Weight,
        _ => null,
    };
}
