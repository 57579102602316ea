using Learners.Contracts;

namespace Learners.Torch.Training;

/// <summary>Counts steps and examples and reports about twice a second.</summary>
internal sealed class Pace
{
    private static readonly TimeSpan s_reportEvery = TimeSpan.FromSeconds(0.5);
    private readonly TrainingPlan _plan;
    private readonly IFeed _feed;
    private readonly TimeProvider _time;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly long _start;
    private readonly long _before;
    private readonly long _startedAt;
    private readonly long _all;
    private long _lastReport;
    private long _step;
    private long _seen;
    private double _sum;
    private IReadOnlyList<(string Name, double Value)> _scalars = [];
    private long _count;

    internal Pace(TrainingPlan plan, IFeed feed, TimeProvider time, IProgress<TrainingProgress>? progress, long startedAt)
    {
        (_plan, _feed, _time, _progress, _startedAt, _step) = (plan, feed, time, progress, startedAt, startedAt);
        _start = _lastReport = time.GetTimestamp();
        for (var step = 0L; step < plan.Steps; step++)
        {
            _all += CountAt(step);
            _before += step < startedAt ? CountAt(step) : 0;
        }
    }

    internal double Loss { get; private set; } = double.NaN;

    internal long Examples => _before + _seen;

    internal TimeSpan Elapsed => _time.GetElapsedTime(_start);

    internal void Report(long stepIndex, double loss, IReadOnlyList<(string Name, double Value)> scalars)
    {
        _scalars = scalars;
        _seen += CountAt(stepIndex);
        _step = stepIndex + 1;
        _sum += loss;
        _count++;
        if (_time.GetElapsedTime(_lastReport) >= s_reportEvery)
        {
            Tell();
        }
    }

    internal void Finish()
    {
        if (_count > 0)
        {
            Tell();
        }
    }

    private long CountAt(long step)
    {
        var sum = 0L;
        for (var part = 0; part < _plan.Accumulate; part++)
        {
            sum += _feed.CountAt(step * _plan.Accumulate + part, _plan.BatchSizeAt(step));
        }

        return sum;
    }

    private void Tell()
    {
        _lastReport = _time.GetTimestamp();
        Loss = _sum / _count;
        (_sum, _count) = (0, 0);
        var speed = _seen / Math.Max(1e-9, Elapsed.TotalSeconds);
        var remaining = TimeSpan.FromSeconds((_all - Examples) / Math.Max(1, speed));
        _progress?.Report(new TrainingProgress(
            _step, _plan.Steps, Loss, _plan.LearningRateAt(_step - 1), Examples, speed, Elapsed, remaining)
        {
            StartedAt = _startedAt,
            Scalars = [.. _scalars.Select(pair => new MetricRecord(pair.Name, pair.Value))],
        });
    }
}
