using System.Globalization;
using Learners.Contracts;
using Learners.Host.Devices;

namespace Learners.Host.Queue;

/// <summary>A job whose turn has come.</summary>
/// <param name="Job">With the attempt it begins.</param>
/// <param name="Device">What it was lent a part of.</param>
internal sealed record JobStart(JobRecord Job, TrainingDevice Device);

/// <summary>All jobs and their states. Whatever is answered has been written to the store before.</summary>
/// <remarks>Members may be called from any thread. <see cref="Changed"/> and <see cref="Told"/> are raised under the queue's lock: listeners only take note.</remarks>
internal sealed partial class JobQueue
{
    private const int MostStalled = 5;
    private readonly JobStore _store;
    private readonly DeviceLeases _leases;
    private readonly OwnerLedger _ledger;
    private readonly IReadOnlyList<LearnerOffer> _offers;
    private readonly TimeProvider _time;
    private readonly int _mostStalled;
    private readonly Lock _using = new();
    private readonly SortedDictionary<long, StoredJob> _jobs = [];
    private readonly Dictionary<string, long> _leasedAt = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _blockedSince = new(StringComparer.Ordinal);

    /// <summary>Takes up the jobs of a store.</summary>
    /// <param name="store">Where they are kept.</param>
    /// <param name="leases">The devices.</param>
    /// <param name="offers">The learners.</param>
    /// <param name="time">Clock.</param>
    /// <param name="mostStalled">How often in a row a trainer may be killed without a new checkpoint before its job fails.</param>
    internal JobQueue(JobStore store, DeviceLeases leases, IReadOnlyList<LearnerOffer> offers, TimeProvider time, int mostStalled = MostStalled)
    {
        (_store, _leases, _offers, _time, _mostStalled) = (store, leases, offers, time, mostStalled);
        _ledger = new OwnerLedger(time, store.LoadUse());
        foreach (var job in store.Load())
        {
            _jobs[job.Sequence] = job;
        }
    }

    /// <summary>A job may be ready to start, or one is to stop.</summary>
    internal event Action? Changed;

    /// <summary>A job's state or progress is another; the second argument says whether the state is.</summary>
    internal event Action<JobRecord, bool>? Told;

    /// <summary>The devices and what is lent of them.</summary>
    internal IReadOnlyList<DeviceStatus> Devices
    {
        get
        {
            lock (_using)
            {
                return _leases.Status();
            }
        }
    }

    /// <summary>All jobs, the newest first.</summary>
    internal IReadOnlyList<JobRecord> Jobs
    {
        get
        {
            lock (_using)
            {
                return [.. _jobs.Values.Reverse().Select(job => job.Record)];
            }
        }
    }

    /// <summary>One job, or null.</summary>
    /// <param name="id">Of the job.</param>
    internal JobRecord? Find(string id)
    {
        lock (_using)
        {
            return Stored(id)?.Record;
        }
    }

    /// <summary>Devices that could ever take a job of some size.</summary>
    internal IReadOnlyList<TrainingDevice> Candidates(DeviceNeed need)
    {
        lock (_using)
        {
            return _leases.Candidates(need);
        }
    }

    /// <summary>The job an earlier request made, or null.</summary>
    /// <param name="key">What the client called it.</param>
    /// <param name="digest">Of the request.</param>
    /// <exception cref="JobConflictException">The key belongs to a request that asked for something else.</exception>
    internal JobRecord? FindRequest(string key, string digest)
    {
        lock (_using)
        {
            return _store.FindRequest(key) is not var (earlier, same) ? null
                : same == digest ? Existing(earlier).Record
                : throw new JobConflictException($"the Idempotency-Key '{key}' belongs to a request that asked for something else");
        }
    }

    /// <summary>Accepts a job. When this returns, the job survives a kill.</summary>
    /// <param name="draft">A checked job without number and state.</param>
    /// <param name="key">What the client calls this request, or null; a second request of that name gives the same job.</param>
    /// <param name="digest">Of the request.</param>
    /// <returns>The job, and whether it is new.</returns>
    /// <exception cref="JobConflictException">The key belongs to a request that asked for something else.</exception>
    internal (JobRecord Job, bool IsNew) Submit(JobRecord draft, string? key, string digest)
    {
        lock (_using)
        {
            if (key is not null && FindRequest(key, digest) is { } earlier)
            {
                return (earlier, false);
            }

            var job = _store.Add(
                id => new StoredJob(Settle(draft with
                {
                    Id = id,
                    Created = _time.GetUtcNow(),
                    Name = draft.Name.Length > 0 ? draft.Name : string.Create(CultureInfo.InvariantCulture, $"{draft.Data}-{draft.Preset ?? "default"}-{id}"),
                })),
                key,
                digest);
            _jobs[job.Sequence] = job;
            Told?.Invoke(job.Record, true);
            Changed?.Invoke();
            return (job.Record, true);
        }
    }

    /// <summary>Notes how far a job is.</summary>
    /// <param name="id">Of the job.</param>
    /// <param name="progress">What its trainer said.</param>
    internal void Report(string id, TrainingProgress progress)
    {
        lock (_using)
        {
            if (Stored(id) is { } job && job.Record.State.HoldsDevice())
            {
                // not written to the store: figures of every half second are not worth a flush, and a new attempt tells them again
                _jobs[job.Sequence] = job = job with { Record = job.Record with { Progress = JobProgress.Of(progress) } };
                Told?.Invoke(job.Record, false);
            }
        }
    }

    private StoredJob? Stored(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? _jobs.GetValueOrDefault(sequence) : null;

    private StoredJob Existing(string id) => Stored(id) ?? throw new KeyNotFoundException($"there is no job {id}");

    /// <summary>The state of a job that waits: for a device, for other jobs, or for nothing any more because one of them failed.</summary>
    private JobRecord Settle(JobRecord job)
    {
        var needed = job.DependsOn.Select(id => Existing(id).Record).ToList();
        return needed.FirstOrDefault(other => other.State is JobState.Failed or JobState.Cancelled) is { } lost
            ? job with
            {
                State = JobState.Failed,
                Ended = _time.GetUtcNow(),
                Error = $"job {lost.Id}, which it depends on, {(lost.State == JobState.Failed ? "failed" : "was cancelled")}",
            }
            : job with { State = needed.TrueForAll(other => other.State == JobState.Succeeded) ? JobState.Queued : JobState.Waiting };
    }

    /// <summary>Keeps a job's new state and what follows from it for those that depend on it.</summary>
    private JobRecord Keep(StoredJob job)
    {
        var changed = new List<StoredJob> { job };
        _jobs[job.Sequence] = job;
        for (var next = 0; next < changed.Count; next++)
        {
            var cause = changed[next].Record;
            foreach (var waiting in cause.State.IsFinal() ? _jobs.Values.Where(other => IsWaitingFor(other, cause.Id)).ToList() : [])
            {
                var settled = waiting with { Record = Settle(waiting.Record) };
                _jobs[settled.Sequence] = settled;
                changed.Add(settled);
            }
        }

        _store.Save(changed);
        foreach (var one in changed)
        {
            Told?.Invoke(one.Record, true);
        }

        Changed?.Invoke();
        return job.Record;
    }

    private static bool IsWaitingFor(StoredJob job, string other) => job.Record.State == JobState.Waiting && job.Record.DependsOn.Contains(other);
}
