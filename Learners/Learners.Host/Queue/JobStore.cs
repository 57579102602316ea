using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Learners.Host.Queue;

/// <summary>The jobs in a file that survives any kill: what a method has written before it returns is on the disk.</summary>
/// <remarks>SQLite with a write-ahead log and <c>synchronous = FULL</c>. Members may be called from any thread.</remarks>
internal sealed class JobStore : IDisposable
{
    private const int SchemaVersion = 1;
    private readonly SqliteConnection _connection;
    private readonly Lock _using = new();

    /// <summary>Opens or makes the file.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <exception cref="InvalidDataException">It is no store of this program.</exception>
    internal JobStore(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        try
        {
            _connection.Open();
            Run("PRAGMA journal_mode = WAL");
            Run("PRAGMA synchronous = FULL");
            Prepare(path);
        }
        catch (SqliteException fault)
        {
            _connection.Dispose();
            throw new InvalidDataException($"{path} cannot be used as the store of jobs: {fault.Message}", fault);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Every job, oldest first.</summary>
    internal IReadOnlyList<StoredJob> Load()
    {
        lock (_using)
        {
            using var command = Command("SELECT job FROM jobs ORDER BY id");
            using var reader = command.ExecuteReader();
            var jobs = new List<StoredJob>();
            while (reader.Read())
            {
                jobs.Add(JsonSerializer.Deserialize(reader.GetString(0), StoreJson.Lines.StoredJob)!);
            }

            return jobs;
        }
    }

    /// <summary>Adds a job under the next number.</summary>
    /// <param name="make">Makes the job from its number.</param>
    /// <param name="key">What the client calls this request, or null.</param>
    /// <param name="digest">Of the request, kept with the key.</param>
    internal StoredJob Add(Func<string, StoredJob> make, string? key, string digest)
    {
        lock (_using)
        {
            using var transaction = _connection.BeginTransaction();
            using var insert = Command("INSERT INTO jobs(job) VALUES ('') RETURNING id");
            insert.Transaction = transaction;
            var id = ((long)insert.ExecuteScalar()!).ToString(CultureInfo.InvariantCulture);
            var job = make(id);
            Write(job, transaction);
            if (key is not null)
            {
                using var request = Command("INSERT INTO requests(key, digest, job) VALUES ($key, $digest, $job)", ("$key", key), ("$digest", digest), ("$job", id));
                request.Transaction = transaction;
                request.ExecuteNonQuery();
            }

            transaction.Commit();
            return job;
        }
    }

    /// <summary>The job a request made earlier, and the digest of that request.</summary>
    /// <param name="key">What the client called it.</param>
    internal (string Job, string Digest)? FindRequest(string key)
    {
        lock (_using)
        {
            using var command = Command("SELECT job, digest FROM requests WHERE key = $key", ("$key", key));
            using var reader = command.ExecuteReader();
            return reader.Read() ? (reader.GetString(0), reader.GetString(1)) : null;
        }
    }

    /// <summary>Keeps jobs as they are now, all or none.</summary>
    /// <param name="jobs">Jobs added before.</param>
    internal void Save(params IReadOnlyList<StoredJob> jobs)
    {
        lock (_using)
        {
            using var transaction = _connection.BeginTransaction();
            foreach (var job in jobs)
            {
                Write(job, transaction);
            }

            transaction.Commit();
        }
    }

    /// <summary>What owners have used of devices.</summary>
    internal IReadOnlyList<OwnerUse> LoadUse()
    {
        lock (_using)
        {
            using var command = Command("SELECT owner, seconds, at FROM used");
            using var reader = command.ExecuteReader();
            var used = new List<OwnerUse>();
            while (reader.Read())
            {
                used.Add(new OwnerUse(reader.GetString(0), reader.GetDouble(1), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2))));
            }

            return used;
        }
    }

    /// <summary>Keeps what an owner has used.</summary>
    /// <param name="used">Replaces what was kept of the same owner.</param>
    internal void Save(OwnerUse used)
    {
        lock (_using)
        {
            using var command = Command(
                "INSERT OR REPLACE INTO used(owner, seconds, at) VALUES ($owner, $seconds, $at)",
                ("$owner", used.Owner), ("$seconds", used.Seconds), ("$at", used.At.ToUnixTimeMilliseconds()));
            command.ExecuteNonQuery();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private void Prepare(string path)
    {
        using var version = Command("PRAGMA user_version");
        switch ((long)version.ExecuteScalar()!)
        {
            case 0:
                Run("""
                    BEGIN;
                    CREATE TABLE jobs(id INTEGER PRIMARY KEY AUTOINCREMENT, job TEXT NOT NULL);
                    CREATE TABLE requests(key TEXT PRIMARY KEY, digest TEXT NOT NULL, job TEXT NOT NULL);
                    CREATE TABLE used(owner TEXT PRIMARY KEY, seconds REAL NOT NULL, at INTEGER NOT NULL);
                    PRAGMA user_version = 1;
                    COMMIT;
                    """);
                break;
            case SchemaVersion:
                break;
            case var other:
                throw new InvalidDataException($"{path} has version {other} of the store of jobs, which this program does not know");
        }
    }

    private void Write(StoredJob job, SqliteTransaction transaction)
    {
        using var command = Command(
            "UPDATE jobs SET job = $job WHERE id = $id", ("$job", JsonSerializer.Serialize(job, StoreJson.Lines.StoredJob)), ("$id", job.Sequence));
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }

    private void Run(string text)
    {
        using var command = Command(text);
        command.ExecuteNonQuery();
    }

    // the texts are constants of this class; what comes from outside travels in parameters
#pragma warning disable CA2100
    private SqliteCommand Command(string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
#pragma warning restore CA2100
}
