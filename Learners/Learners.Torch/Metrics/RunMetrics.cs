using Learners.Contracts;

namespace Learners.Torch.Metrics;

/// <summary>Keeps the course of a run in its folder, for programs (<see cref="MetricsFile"/>) and for TensorBoard.</summary>
public sealed class RunMetrics : IProgress<TrainingProgress>, IDisposable
{
    private readonly MetricsFile _lines;
    private readonly TensorBoardFile _events;
    private readonly double _secondsBefore;

    /// <summary>Opens both files.</summary>
    /// <param name="folder">Of the run; made if need be.</param>
    /// <param name="steps">Steps done when the run goes on, as its checkpoint says; 0 begins anew.</param>
    /// <param name="time">Clock.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public RunMetrics(string folder, long steps, TimeProvider time)
    {
        _lines = MetricsFile.Open(Path.Combine(folder, MetricsFile.FileName), steps);
        _secondsBefore = _lines.Last?.Time ?? 0;
        try
        {
            _events = TensorBoardFile.Create(folder, steps, time);
        }
        catch
        {
            _lines.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        var point = new MetricPoint(value.Step, _secondsBefore + value.Elapsed.TotalSeconds, new Dictionary<string, double>
        {
            ["loss"] = value.Loss,
            ["learning-rate"] = value.LearningRate,
            ["examples-per-second"] = value.ExamplesPerSecond,
        });
        _lines.Append(point);
        _events.Append(point);
    }

    /// <summary>Adds scores of held-out examples for TensorBoard; programs find them in the result of the run.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="scores">What was measured.</param>
    public void Add(long step, IReadOnlyList<MetricRecord> scores) =>
        _events.Append(step, scores.Select(score => KeyValuePair.Create(score.Name, score.Value)));

    /// <inheritdoc/>
    public void Dispose()
    {
        _lines.Dispose();
        _events.Dispose();
    }
}
