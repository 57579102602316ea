using GeoCore.Raster;
using Learners.Contracts;
using Learners.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Learners.Tests.Contract;

/// <summary>The smoke preset of any learner on data that come with the program.</summary>
internal static class SmokeRun
{
    private const string Preset = "smoke";

    public static LearnerContext Context(ILearnerDefinition definition, long seed = 5)
    {
        var card = definition.Card;
        Assert.True(card.TrySettle(Preset, [], out var values, out var problem), problem);
        return new LearnerContext
        {
            Job = new JobSpec(card.Name, Data(card), Preset, new Dictionary<string, string>(), seed, "cpu"),
            Values = values,
            DataFolder = Path.Combine(Checkout.Root, "artifacts", "data"),
            HomeFolder = Checkout.Root,
            OpenRaster = path => throw new RasterException($"self-contained data need no raster, but {path} was opened"),
        };
    }

    public static ILearnerRun Open(ILearnerDefinition definition, long seed = 5)
    {
        TorchDevice.UseThreads(1);
        return definition.Open(Context(definition, seed), TestContext.Current.CancellationToken);
    }

    /// <summary>Trains to the end, or to the step at which the run is told to stop.</summary>
    public static TrainingOutcome Train(ILearnerRun run, Checkpoint? checkpoint = null, bool resume = false, long? stopAt = null, Func<IFeed, IFeed>? around = null)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var stopping = run.Plan.Patience == 0 || run.Validation is null
            ? null
            : new EarlyStopping(run.Plan.ValidateEvery, run.Plan.Patience, () => HeldOutLoss.Of(run.Learner, run.Validation));
        var feed = around?.Invoke(run.Training) ?? run.Training;
        return new Trainer(run.Plan, TimeProvider.System).Run(
            run.Learner, stopAt is { } step ? new Stopper(feed, step * run.Plan.Accumulate, source) : feed, checkpoint, resume, stopping, cancellationToken: source.Token);
    }

    /// <summary>Everything that a checkpoint keeps of the learner, to the last bit.</summary>
    public static Dictionary<string, byte[]> State(ILearner learner)
    {
        using var scope = NewDisposeScope();
        return learner.Network.named_parameters().Select(pair => (pair.name, (Tensor)pair.parameter))
            .Concat(learner.Network.named_buffers().Select(pair => (pair.name, pair.buffer)))
            .Concat(learner.State.Select(pair => ("learner." + pair.Name, pair.Tensor)))
            .ToDictionary(pair => pair.Item1, pair => pair.Item2.detach().cpu().contiguous().bytes.ToArray());
    }

    /// <summary>Loss of a batch as the network stands.</summary>
    public static double Loss(ILearnerRun run)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        run.Learner.Network.eval();
        manual_seed(1);
        return run.Learner.ComputeLoss(run.Training.Draw(0, run.Plan.BatchSizeAt(0))).Loss.ToDouble();
    }

    private static string Data(LearnerCard card)
    {
        var data = card.DataSets.FirstOrDefault(choice => choice.IsSelfContained && choice.Name == card.DefaultData(Preset))
            ?? card.DataSets.FirstOrDefault(choice => choice.IsSelfContained);
        Assert.True(data is not null, $"{card.Name} has no data set that comes with the program");
        return data.Name;
    }

    private sealed class Stopper(IFeed feed, long draw, CancellationTokenSource source) : IFeed
    {
        public long? Count => feed.Count;

        public int CountAt(long stepIndex, int size) => feed.CountAt(stepIndex, size);

        public Batch Draw(long stepIndex, int size)
        {
            if (stepIndex >= draw)
            {
                source.Cancel();
            }

            return feed.Draw(stepIndex, size);
        }
    }
}
