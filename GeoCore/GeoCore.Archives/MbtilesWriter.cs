using System.Globalization;
using GeoCore.Tiling;
using GeoCore.Tiling.Archives;
using Microsoft.Data.Sqlite;

namespace GeoCore.Archives;

/// <summary>Writes MBTiles 1.3: rows counted from the south, a unique index over the tiles.</summary>
public sealed class MbtilesWriter : IArchiveWriter
{
    /// <summary>By which programs know the database (MBTiles specification 1.3, "Database"): <c>MPBX</c>.</summary>
    private const int ApplicationId = 0x4d504258;

    private readonly string _path;
    private readonly string _beside;
    private readonly ArchiveDescription _description;
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly SqliteCommand _insert;

    /// <summary>Begins an archive.</summary>
    /// <param name="path">The file; one that is there is replaced at the end.</param>
    /// <param name="description">What it says of itself.</param>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public MbtilesWriter(string path, ArchiveDescription description)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(description);
        (_path, _beside, _description) = (path, path + ".part", description);
        File.Delete(_beside);
        File.WriteAllBytes(_beside, []);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _beside, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        _connection.Open();

        // a file that is not finished is thrown away, so nothing has to be rolled back
        Execute($"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA application_id = {ApplicationId};");
        Execute("CREATE TABLE metadata (name text, value text); CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob);");
        _transaction = _connection.BeginTransaction();
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO tiles VALUES ($z, $x, $y, $data)";
        foreach (var name in new[] { "$z", "$x", "$y", "$data" })
            _insert.Parameters.Add(new SqliteParameter { ParameterName = name });
    }

    /// <inheritdoc/>
    public void Add(TileIndex tile, ReadOnlySpan<byte> body)
    {
        var isPlain = _description.Content == TileContent.Vector && body is not [0x1F, 0x8B, ..];
        _insert.Parameters[0].Value = tile.Z;
        _insert.Parameters[1].Value = tile.X;
        _insert.Parameters[2].Value = (1 << tile.Z) - 1 - tile.Y;
        _insert.Parameters[3].Value = isPlain ? Compression.Gzip(body) : body.ToArray();
        try
        {
            _insert.ExecuteNonQuery();
        }
        catch (SqliteException fault)
        {
            throw new IOException($"{_beside} cannot be written: {fault.Message}", fault);
        }
    }

    /// <inheritdoc/>
    public void Finish()
    {
        try
        {
            WriteMetadata();
            _transaction.Commit();
            Execute("CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)");
        }
        catch (SqliteException fault)
        {
            throw new IOException($"{_beside} cannot be written: {fault.Message}", fault);
        }

        Close();
        using (var file = new FileStream(_beside, FileMode.Open, FileAccess.ReadWrite))
            file.Flush(flushToDisk: true);
        File.Move(_beside, _path, overwrite: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        File.Delete(_beside);
    }

    private void WriteMetadata()
    {
        var bounds = _description.Bounds;
        (string Name, string? Value)[] rows =
        [
            ("name", _description.Name),
            ("format", _description.Content switch { TileContent.Vector => "pbf", TileContent.Jpeg => "jpg", TileContent.Webp => "webp", _ => "png" }),
            ("bounds", string.Create(CultureInfo.InvariantCulture, $"{bounds.MinX},{bounds.MinY},{bounds.MaxX},{bounds.MaxY}")),
            ("center", string.Create(CultureInfo.InvariantCulture, $"{(bounds.MinX + bounds.MaxX) / 2},{(bounds.MinY + bounds.MaxY) / 2},{_description.MinZoom}")),
            ("minzoom", _description.MinZoom.ToString(CultureInfo.InvariantCulture)), ("maxzoom", _description.MaxZoom.ToString(CultureInfo.InvariantCulture)),
            ("attribution", _description.Attribution), ("description", _description.Text), ("type", "overlay"), ("version", _description.Version),
            ("json", _description.Content == TileContent.Vector ? System.Text.Encoding.UTF8.GetString(ArchiveMetadata.Write([], _description.FeatureLayers)) : null),
        ];
        foreach (var (name, value) in rows.Where(row => row.Value is not null))
        {
            using var command = _connection.CreateCommand();
            command.CommandText = "INSERT INTO metadata VALUES ($name, $value)";
            command.Parameters.AddWithValue("$name", name);
            command.Parameters.AddWithValue("$value", value);
            command.ExecuteNonQuery();
        }
    }

    private void Execute(string text)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private void Close()
    {
        _insert.Dispose();
        _transaction.Dispose();
        _connection.Dispose();
    }
}
