using System.Collections.Concurrent;
using System.Globalization;
using GeoCore.Tiling;
using GeoCore.Tiling.Archives;
using Microsoft.Data.Sqlite;

namespace GeoCore.Archives;

/// <summary>Reads MBTiles: tiles in an SQLite database whose rows are counted from the south.</summary>
/// <remarks>MBTiles specification 1.3.</remarks>
public sealed class MbtilesArchive : ITileArchive
{
    private const int MostIdle = 8;

    private readonly string _path;
    private readonly ConcurrentBag<SqliteConnection> _idle = [];
    private volatile bool _isDisposed;

    private MbtilesArchive(string path, TileArchiveInfo info) => (_path, Info) = (path, info);

    /// <inheritdoc/>
    public TileArchiveInfo Info { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArchiveException">It is no MBTiles file, or damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static MbtilesArchive Open(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file {path}.", path);
        try
        {
            using var connection = Connect(path);
            return new MbtilesArchive(path, Describe(path, connection));
        }
        catch (SqliteException fault)
        {
            throw new ArchiveException($"It is no MBTiles file: {fault.Message}", fault);
        }
    }

    /// <inheritdoc/>
    public byte[]? Read(TileIndex tile)
    {
        if (tile.Z < Info.MinZoom || tile.Z > Info.MaxZoom)
            return null;
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        SqliteConnection? connection = null;
        try
        {
            connection = _idle.TryTake(out var idle) ? idle : Connect(_path);
            var body = Read(connection, tile);
            Return(connection);
            connection = null;
            return body;
        }
        catch (SqliteException fault)
        {
            throw new ArchiveException($"{_path}: {fault.Message}", fault);
        }
        finally
        {
            connection?.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }

    private void Return(SqliteConnection connection)
    {
        if (_isDisposed || _idle.Count >= MostIdle)
        {
            connection.Dispose();
            return;
        }

        _idle.Add(connection);
        if (_isDisposed)
            Dispose(); // closed between the question and the answer
    }

    private static byte[]? Read(SqliteConnection connection, TileIndex tile)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT tile_data FROM tiles WHERE zoom_level = $z AND tile_column = $x AND tile_row = $y AND length(tile_data) <= $most LIMIT 1";
        command.Parameters.AddWithValue("$z", tile.Z);
        command.Parameters.AddWithValue("$x", tile.X);
        command.Parameters.AddWithValue("$y", (1 << tile.Z) - 1 - tile.Y);
        command.Parameters.AddWithValue("$most", TileArchives.LargestTile);
        return command.ExecuteScalar() as byte[];
    }

    /// <summary>Without a pool of the package's: the file must be closed when the layer is gone.</summary>
    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static TileArchiveInfo Describe(string path, SqliteConnection connection)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT name, value FROM metadata WHERE length(value) < 16777216";
            using var reader = command.ExecuteReader();
            while (reader.Read())
                texts[reader.GetString(0)] = reader.GetValue(1).ToString() ?? "";
        }

        var (minZoom, maxZoom) = Zooms(connection, texts);
        var content = ContentOf(connection, texts.GetValueOrDefault("format"));
        var edges = (texts.GetValueOrDefault("bounds") ?? "").Split(',').Select(text => double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToArray();
        var layers = texts.TryGetValue("json", out var json) ? ArchiveMetadata.Read(System.Text.Encoding.UTF8.GetBytes(json)).Layers : [];
        var head = new byte[100];
        using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
            RandomAccess.Read(file, head, 0);
        return new TileArchiveInfo(
            content, minZoom, maxZoom, edges.Length == 4 ? TileArchives.Bounded(edges[0], edges[1], edges[2], edges[3]) : TileArchives.Bounded(double.NaN, 0, 0, 0),
            TileArchives.DigestOf(new FileInfo(path), head))
        {
            Name = texts.GetValueOrDefault("name"),
            Description = texts.GetValueOrDefault("description"),
            Attribution = texts.GetValueOrDefault("attribution"),
            FeatureLayers = layers,
        };
    }

    /// <summary>What the metadata says, else what the tiles have.</summary>
    private static (int Least, int Most) Zooms(SqliteConnection connection, Dictionary<string, string> texts)
    {
        int least, most;
        if (!Number("minzoom", out least) || !Number("maxzoom", out most))
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT min(zoom_level), max(zoom_level) FROM tiles";
            using var reader = command.ExecuteReader();
            (least, most) = reader.Read() && !reader.IsDBNull(0) ? (reader.GetInt32(0), reader.GetInt32(1)) : (0, 0);
        }

        return 0 <= least && least <= most && most <= TileArchiveInfo.DeepestZoom
            ? (least, most) : throw new ArchiveException($"It has the zooms {least} to {most}; 0 to {TileArchiveInfo.DeepestZoom} is possible.");

        bool Number(string name, out int number) => int.TryParse(texts.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>The format as the metadata names it; where it does not, that of a tile.</summary>
    private static TileContent ContentOf(SqliteConnection connection, string? format)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT substr(tile_data, 1, 12) FROM tiles LIMIT 1";
        var head = command.ExecuteScalar() as byte[] ?? [];
        return format switch
        {
            "pbf" or "mvt" or "application/vnd.mapbox-vector-tile" or "application/x-protobuf" => TileContent.Vector,
            "png" or "image/png" => TileContent.Png,
            "jpg" or "jpeg" or "image/jpeg" => TileContent.Jpeg,
            "webp" or "image/webp" => TileContent.Webp,
            null when head is [0x89, (byte)'P', ..] => TileContent.Png,
            null when head is [0xFF, 0xD8, ..] => TileContent.Jpeg,
            null when head is [(byte)'R', (byte)'I', (byte)'F', (byte)'F', ..] => TileContent.Webp,
            null when head is [0x1F, 0x8B, ..] => TileContent.Vector,
            _ => throw new ArchiveException($"Its tiles are of the format '{format}'; pbf, png, jpg and webp are served."),
        };
    }
}
