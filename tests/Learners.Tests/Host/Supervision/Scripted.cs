using Learners.Contracts;
using Learners.Host.Devices;
using Learners.Host.Queue;
using Learners.Host.Supervision;
using Learners.Tests.Host.Queue;

namespace Learners.Tests.Host.Supervision;

/// <summary>A queue and a supervisor whose trainers are real processes: shell scripts that do as the job's preset file says.</summary>
internal sealed class Scripted : IAsyncDisposable
{
    private readonly JobStore _store;
    private readonly List<(JobRecord Job, TaskCompletionSource<JobRecord> Seen, Func<JobRecord, bool> Is)> _awaited = [];

    /// <summary>Takes up the store of a folder.</summary>
    /// <param name="folder">Of the store and the jobs.</param>
    /// <param name="script">Shell text; $1 is the folder of the run, $2 the batch size, $3 the number of the attempt.</param>
    /// <param name="countMemoryKills">What the kernel says.</param>
    /// <param name="devices">Bytes that jobs may use together.</param>
    public Scripted(string folder, string script, Func<long>? countMemoryKills = null, long devices = 1000L << 20)
    {
        _store = new JobStore(Path.Combine(folder, "jobs.db"));
        Jobs = new JobQueue(_store, new DeviceLeases([TinyQueue.Device("cpu", devices)]), [TinyQueue.Offer with { EstimateMemory = (_, _) => 0 }], TimeProvider.System, mostStalled: 3);
        var options = new SupervisorOptions(Path.Combine(folder, "jobs"), (job, _, run) => new TrainerCommand(
            "/bin/sh", ["-c", script, "trainer", run, job.Settings.GetValueOrDefault("batch-size", "512"), $"{job.Attempt}"]))
        {
            TimeToStop = TimeSpan.FromSeconds(2),
            CountMemoryKills = countMemoryKills ?? (() => 0),
        };
        Supervisor = new Supervisor(Jobs, options, TimeProvider.System);
        Jobs.Told += Look;
    }

    public JobQueue Jobs { get; }

    public Supervisor Supervisor { get; }

    public Task StartAsync() => Supervisor.StartAsync(TestContext.Current.CancellationToken);

    public JobRecord Submit(long mebibytes = 10) => Jobs.Submit(TinyQueue.Draft() with { MemoryBytes = mebibytes << 20 }, null, "").Job;

    /// <summary>Waits until a job is as it should be.</summary>
    public async Task<JobRecord> UntilAsync(JobRecord job, Func<JobRecord, bool> isSo)
    {
        var seen = new TaskCompletionSource<JobRecord>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_awaited)
        {
            _awaited.Add((job, seen, isSo));
        }

        if (Jobs.Find(job.Id) is { } now && isSo(now))
        {
            return now;
        }

        try
        {
            return await seen.Task.WaitAsync(TimeSpan.FromSeconds(90), TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"the job stayed {Jobs.Find(job.Id)}; log: {string.Join(" | ", Supervisor.Folder(job.Id).LastLines(20))}");
        }
    }

    public Task<JobRecord> UntilAsync(JobRecord job, JobState state) => UntilAsync(job, one => one.State == state);

    public async ValueTask DisposeAsync()
    {
        await Supervisor.DisposeAsync();
        _store.Dispose();
    }

    private void Look(JobRecord job, bool isState)
    {
        lock (_awaited)
        {
            foreach (var (_, seen, _) in _awaited.Where(one => one.Job.Id == job.Id && one.Is(job)))
            {
                seen.TrySetResult(job);
            }
        }
    }
}
