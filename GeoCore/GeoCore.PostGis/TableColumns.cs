using GeoCore.Features;
using Npgsql;

namespace GeoCore.PostGis;

/// <summary>What the columns of a table are.</summary>
/// <param name="Geometry">Column of the geometry.</param>
/// <param name="Srid">Its reference system.</param>
/// <param name="Shape">What it holds.</param>
/// <param name="Id">Column of whole numbers that identify rows.</param>
/// <param name="Fields">The other columns.</param>
/// <param name="Casts">What each of them is read as.</param>
internal sealed record TableColumns(string Geometry, int Srid, FeatureShape Shape, string Id, IReadOnlyList<FeatureField> Fields, IReadOnlyList<string> Casts)
{
    private const string Columns = """
        SELECT a.attname, format_type(a.atttypid, NULL), COALESCE(i.indisprimary AND i.indnatts = 1, false)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY(i.indkey)
        WHERE n.nspname = $1 AND c.relname = $2 AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
        """;

    /// <summary>Asks the database.</summary>
    /// <exception cref="FeatureException">There is no such table, or a column is missing.</exception>
    internal static TableColumns Of(NpgsqlConnection connection, PostgisTable table)
    {
        var columns = new List<(string Name, string Type, bool IsKey)>();
        using (var command = new NpgsqlCommand(Columns, connection) { Parameters = { new() { Value = table.Schema }, new() { Value = table.Name } } })
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
                columns.Add((reader.GetString(0), reader.GetString(1), reader.GetBoolean(2)));
        }

        if (columns.Count == 0)
            throw new FeatureException($"The database has no table '{table.Schema}.{table.Name}'.");
        var geometry = table.Geometry ?? columns.FirstOrDefault(column => column.Type is "geometry" or "geography").Name;
        if (geometry is null || columns.All(column => column.Name != geometry))
            throw new FeatureException($"Table '{table.Table}' has no geometry{(table.Geometry is null ? "" : $" '{table.Geometry}'")}.");
        var id = table.Id ?? columns.FirstOrDefault(column => column.IsKey && IsWhole(column.Type)).Name;
        if (id is null || !columns.Any(column => column.Name == id && IsWhole(column.Type)))
            throw new FeatureException($"Table '{table.Table}' has no whole number that identifies rows; name one as 'id'.");
        var others = columns.Where(column => column.Name != geometry && column.Name != id && column.Type is not ("bytea" or "geometry" or "geography" or "raster")).ToList();
        var (srid, shape) = GeometryOf(connection, table, geometry);
        return new TableColumns(
            geometry, srid, shape, id, [.. others.Select(column => new FeatureField(column.Name, TypeOf(column.Type)))],
            [.. others.Select(column => TypeOf(column.Type) switch
            {
                FeatureFieldType.Integer => "bigint",
                FeatureFieldType.Real => "double precision",
                FeatureFieldType.Boolean => "boolean",
                FeatureFieldType.Date => "date",
                FeatureFieldType.DateTime => "timestamptz",
                _ => "text",
            })]);
    }

    private static (int Srid, FeatureShape Shape) GeometryOf(NpgsqlConnection connection, PostgisTable table, string geometry)
    {
        using var command = new NpgsqlCommand(
            "SELECT srid, type FROM geometry_columns WHERE f_table_schema = $1 AND f_table_name = $2 AND f_geometry_column = $3", connection)
        {
            Parameters = { new() { Value = table.Schema }, new() { Value = table.Name }, new() { Value = geometry } },
        };
        using var reader = command.ExecuteReader();
        if (!reader.Read())
            return (4326, FeatureShape.Any);
        var type = reader.GetString(1).ToUpperInvariant();
        var srid = reader.GetInt32(0);
        return (srid == 0 ? 4326 : srid, type.Contains("POINT", StringComparison.Ordinal) ? FeatureShape.Points : type.Contains("LINE", StringComparison.Ordinal) ? FeatureShape.Lines
            : type.Contains("POLYGON", StringComparison.Ordinal) ? FeatureShape.Polygons : FeatureShape.Any);
    }

    private static bool IsWhole(string type) => type is "smallint" or "integer" or "bigint";

    private static FeatureFieldType TypeOf(string type) => type switch
    {
        "smallint" or "integer" or "bigint" => FeatureFieldType.Integer,
        "real" or "double precision" or "numeric" => FeatureFieldType.Real,
        "boolean" => FeatureFieldType.Boolean,
        "date" => FeatureFieldType.Date,
        "timestamp without time zone" or "timestamp with time zone" => FeatureFieldType.DateTime,
        _ => FeatureFieldType.Text,
    };
}
