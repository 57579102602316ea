using Learners.Contracts;
using Learners.Host.Devices;
using Learners.Host.Queue;
using Microsoft.Extensions.Time.Testing;

namespace Learners.Tests.Host.Queue;

/// <summary>A queue over a store in a folder, with devices of a few bytes and a clock that stands still.</summary>
internal sealed class TinyQueue : IDisposable
{
    private readonly JobStore _store;

    public TinyQueue(string path, params TrainingDevice[] devices)
    {
        _store = new JobStore(path);
        Jobs = new JobQueue(_store, new DeviceLeases(devices), [Offer], Time, mostStalled: 3);
    }

    public static LearnerOffer Offer { get; } = new(
        new LearnerCard(
            "scripted", "A script", "Does as it is told", new PaperReference("None", "Nobody", "none"), "nothing", "nothing", [new DataSetChoice("air", "nothing")], [],
            [new IntegerParameter("batch-size", "examples a step", 512, 64, 4096), new IntegerParameter("steps", "steps", 10, 1, 1000)],
            [new Preset("smoke", "seconds", new Dictionary<string, string>())])
        { BatchParameter = "batch-size" },
        (values, _) => values.Integer("batch-size") * 1024L);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public JobQueue Jobs { get; }

    public static TrainingDevice Device(string name, long bytes, int threads = 8) => new(name, name, 2 * bytes, bytes, threads);

    public JobRecord Submit(long bytes = 10, string owner = "ada", int priority = 0, string device = "cpu", int threads = 1, params string[] dependsOn) => Jobs.Submit(
        Draft(owner) with { Priority = priority, Device = device, MemoryBytes = bytes, Threads = threads, DependsOn = dependsOn }, null, "").Job;

    public static JobRecord Draft(string owner = "ada") => new(
        "", "scripted", "air", "smoke", new Dictionary<string, string>(), 1, "cpu", owner, 0, [], JobState.Queued, default)
    { MemoryBytes = 10 };

    /// <summary>Starts whatever may start.</summary>
    public string[] Start() => [.. Jobs.TakeTurns().Select(start => start.Job.Id)];

    public void Succeed(string id) => Jobs.Finish(id, new TrainerEnd.Done(new TrainingResult("model", 1, 1, 0.5, 1, [])));

    public JobState State(string id) => Jobs.Find(id)!.State;

    public void Dispose() => _store.Dispose();
}
