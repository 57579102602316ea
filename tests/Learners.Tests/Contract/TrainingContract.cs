using Learners.Torch.Training;
using TorchSharp;

namespace Learners.Tests.Contract;

/// <summary>What the host may expect of every learner while it trains.</summary>
internal static class TrainingContract
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static long Alive => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

    public static void LossFalls(ILearnerDefinition definition)
    {
        using var run = SmokeRun.Open(definition);
        var before = SmokeRun.Loss(run);

        SmokeRun.Train(run, around: feed => new SameBatch(feed));

        var after = SmokeRun.Loss(run);
        Assert.True(after < before - 0.1 * Math.Abs(before), $"the loss was {before} and is {after}");
    }

    public static void RepeatsFromItsSeed(ILearnerDefinition definition)
    {
        using var first = SmokeRun.Open(definition);
        using var second = SmokeRun.Open(definition);
        using var other = SmokeRun.Open(definition, seed: 6);

        foreach (var run in new[] { first, second, other })
        {
            Assert.True(SmokeRun.Train(run).Completed);
        }

        Assert.Equal(SmokeRun.State(first.Learner), SmokeRun.State(second.Learner));
        Assert.Equal(first.Score(Cancellation), second.Score(Cancellation));
        Assert.NotEqual(SmokeRun.State(first.Learner), SmokeRun.State(other.Learner));
    }

    public static void GoesOnFromACheckpoint(ILearnerDefinition definition)
    {
        using var folder = new TemporaryFolder();
        var checkpoint = new Checkpoint(folder.File("run/checkpoint.safetensors"), "contract");
        using var whole = SmokeRun.Open(definition);
        SmokeRun.Train(whole);
        var middle = whole.Plan.Steps / 2;

        TrainingOutcome cut;
        using (var interrupted = SmokeRun.Open(definition))
        {
            cut = SmokeRun.Train(interrupted, checkpoint, stopAt: middle - 1);
        }

        Assert.True(checkpoint.Exists);
        using var resumed = SmokeRun.Open(definition);
        var end = SmokeRun.Train(resumed, checkpoint, resume: true);

        Assert.Equal((false, middle), (cut.Completed, cut.Steps));
        Assert.Equal((true, whole.Plan.Steps), (end.Completed, end.Steps));
        Assert.Equal(SmokeRun.State(whole.Learner), SmokeRun.State(resumed.Learner));
        Assert.Equal(whole.Score(Cancellation), resumed.Score(Cancellation));
    }

    public static void LeavesNoTensorAlive(ILearnerDefinition definition)
    {
        using (var warm = SmokeRun.Open(definition))
        {
            SmokeRun.Train(warm, stopAt: 1); // whatever is made once a process
        }

        var before = Alive;
        var counts = new List<long>();
        using (var run = SmokeRun.Open(definition))
        {
            SmokeRun.Train(run, around: feed => new Counter(feed, counts));
            run.Score(Cancellation);
        }

        Assert.All(counts.Skip(2), count => Assert.Equal(counts[1], count)); // gradients come into being in the first step
        Assert.Equal(before, Alive);
    }

    private sealed class SameBatch(IFeed feed) : IFeed
    {
        public Batch Draw(long stepIndex, int size) => feed.Draw(0, size);
    }

    private sealed class Counter(IFeed feed, List<long> counts) : IFeed
    {
        public long? Count => feed.Count;

        public int CountAt(long stepIndex, int size) => feed.CountAt(stepIndex, size);

        public Batch Draw(long stepIndex, int size)
        {
            counts.Add(Alive);
            return feed.Draw(stepIndex, size);
        }
    }
}
