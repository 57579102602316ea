using Learners.Contracts;

namespace Learners.Torch.Metrics;

/// <summary>Keeps the course of a run in its folder, for programs (<see cref="MetricsFile"/>) and for TensorBoard.</summary>
/// <param name="folder">Of the run; made if need be.</param>
/// <param name="time">Clock.</param>
/// <remarks>The files are opened at the first report, which says at which step the run goes on; 0 begins them anew.</remarks>
public sealed class RunMetrics(string folder, TimeProvider time) : IProgress<TrainingProgress>, IDisposable
{
    private MetricsFile? _lines;
    private TensorBoardFile? _events;
    private double _secondsBefore;

    /// <summary>Adds a point. The learner's own figures stand beside loss, rate and speed.</summary>
    /// <param name="value">Where the run stands.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Report(TrainingProgress value)
    {
        Open(value.StartedAt);
        var values = new Dictionary<string, double>
        {
            ["loss"] = value.Loss,
            ["learning-rate"] = value.LearningRate,
            ["examples-per-second"] = value.ExamplesPerSecond,
        };
        foreach (var scalar in value.Scalars)
        {
            values[scalar.Name] = scalar.Value;
        }

        var point = new MetricPoint(value.Step, _secondsBefore + value.Elapsed.TotalSeconds, values);
        _lines!.Append(point);
        _events!.Append(point);
    }

    /// <summary>Adds scores of held-out examples for TensorBoard; programs find them in the result of the run.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="scores">What was measured.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Add(long step, IReadOnlyList<MetricRecord> scores)
    {
        Open(step);
        _events!.Append(step, scores.Select(score => KeyValuePair.Create(score.Name, score.Value)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lines?.Dispose();
        _events?.Dispose();
    }

    private void Open(long steps)
    {
        if (_events is not null)
        {
            return;
        }

        _lines ??= MetricsFile.Open(Path.Combine(folder, MetricsFile.FileName), steps);
        _secondsBefore = _lines.Last?.Time ?? 0;
        _events = TensorBoardFile.Create(folder, steps, time);
    }
}
