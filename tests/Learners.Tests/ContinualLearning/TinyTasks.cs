using Learners.ContinualLearning;
using Learners.ContinualLearning.Data;
using Learners.ContinualLearning.Strategies;
using Learners.Contracts;
using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Learners.Tests.ContinualLearning;

/// <summary>Made-up tasks that a small network learns in a moment.</summary>
internal static class TinyTasks
{
    public const int Steps = 90;

    public static IEnumerable<string> Methods => Method.All.Select(method => method.Name);

    public static HyperParameterValues Values(params (string Name, string Text)[] settings)
    {
        (string Name, string Text)[] all = [("steps", "90"), ("batch-size", "16"), ("hidden-width", "12"), ("precision", "float64"), .. settings];
        Assert.True(RwmLearnerCard.Instance.TrySettle(null, all.Select(pair => KeyValuePair.Create(pair.Name, pair.Text)), out var values, out var problem), problem);
        return values;
    }

    public static (RwmLearner Learner, TaskFeed Feed, TrainingPlan Plan) Open(HyperParameterValues values, ContinualTasks? tasks = null)
    {
        TorchDevice.UseThreads(1);
        var sequence = (tasks ?? DriftingClasses.Draw()).Standardised();
        var source = Method.Find(values.Choice("method")).Source;
        var schedule = new TaskSchedule(values.Integer("steps"), sequence.Tasks.Count, source == BatchSource.Union);
        var learner = new RwmLearner(values, sequence, schedule, 3, CPU);
        return (learner, new TaskFeed(sequence, schedule, source, values.Integer("memory"), 3, learner.Precision, CPU), TrainerParameters.Plan(values, 3) with { Steps = schedule.Steps });
    }

    /// <summary>Trains to the end of the steps of the plan, or to a step.</summary>
    public static RwmLearner Trained(HyperParameterValues values, ContinualTasks? tasks = null, long? stopAt = null)
    {
        var (learner, feed, plan) = Open(values, tasks);
        new Trainer(stopAt is { } steps ? plan with { Steps = steps } : plan, TimeProvider.System).Run(learner, feed, cancellationToken: TestContext.Current.CancellationToken);
        return learner;
    }

    public static double[] Weights(RwmLearner learner)
    {
        using var scope = NewDisposeScope();
        return [.. learner.Net.Layers.SelectMany(layer => layer.detach().to_type(ScalarType.Float64).data<double>().ToArray())];
    }
}
