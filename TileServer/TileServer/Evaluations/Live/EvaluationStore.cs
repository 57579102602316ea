using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace TileServer.Evaluations.Live;

/// <summary>The evaluations that clients have begun: in memory, for a while, and no more than fit.</summary>
/// <param name="time">Clock.</param>
internal sealed class EvaluationStore(TimeProvider time)
{
    /// <summary>Evaluations that are kept at most; the one that was used longest ago goes first.</summary>
    internal const int Most = 64;

    /// <summary>Queries of all evaluations together that are kept at most.</summary>
    internal const int MostQueries = 200_000;

    /// <summary>How long an evaluation is kept after its last use.</summary>
    internal static readonly TimeSpan TimeToLive = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Keeps an evaluation under a new name that cannot be guessed.</summary>
    internal static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Keeps an evaluation.</summary>
    /// <returns>The evaluation, or the one that was begun with the same key before.</returns>
    internal LiveEvaluation Add(LiveEvaluation evaluation)
    {
        lock (_lock)
        {
            Forget();
            if (evaluation.Key is { } key && Earlier(key) is { } earlier)
                return earlier;
            _entries[evaluation.Id] = new Entry(evaluation, time.GetTimestamp());
            Trim(evaluation);
            return evaluation;
        }
    }

    /// <summary>The evaluation that was begun with a key, whatever its content; null where there is none.</summary>
    internal LiveEvaluation? Earlier(IdempotencyKey key)
    {
        lock (_lock)
        {
            Forget();
            return _entries.Values.FirstOrDefault(entry => entry.Evaluation.Key?.Key == key.Key).Evaluation;
        }
    }

    /// <summary>Finds an evaluation, and lets it live on.</summary>
    internal bool TryGet(string id, [NotNullWhen(true)] out LiveEvaluation? evaluation)
    {
        lock (_lock)
        {
            Forget();
            evaluation = _entries.TryGetValue(id, out var entry) ? entry.Evaluation : null;
            if (evaluation is not null)
                _entries[id] = new Entry(evaluation, time.GetTimestamp());
            return evaluation is not null;
        }
    }

    /// <summary>Makes room after an evaluation has grown.</summary>
    internal void Grown(LiveEvaluation evaluation)
    {
        lock (_lock)
        {
            Trim(evaluation);
        }
    }

    /// <summary>Forgets an evaluation.</summary>
    internal bool Remove(string id)
    {
        lock (_lock)
        {
            return _entries.Remove(id);
        }
    }

    private void Forget()
    {
        foreach (var (id, _) in _entries.Where(pair => time.GetElapsedTime(pair.Value.Used) > TimeToLive).ToList())
        {
            _entries.Remove(id);
        }
    }

    private void Trim(LiveEvaluation spared)
    {
        foreach (var (id, entry) in _entries.OrderBy(pair => pair.Value.Used).ToList())
        {
            if (_entries.Count <= Most && _entries.Values.Sum(other => (long)other.Evaluation.Count) <= MostQueries)
                return;
            if (entry.Evaluation != spared)
                _entries.Remove(id);
        }
    }

    private readonly record struct Entry(LiveEvaluation Evaluation, long Used);
}
