using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace TileServer.Sources.Geolocation;

/// <summary>Pictures that were asked about: in memory, for a while, and no more than fit. Nothing is written to disk.</summary>
/// <param name="time">Clock.</param>
/// <param name="timeToLive">How long a query is kept, however often it is used.</param>
/// <param name="most">Queries that are kept at most.</param>
/// <param name="mostBytes">Memory that they take at most together; one alone may take more.</param>
public sealed class QueryStore(TimeProvider time, TimeSpan timeToLive, int most, long mostBytes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>How long a query is kept.</summary>
    public TimeSpan TimeToLive => timeToLive;

    /// <summary>Queries that are kept at most.</summary>
    public int Most => most;

    /// <summary>Queries that are kept now.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                Forget();
                return _entries.Count;
            }
        }
    }

    /// <summary>A new identifier that cannot be guessed.</summary>
    public static string NewId() => PictureQuery.IdPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Keeps a query; the oldest go where there are too many.</summary>
    /// <returns>When it will be forgotten at the latest.</returns>
    public DateTimeOffset Add(PictureQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        lock (_lock)
        {
            Forget();
            var entry = new Entry(query, time.GetTimestamp(), time.GetUtcNow() + timeToLive);
            _entries[query.Id] = entry;
            Trim(query);
            return entry.Expires;
        }
    }

    /// <summary>Finds a query.</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="query">The query.</param>
    /// <param name="expires">When it will be forgotten at the latest.</param>
    public bool TryGet(string id, [NotNullWhen(true)] out PictureQuery? query, out DateTimeOffset expires)
    {
        lock (_lock)
        {
            Forget();
            var isKnown = _entries.TryGetValue(id, out var entry);
            (query, expires) = (entry.Query, entry.Expires);
            return isKnown;
        }
    }

    /// <summary>Makes a map of a query; the oldest queries go where memory becomes too little for it.</summary>
    /// <exception cref="Styles.OptionException">The sources rule every place out.</exception>
    /// <exception cref="GeoCore.Geolocation.Release.RefusedException">Too much of the map lies in a zone about which nothing is told.</exception>
    public QueryAnswer Answer(PictureQuery query, PoolingChoice choice)
    {
        ArgumentNullException.ThrowIfNull(query);
        var answer = query.AnswerFor(choice);
        lock (_lock)
        {
            if (_entries.ContainsKey(query.Id))
                Trim(query);
        }

        return answer;
    }

    /// <summary>Forgets a query.</summary>
    public bool Remove(string id)
    {
        lock (_lock)
        {
            Forget();
            return _entries.Remove(id);
        }
    }

    /// <summary>Forgets what is too old; called at every use, and now and then so that memory comes back without one.</summary>
    public void Sweep()
    {
        lock (_lock)
        {
            Forget();
        }
    }

    private void Forget()
    {
        foreach (var (id, _) in _entries.Where(pair => time.GetElapsedTime(pair.Value.Added) >= timeToLive).ToList())
            _entries.Remove(id);
    }

    private void Trim(PictureQuery spared)
    {
        foreach (var (id, entry) in _entries.OrderBy(pair => pair.Value.Added).ToList())
        {
            if (_entries.Count <= most && _entries.Values.Sum(other => other.Query.Bytes) <= mostBytes)
                return;
            if (entry.Query != spared)
                _entries.Remove(id);
        }
    }

    private readonly record struct Entry(PictureQuery Query, long Added, DateTimeOffset Expires);
}
