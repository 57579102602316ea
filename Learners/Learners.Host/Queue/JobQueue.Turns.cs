using Learners.Contracts;
using Learners.Host.Devices;

namespace Learners.Host.Queue;

/// <summary>Whose turn it is, and what becomes of a job whose trainer has ended.</summary>
internal sealed partial class JobQueue
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    /// <summary>Jobs that were training when the host ended before, with the trainers they had.</summary>
    internal IReadOnlyList<StoredJob> LeftBehind
    {
        get
        {
            lock (_using)
            {
                return [.. _jobs.Values.Where(job => job.Record.State.HoldsDevice())];
            }
        }
    }

    /// <summary>Lends devices to jobs in order: priority, then the owner who has least of the devices now and used least of late, then age.</summary>
    /// <returns>Jobs to start; they are running from now on.</returns>
    internal IReadOnlyList<JobStart> TakeTurns()
    {
        lock (_using)
        {
            var starts = new List<JobStart>();
            var queued = _jobs.Values.Where(job => job.Record.State == JobState.Queued).ToList();
            _leases.ForgetReservations();
            while (queued.Count > 0)
            {
                var running = _jobs.Values.Where(job => job.Record.State.HoldsDevice()).CountBy(job => job.Record.Owner).ToDictionary();
                var next = queued.MinBy(job => Turn(job, running))!;
                queued.Remove(next);
                if (_leases.Lend(next.Record.Id, Need(next.Record)) is { } device)
                {
                    starts.Add(Start(next, device));
                }
                else
                {
                    _blockedSince.TryAdd(next.Record.Id, _time.GetTimestamp());
                    queued.RemoveAll(job => !_leases.IsOpenTo(job.Record.Id, Need(job.Record)));
                }
            }

            return starts;
        }
    }

    /// <summary>Keeps which process trains a job, so that a host that is started after a kill finds it.</summary>
    /// <param name="id">Of the job.</param>
    /// <param name="trainer">The process.</param>
    internal void NoteTrainer(string id, TrainerIdentity trainer)
    {
        lock (_using)
        {
            var job = Existing(id) with { Trainer = trainer };
            _jobs[job.Sequence] = job;
            _store.Save(job);
        }
    }

    /// <summary>Takes the device back and decides how the job goes on.</summary>
    /// <param name="id">Of the job.</param>
    /// <param name="end">How its trainer ended.</param>
    /// <returns>The job as it is now.</returns>
    internal JobRecord Finish(string id, TrainerEnd end)
    {
        lock (_using)
        {
            var job = Existing(id) with { Trainer = null };
            Charge(job.Record);
            _leases.Return(id);
            return Keep(end switch
            {
                TrainerEnd.Done done => Succeed(job, done.Result),
                _ when job.Record.State == JobState.Cancelling => End(job, JobState.Cancelled, null),
                TrainerEnd.Failed failed => End(job, JobState.Failed, failed.Reason),
                TrainerEnd.OutOfMemory => AfterMemoryDeath(job),
                TrainerEnd.Killed killed when job.Record.State == JobState.Running => AfterKill(job, killed.HasAdvanced),
                _ => GoOnLater(job),
            });
        }
    }

    private static DeviceNeed Need(JobRecord job) => new(job.Device, job.MemoryBytes, job.Threads);

    // smaller goes first; who has headed the queue for long is not overtaken by its equals any more
    private (int Priority, bool IsPatient, int Running, double Seconds, long Sequence) Turn(StoredJob job, Dictionary<string, int> running) => (
        -job.Record.Priority,
        !(_blockedSince.TryGetValue(job.Record.Id, out var since) && _time.GetElapsedTime(since) > s_patience),
        running.GetValueOrDefault(job.Record.Owner),
        _ledger.Seconds(job.Record.Owner),
        job.Sequence);

    private JobStart Start(StoredJob job, TrainingDevice device)
    {
        var now = _time.GetUtcNow();
        _blockedSince.Remove(job.Record.Id);
        _leasedAt[job.Record.Id] = _time.GetTimestamp();
        var record = job.Record with
        {
            State = JobState.Running,
            RunsOn = device.Name,
            Attempt = job.Record.Attempt + 1,
            Started = job.Record.Started ?? now,
            Error = null,
        };
        Keep(job with { Record = record });
        return new JobStart(record, device);
    }

    private void Charge(JobRecord job)
    {
        if (_leasedAt.Remove(job.Id, out var since))
        {
            _store.Save(_ledger.Charge(job.Owner, _time.GetElapsedTime(since).TotalSeconds));
        }
    }

    private StoredJob Succeed(StoredJob job, TrainingResult result) => End(
        job with { Record = job.Record with { Result = new JobResult(result.Folder, result.Metrics) } }, JobState.Succeeded, null);

    private StoredJob End(StoredJob job, JobState state, string? error) =>
        job with { Record = job.Record with { State = state, Ended = _time.GetUtcNow(), Error = error } };

    private StoredJob AfterMemoryDeath(StoredJob job)
    {
        var offer = _offers.FirstOrDefault(candidate => candidate.Card.Name == job.Record.Learner);
        return offer is not null && BatchHalving.TryHalve(offer, job.Record, out var smaller)
            ? GoOnLater(job with { Record = smaller, Stalled = 0 })
            : End(job, JobState.Failed, $"out of memory on {job.Record.RunsOn}, and the learner allows no smaller batch");
    }

    private StoredJob AfterKill(StoredJob job, bool hasAdvanced)
    {
        var stalled = hasAdvanced ? 0 : job.Stalled + 1;
        return stalled >= _mostStalled
            ? End(job, JobState.Failed, $"the trainer was killed {stalled} times in a row before it could keep a checkpoint")
            : GoOnLater(job with
            {
                Stalled = stalled,
                Record = job.Record with { Notes = [.. job.Record.Notes, $"attempt {job.Record.Attempt} was killed; it goes on from the last checkpoint"] },
            });
    }

    private static StoredJob GoOnLater(StoredJob job) =>
        job with { Record = job.Record with { State = job.Record.State == JobState.Pausing ? JobState.Paused : JobState.Queued } };
}
