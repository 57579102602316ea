using Learners.Contracts;

namespace Learners.Host.Queue;

/// <summary>What people ask of jobs.</summary>
internal sealed partial class JobQueue
{
    /// <summary>Stops a job with a checkpoint and frees its device.</summary>
    /// <param name="id">Of the job.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    /// <exception cref="JobConflictException">It has ended, or is about to.</exception>
    internal JobRecord Pause(string id)
    {
        lock (_using)
        {
            var job = Existing(id);
            return job.Record.State switch
            {
                JobState.Paused or JobState.Pausing => job.Record,
                JobState.Running => Become(job, JobState.Pausing),
                JobState.Queued or JobState.Waiting => Become(job, JobState.Paused),
                _ => throw Conflict(job, "paused"),
            };
        }
    }

    /// <summary>Lets a paused job go on from its checkpoint when its turn comes.</summary>
    /// <param name="id">Of the job.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    /// <exception cref="JobConflictException">It has ended, or is about to.</exception>
    internal JobRecord Resume(string id)
    {
        lock (_using)
        {
            var job = Existing(id);
            return job.Record.State switch
            {
                JobState.Queued or JobState.Waiting or JobState.Running => job.Record,
                JobState.Pausing => Become(job, JobState.Running), // its trainer stops all the same, and then it is its turn again
                JobState.Paused => Keep(job with { Record = Settle(job.Record), Stalled = 0 }),
                _ => throw Conflict(job, "resumed"),
            };
        }
    }

    /// <summary>Ends a job for good.</summary>
    /// <param name="id">Of the job.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    /// <exception cref="JobConflictException">It has ended already, otherwise than by being cancelled.</exception>
    internal JobRecord Cancel(string id)
    {
        lock (_using)
        {
            var job = Existing(id);
            return job.Record.State switch
            {
                JobState.Cancelled or JobState.Cancelling => job.Record,
                JobState.Running or JobState.Pausing => Become(job, JobState.Cancelling),
                JobState.Queued or JobState.Waiting or JobState.Paused => Become(job, JobState.Cancelled),
                _ => throw Conflict(job, "cancelled"),
            };
        }
    }

    private static JobConflictException Conflict(StoredJob job, string wish)
    {
        var state = job.Record.State.ToString().ToLowerInvariant();
        return new JobConflictException($"job {job.Record.Id} cannot be {wish}: it is {state}");
    }

    private JobRecord Become(StoredJob job, JobState state)
    {
        if (!job.Record.State.HoldsDevice())
        {
            _leases.Return(job.Record.Id); // the place that may be kept for it
            _blockedSince.Remove(job.Record.Id);
        }

        var ended = state.IsFinal() ? _time.GetUtcNow() : job.Record.Ended;
        return Keep(job with { Record = job.Record with { State = state, Ended = ended } });
    }
}
