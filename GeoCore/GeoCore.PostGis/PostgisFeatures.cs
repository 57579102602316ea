using System.Globalization;
using System.Security.Cryptography;
using GeoCore.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Npgsql;

namespace GeoCore.PostGis;

/// <summary>Features of a table of a PostGIS database. Questions go there as parameters, and rows come one by one.</summary>
public sealed class PostgisFeatures : IFeatureSource
{
    /// <summary>Seconds that the database has for an answer.</summary>
    private const int Patience = 30;

    private readonly NpgsqlDataSource _database;
    private readonly TableColumns _columns;
    private readonly string _table;
    private readonly string _row;

    private PostgisFeatures(NpgsqlDataSource database, PostgisTable table)
    {
        _database = database;
        using var connection = database.OpenConnection();
        _columns = TableColumns.Of(connection, table);
        _table = $"{Quoted(table.Schema)}.{Quoted(table.Name)}";
        var place = $"ST_AsBinary(ST_Transform({Quoted(_columns.Geometry)}::geometry, 4326))";
        _row = string.Join(", ", [Quoted(_columns.Id) + "::bigint", place, .. _columns.Fields.Select((field, i) => $"{Quoted(field.Name)}::{_columns.Casts[i]}")]);
        var (count, bounds) = Extent(connection);
        Info = new FeatureSourceInfo(table.Name, _columns.Shape, _columns.Fields, bounds, count, DigestOf($"{table}|{string.Join(',', _columns.Fields)}|{count}|{bounds}|{Changes(connection, table)}"));
    }

    /// <inheritdoc/>
    public FeatureSourceInfo Info { get; }

    /// <summary>Opens a table.</summary>
    /// <exception cref="FeatureException">The database does not answer, or there is no such table; the message holds no connection.</exception>
    public static PostgisFeatures Open(PostgisTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Guarded(() =>
        {
            var database = Connect(table);
            try
            {
                return new PostgisFeatures(database, table);
            }
            catch
            {
                database.Dispose();
                throw;
            }
        });
    }

    /// <summary>What shows that a table is another than before, without reading it: the database's own counts of changes.</summary>
    /// <exception cref="FeatureException">The database does not answer.</exception>
    public static string FingerprintOf(PostgisTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Guarded(() =>
        {
            using var database = Connect(table);
            using var connection = database.OpenConnection();
            return Changes(connection, table);
        });
    }

    /// <inheritdoc/>
    public void Read(FeatureQuery query, Action<Feature> take, CancellationToken cancellationToken) => Guarded(() =>
    {
        ArgumentNullException.ThrowIfNull(take);
        var filter = new TableFilter(query, Info, _columns);
        using var command = Command($"SELECT {_row} FROM {_table} WHERE {filter.Text} ORDER BY {Quoted(_columns.Id)}", filter.Values);
        Rows(command, take, cancellationToken);
        return true;
    });

    /// <inheritdoc/>
    public FeaturePage ReadPage(FeatureQuery query, long? after, int most, CancellationToken cancellationToken) => Guarded(() =>
    {
        var filter = new TableFilter(query, Info, _columns);
        using var count = Command($"SELECT count(*) FROM {_table} WHERE {filter.Text}", filter.Values);
        var matched = (long)count.ExecuteScalar()!;
        filter.Add(after is { } last ? $"{Quoted(_columns.Id)} > {{0}}" : null, after);
        using var command = Command(
            string.Create(CultureInfo.InvariantCulture, $"SELECT {_row} FROM {_table} WHERE {filter.Text} ORDER BY {Quoted(_columns.Id)} LIMIT {most + 1L}"), filter.Values);
        var features = new List<Feature>();
        Rows(command, features.Add, cancellationToken);
        return new FeaturePage(features.Count > most ? features[..most] : features, matched, features.Count > most);
    });

    /// <inheritdoc/>
    public Feature? Find(long id) => Guarded(() =>
    {
        using var command = Command($"SELECT {_row} FROM {_table} WHERE {Quoted(_columns.Id)} = $1", [id]);
        Feature? found = null;
        Rows(command, feature => found = feature, CancellationToken.None);
        return found;
    });

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    internal static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static NpgsqlDataSource Connect(PostgisTable table)
    {
        var settings = new NpgsqlConnectionStringBuilder(table.ConnectionString()) { CommandTimeout = Patience, ApplicationName = "geosuite" };
        return NpgsqlDataSource.Create(settings);
    }

    private NpgsqlCommand Command(string text, IEnumerable<object> values)
    {
        var command = _database.CreateCommand(text);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    private void Rows(NpgsqlCommand command, Action<Feature> take, CancellationToken cancellationToken)
    {
        using var reader = command.ExecuteReader();
        var shapes = new WKBReader();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var geometry = reader.IsDBNull(1) ? null : shapes.Read(reader.GetFieldValue<byte[]>(1));
            var values = new object?[_columns.Fields.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = reader.IsDBNull(i + 2) ? null : ValueOf(reader, i + 2, _columns.Fields[i].Type);
            take(new Feature(reader.GetInt64(0), geometry is { IsEmpty: false } ? geometry : null, values));
        }
    }

    private static object ValueOf(NpgsqlDataReader reader, int column, FeatureFieldType type) => type switch
    {
        FeatureFieldType.Integer => reader.GetInt64(column),
        FeatureFieldType.Real => reader.GetDouble(column),
        FeatureFieldType.Boolean => reader.GetBoolean(column),
        FeatureFieldType.Date => reader.GetFieldValue<DateOnly>(column).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        FeatureFieldType.DateTime => reader.GetFieldValue<DateTime>(column).ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        _ => reader.GetString(column),
    };

    private (long Count, Envelope? Bounds) Extent(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(
            $"SELECT n, ST_XMin(b), ST_XMax(b), ST_YMin(b), ST_YMax(b) FROM (SELECT count(*) AS n, ST_Extent(ST_Transform({Quoted(_columns.Geometry)}::geometry, 4326)) AS b FROM {_table}) AS t", connection);
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.IsDBNull(1) ? null : new Envelope(reader.GetDouble(1), reader.GetDouble(2), reader.GetDouble(3), reader.GetDouble(4)));
    }

    private static string Changes(NpgsqlConnection connection, PostgisTable table)
    {
        using var command = new NpgsqlCommand("SELECT relid::bigint || ' ' || n_tup_ins || ' ' || n_tup_upd || ' ' || n_tup_del FROM pg_stat_all_tables WHERE schemaname = $1 AND relname = $2", connection)
        {
            Parameters = { new() { Value = table.Schema }, new() { Value = table.Name } },
        };
        return command.ExecuteScalar() as string ?? "";
    }

    private static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException or ParseException or ArgumentException or InvalidCastException)
        {
            // a fault of the connection text may repeat it, with its password
            throw new FeatureException(fault is ArgumentException ? "The connection to the database is not written as Npgsql reads it." : fault.Message, fault is ArgumentException ? new FeatureException() : fault);
        }
    }
}
