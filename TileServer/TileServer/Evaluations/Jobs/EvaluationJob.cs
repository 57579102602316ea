using System.Text.Json;

namespace TileServer.Evaluations.Jobs;

/// <summary>An evaluation of uploaded files in its folder.</summary>
/// <param name="order">What it is to do.</param>
/// <param name="folder">Where its files are.</param>
internal sealed class EvaluationJob(JobOrder order, string folder) : IDisposable
{
    internal const string OrderFile = "order.json", OutcomeFile = "outcome.json", ResultFile = "result.json", UploadFolder = "upload", FeaturesFile = "queries.ndjson", DistanceFile = "distances.json";

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _removed = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JobProgressDocument? _progress;
    private bool _isRunning;

    /// <summary>What it is to do.</summary>
    internal JobOrder Order => order;

    /// <summary>Where its files are.</summary>
    internal string Folder => folder;

    /// <summary>How it ended; null while it has not.</summary>
    internal JobOutcome? Outcome { get; private set; }

    /// <summary>Whether it was deleted.</summary>
    internal bool IsRemoved => _removed.IsCancellationRequested;

    /// <summary>Ends when it is deleted.</summary>
    internal CancellationToken Removed => _removed.Token;

    /// <summary>Completes at the next change from now on.</summary>
    internal Task Changed
    {
        get
        {
            lock (_lock)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>Reads a job that was accepted before the server started; null where the folder holds none.</summary>
    internal static EvaluationJob? Read(string folder)
    {
        try
        {
            var order = JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, OrderFile)), JobJson.Default.JobOrder);
            if (order is null || order.Id != Path.GetFileName(folder))
                return null;
            var outcome = Path.Combine(folder, OutcomeFile);
            return new EvaluationJob(order, folder) { Outcome = File.Exists(outcome) ? JsonSerializer.Deserialize(File.ReadAllBytes(outcome), JobJson.Default.JobOutcome) : null };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Tells how far it is.</summary>
    internal void Tell(JobProgressDocument? progress) => Change(() => (_isRunning, _progress) = (true, progress ?? _progress));

    /// <summary>Puts it back to those that wait.</summary>
    internal void Wait() => Change(() => (_isRunning, _progress) = (false, null));

    /// <summary>Ends it; the outcome is on disk before anybody is told.</summary>
    internal void End(JobOutcome outcome)
    {
        OutputFile.Write(folder, OutcomeFile, JsonSerializer.SerializeToUtf8Bytes(outcome, JobJson.Default.JobOutcome));
        Change(() => (Outcome, _isRunning, _progress) = (outcome, false, null));
    }

    /// <summary>Says that it is no longer wanted.</summary>
    internal void Remove()
    {
        _removed.Cancel();
        Change(() => { });
    }

    /// <summary>The job as clients see it.</summary>
    /// <param name="hasResult">Whether figures are told.</param>
    internal JobDocument Document(bool hasResult = true)
    {
        lock (_lock)
        {
            var state = Outcome is null ? _isRunning ? "running" : "queued" : Outcome.Error is null ? "succeeded" : "failed";
            var result = hasResult && state == "succeeded"
                ? JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, ResultFile)), EvaluationJson.Default.RecallDocument)
                : null;
            var distances = Path.Combine(folder, DistanceFile);
            return new JobDocument(order.Id, state, order.Created, Outcome?.Finished, _progress, Outcome?.Error, result)
            {
                Distances = result is not null && File.Exists(distances) ? JsonSerializer.Deserialize(File.ReadAllBytes(distances), EvaluationJson.Default.DistanceDocument) : null,
            };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _removed.Dispose();

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            change();
            (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.SetResult();
    }
}
