using System.Globalization;
using Learners.ContinualLearning.Data;
using Learners.ContinualLearning.Metrics;
using Learners.ContinualLearning.Strategies;
using Learners.Contracts;
using Learners.Torch.Training;

namespace Learners.ContinualLearning;

/// <summary>A continual learner with its tasks.</summary>
internal sealed class RwmRun : ILearnerRun
{
    private readonly ContinualTasks _tasks;
    private readonly RwmLearner _learner;

    internal RwmRun(LearnerContext context, ContinualTasks tasks)
    {
        var (values, seed) = (context.Values, context.Job.Seed);
        _tasks = tasks.Standardised();
        var source = Method.Find(values.Choice("method")).Source;
        var schedule = new TaskSchedule(values.Integer("steps"), tasks.Tasks.Count, grows: source == BatchSource.Union);
        _learner = new RwmLearner(values, _tasks, schedule, seed, context.Device);
        Plan = TrainerParameters.Plan(values, seed) with { Steps = schedule.Steps };
        Training = new TaskFeed(_tasks, schedule, source, values.Integer("memory"), seed, _learner.Precision, context.Device);
        Validation = new HeldOutFeed(ExampleSet.Union([.. _tasks.Tasks.Select(task => task.Validation.Count > 0 ? task.Validation : task.Test)]), _learner.Precision, context.Device);
    }

    /// <inheritdoc/>
    public ILearner Learner => _learner;

    /// <inheritdoc/>
    public TrainingPlan Plan { get; }

    /// <inheritdoc/>
    public IFeed Training { get; }

    /// <inheritdoc/>
    public IFeed Validation { get; }

    /// <inheritdoc/>
    public IReadOnlyList<MetricRecord> Score(CancellationToken cancellationToken)
    {
        _learner.Finish();
        var matrix = _learner.Errors;
        var isSpeech = _tasks.ClassNames.Count == 2;
        var last = _tasks.Tasks.Count - 1;
        TaskScores[] scores = [.. _tasks.Tasks.Select(task => TaskScores.Of(_learner.Net, task.Test))];
        List<MetricRecord> records =
        [
            new("average/eer", matrix.Average), new("forgetting/eer", matrix.Forgetting), new("backward-transfer/eer", matrix.BackwardTransfer), new("learning/eer", matrix.Learning),
            .. _tasks.Tasks.Select((task, i) => new MetricRecord($"{task.Name}/eer", matrix.Errors[last, i])),
            new("average/accuracy", scores.Average(own => own.Accuracy)),
            .. from after in Enumerable.Range(0, last + 1) from judged in Enumerable.Range(0, last + 1) select new MetricRecord(Cell(after, judged), matrix.Errors[after, judged]),
        ];
        if (_tasks.ZeroShot is { } unseen)
        {
            records.Add(new MetricRecord("zero-shot/eer", TaskScores.Of(_learner.Net, unseen).Error));
        }

        if (isSpeech)
        {
            float[] genuine = [.. scores.SelectMany(own => own.Genuine)], fake = [.. scores.SelectMany(own => own.Fake)];
            records.Add(new MetricRecord("pooled/eer", EqualErrorRate.Interpolated(genuine, fake)));
            records.Add(new MetricRecord("pooled/minimum-cost", ScoreCalibration.MinimumCost(genuine, fake)));
            records.Add(new MetricRecord("pooled/calibration-error", ScoreCalibration.Error([.. scores.SelectMany(own => own.Scores)], [.. scores.SelectMany(own => own.IsGenuine)])));
        }

        if (_learner.Parts.OfType<LiteralRadian>().FirstOrDefault() is { } literal)
        {
            records.Add(new MetricRecord("inversions/failures", literal.FailureShare));
        }

        cancellationToken.ThrowIfCancellationRequested();
        return records;
    }

    /// <inheritdoc/>
    public void Publish(string folder, Provenance provenance, IReadOnlyList<MetricRecord> metrics)
    {
        _learner.Finish();
        PublishedDetector.Write(folder, _tasks, _learner, provenance, metrics);
    }

    /// <inheritdoc/>
    public void Dispose() => _learner.Dispose();

    /// <summary>Name of an entry of the matrix, both from 1.</summary>
    /// <param name="after">Task that was over, from 0.</param>
    /// <param name="judged">Task that was judged, from 0.</param>
    internal static string Cell(int after, int judged) => string.Create(CultureInfo.InvariantCulture, $"after-{after + 1}-on-{judged + 1}/eer");
}
