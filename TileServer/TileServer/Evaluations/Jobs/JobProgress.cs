namespace TileServer.Evaluations.Jobs;

/// <summary>Tells a job how far its evaluation is, with the figures so far, now and then.</summary>
internal sealed class JobProgress(EvaluationJob job, TimeProvider time) : EvaluationProgress(TextWriter.Null, isTerminal: false, time)
{
    private const double Normal95 = 1.959964;

    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(0.5);

    private readonly TimeProvider _time = time;
    private RecallSystem? _system;
    private long _told;

    /// <inheritdoc/>
    internal override void Watch(RecallSystem system) => (_system, _told) = (system, 0);

    /// <inheritdoc/>
    internal override void Tell(long queries, double part)
    {
        if (_system is null || (_told != 0 && _time.GetElapsedTime(_told) < s_period))
            return;
        _told = _time.GetTimestamp();
        var recalls = _system.Report.All.Summarise(GeoCore.Evaluation.RecallVariant.Fractional).Recalls;
        job.Tell(new JobProgressDocument(_system.Name, queries, Math.Clamp(part, 0, 1), [.. recalls.Select(recall => new BudgetDocument(
            recall.AreaKm2, recall.Recall, recall.StandardError,
            [Math.Max(0, recall.Recall - Normal95 * recall.StandardError), Math.Min(1, recall.Recall + Normal95 * recall.StandardError)]))]));
    }
}
