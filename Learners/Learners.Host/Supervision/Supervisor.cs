using System.Collections.Concurrent;
using Learners.Contracts;
using Learners.Host.Queue;
using Microsoft.Data.Sqlite;

namespace Learners.Host.Supervision;

/// <summary>Starts a trainer for every job whose turn it is, stops those that are to stop, and tells the queue how they ended.</summary>
internal sealed class Supervisor : IAsyncDisposable
{
    private readonly JobQueue _queue;
    private readonly SupervisorOptions _options;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Follower> _trainers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Follower, string> _following = new(); // until the queue knows the end, which is after the trainer's own
    private readonly ConcurrentDictionary<string, JobState> _asked = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _wake = new(0);
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;

    /// <summary>Prepares; nothing is started yet.</summary>
    /// <param name="queue">The jobs.</param>
    /// <param name="options">Where and how trainers run.</param>
    /// <param name="time">Clock.</param>
    internal Supervisor(JobQueue queue, SupervisorOptions options, TimeProvider time)
    {
        (_queue, _options, _time) = (queue, options, time);
        queue.Changed += Wake;
    }

    /// <summary>Ends what a host that was killed left behind, then begins to start trainers.</summary>
    /// <param name="cancellationToken">Ends the waiting for orphans.</param>
    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var job in _queue.LeftBehind)
        {
            if (job.Trainer is { } trainer)
            {
                await Processes.KillAsync(trainer, cancellationToken);
            }

            _queue.Finish(job.Record.Id, Folder(job.Record.Id).ReadResult() is { } result ? new TrainerEnd.Done(result) : new TrainerEnd.Stopped());
        }

        _loop = Task.Run(LoopAsync, CancellationToken.None);
        Wake();
    }

    /// <summary>The folder of a job's run.</summary>
    /// <param name="id">Of the job.</param>
    internal RunFolder Folder(string id) => new(Path.Combine(_options.JobsFolder, id));

    /// <summary>Stops every trainer with a checkpoint; their jobs go on when the host does.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Changed -= Wake;
        await _stopping.CancelAsync();
        Wake();
        await _loop;
        var followers = _following.Keys.ToList();
        followers.ForEach(follower => follower.Process.AskToStop());
        var ends = Task.WhenAll(followers.Select(follower => follower.Ended.Task));
        try
        {
            await ends.WaitAsync(_options.TimeToStop, _time);
        }
        catch (TimeoutException)
        {
            followers.ForEach(follower => follower.Process.Kill());
            await ends;
        }

        _wake.Dispose();
        _stopping.Dispose();
    }

    private void Wake() => _wake.Release();

    private async Task LoopAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await _wake.WaitAsync();
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            try
            {
                StopThoseToStop();
                foreach (var start in _queue.TakeTurns())
                {
                    Begin(start);
                }
            }
            catch (SqliteException fault)
            {
                _options.Complain($"the store of jobs cannot be written: {fault.Message}"); // a full disk; the next change tries again
            }
        }
    }

    private void StopThoseToStop()
    {
        foreach (var (id, follower) in _trainers)
        {
            if (_queue.Find(id)!.State is var state and (JobState.Pausing or JobState.Cancelling) && _asked.GetValueOrDefault(id) != state)
            {
                _asked[id] = state;
                follower.Process.AskToStop();
                _ = KillLaterAsync(follower, state == JobState.Cancelling ? _options.TimeToStop : _options.TimeToPause);
            }
        }
    }

    private async Task KillLaterAsync(Follower follower, TimeSpan patience)
    {
        try
        {
            await follower.Ended.Task.WaitAsync(patience, _time, _stopping.Token);
        }
        catch (TimeoutException)
        {
            follower.Process.Log("the trainer did not stop in time and is killed");
            follower.Process.Kill();
        }
        catch (OperationCanceledException)
        {
            // the host itself stops, and waits for all trainers
        }
    }

    private void Begin(JobStart start)
    {
        var (id, folder) = (start.Job.Id, Folder(start.Job.Id));
        try
        {
            folder.Prepare(isFirstAttempt: start.Job.Attempt == 1);
            var process = TrainerProcess.Start(_options.Command(start.Job, start.Device.Name, folder.FullPath), folder, _options.CountMemoryKills);
            if (process.Identity is { } identity)
            {
                _queue.NoteTrainer(id, identity);
            }

            var follower = new Follower(process, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            _trainers[id] = follower;
            _following[follower] = id;
            _ = FollowAsync(start.Job, follower, folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _queue.Finish(id, new TrainerEnd.Failed(fault.Message));
        }
    }

    private async Task FollowAsync(JobRecord job, Follower follower, RunFolder folder)
    {
        using var process = follower.Process;
        try
        {
            var end = await process.WaitAsync(progress => _queue.Report(job.Id, progress));
            if (end is TrainerEnd.OutOfMemory)
            {
                process.Log("the trainer died of memory");
                folder.DropCheckpoint(); // a smaller batch is another run
            }

            _trainers.TryRemove(job.Id, out _); // before the queue may start the next attempt
            _asked.TryRemove(job.Id, out _);
            if (_queue.Finish(job.Id, end).State.IsFinal())
            {
                folder.DropCheckpoint();
            }
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            _options.Complain($"the end of job {job.Id} cannot be kept: {fault.Message}");
        }
        finally
        {
            _following.TryRemove(follower, out _);
            follower.Ended.SetResult();
        }
    }

    private sealed record Follower(TrainerProcess Process, TaskCompletionSource Ended);
}
