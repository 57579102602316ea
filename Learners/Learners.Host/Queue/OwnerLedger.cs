namespace Learners.Host.Queue;

/// <summary>What an owner used of devices, as of a moment.</summary>
/// <param name="Owner">Who.</param>
/// <param name="Seconds">Device seconds, older ones counting less.</param>
/// <param name="At">The moment.</param>
internal sealed record OwnerUse(string Owner, double Seconds, DateTimeOffset At);

/// <summary>Remembers who used devices how much of late: after an hour, a second counts half.</summary>
/// <param name="time">Clock.</param>
/// <param name="used">What is known from before.</param>
internal sealed class OwnerLedger(TimeProvider time, IEnumerable<OwnerUse> used)
{
    private static readonly TimeSpan s_halfLife = TimeSpan.FromHours(1);
    private readonly Dictionary<string, OwnerUse> _used = used.ToDictionary(use => use.Owner, StringComparer.Ordinal);

    /// <summary>Device seconds of late.</summary>
    /// <param name="owner">Who.</param>
    internal double Seconds(string owner)
    {
        if (!_used.TryGetValue(owner, out var use))
        {
            return 0;
        }

        var age = time.GetUtcNow() - use.At;
        return age <= TimeSpan.Zero ? use.Seconds : use.Seconds * Math.Pow(0.5, age / s_halfLife);
    }

    /// <summary>Adds to an owner's account.</summary>
    /// <param name="owner">Who.</param>
    /// <param name="seconds">Device seconds just used.</param>
    /// <returns>The account, to be kept.</returns>
    internal OwnerUse Charge(string owner, double seconds) =>
        _used[owner] = new OwnerUse(owner, Seconds(owner) + Math.Max(0, seconds), time.GetUtcNow());
}
