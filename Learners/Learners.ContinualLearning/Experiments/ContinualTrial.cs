using GeoCore.Raster;
using Learners.ContinualLearning.Data;
using Learners.Contracts;
using Learners.Torch.Experiments;
using Learners.Torch.Training;
using TorchSharp;

namespace Learners.ContinualLearning.Experiments;

/// <summary>One sequence of tasks learnt by one method with one seed.</summary>
/// <param name="data">Opens tasks.</param>
/// <param name="time">Clock of the trainer's reports.</param>
internal sealed class ContinualTrial(ContinualData data, TimeProvider time)
{
    /// <summary>The run of a row with a seed.</summary>
    /// <param name="name">Of the row.</param>
    /// <param name="dataName">Of the data set.</param>
    /// <param name="row">Settings that differ from the card's defaults.</param>
    /// <param name="seed">Fixes weights, order and memories.</param>
    /// <param name="change">What is done to the tasks; null for nothing.</param>
    internal ExperimentRun Run(string name, string dataName, IReadOnlyDictionary<string, string> row, long seed, Func<ContinualTasks, ContinualTasks>? change = null)
    {
        var settings = Settled(row).Texts;
        return new ExperimentRun(name, RwmLearnerCard.Instance.Name, dataName, seed, settings, token => Execute(dataName, row, seed, change ?? (tasks => tasks), token));
    }

    private static HyperParameterValues Settled(IReadOnlyDictionary<string, string> row) =>
        RwmLearnerCard.Instance.TrySettle(null, row, out var values, out var problem) ? values : throw new TrainingException(problem);

    private IReadOnlyList<MetricRecord> Execute(
        string dataName, IReadOnlyDictionary<string, string> row, long seed, Func<ContinualTasks, ContinualTasks> change, CancellationToken cancellationToken)
    {
        var values = Settled(row);
        var context = new LearnerContext
        {
            Job = new JobSpec(RwmLearnerCard.Instance.Name, dataName, null, values.Texts, seed, "cpu"),
            Values = values,
            DataFolder = string.Empty,
            HomeFolder = string.Empty,
            OpenRaster = path => throw new RasterException($"speech needs no raster, but {path} was opened"),
        };
        using var scope = torch.NewDisposeScope();
        using var run = new RwmRun(context, change(data.Open(dataName, cancellationToken)));
        try
        {
            var outcome = new Trainer(run.Plan, time).Run(run.Learner, run.Training, cancellationToken: cancellationToken);
            return outcome.Completed ? run.Score(cancellationToken) : throw new OperationCanceledException(cancellationToken);
        }
        catch (TrainingException)
        {
            return [new MetricRecord("broke-down", 1)]; // the loss is no number any more, which is an outcome too
        }
    }
}
