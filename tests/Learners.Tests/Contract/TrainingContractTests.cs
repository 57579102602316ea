using Learners.Torch.Training;
using TorchSharp;

namespace Learners.Tests.Contract;

/// <summary>What the host may expect of every learner while it trains. A learner is tested as soon as it is registered.</summary>
public class TrainingContractTests
{
    public static TheoryData<string> Learners => Contestants.Names;

    [Theory]
    [MemberData(nameof(Learners))]
    public void The_loss_of_a_batch_falls_when_it_is_learnt(string learner)
    {
        using var run = SmokeRun.Open(Contestants.Find(learner));
        var before = SmokeRun.Loss(run);

        SmokeRun.Train(run, around: feed => new SameBatch(feed));

        var after = SmokeRun.Loss(run);
        Assert.True(after < 0.9 * before, $"the loss was {before} and is {after}");
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_run_repeats_bit_for_bit_from_its_seed_and_not_from_another(string learner)
    {
        var definition = Contestants.Find(learner);
        using var first = SmokeRun.Open(definition);
        using var second = SmokeRun.Open(definition);
        using var other = SmokeRun.Open(definition, seed: 6);

        foreach (var run in new[] { first, second, other })
        {
            Assert.True(SmokeRun.Train(run).Completed);
        }

        Assert.Equal(SmokeRun.State(first.Learner), SmokeRun.State(second.Learner));
        Assert.Equal(first.Score(TestContext.Current.CancellationToken), second.Score(TestContext.Current.CancellationToken));
        Assert.NotEqual(SmokeRun.State(first.Learner), SmokeRun.State(other.Learner));
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_cancelled_run_leaves_a_checkpoint_from_which_another_ends_with_the_same_bits(string learner)
    {
        var definition = Contestants.Find(learner);
        using var folder = new TemporaryFolder();
        var checkpoint = new Checkpoint(folder.File("run/checkpoint.safetensors"), "contract");
        using var whole = SmokeRun.Open(definition);
        SmokeRun.Train(whole);
        var middle = whole.Plan.Steps / 2;

        TrainingOutcome cut, end;
        using (var interrupted = SmokeRun.Open(definition))
        {
            cut = SmokeRun.Train(interrupted, checkpoint, stopAt: middle - 1);
        }

        Assert.True(checkpoint.Exists);
        using var resumed = SmokeRun.Open(definition);
        end = SmokeRun.Train(resumed, checkpoint, resume: true);

        Assert.Equal((false, middle), (cut.Completed, cut.Steps));
        Assert.Equal((true, whole.Plan.Steps), (end.Completed, end.Steps));
        Assert.Equal(SmokeRun.State(whole.Learner), SmokeRun.State(resumed.Learner));
        Assert.Equal(whole.Score(TestContext.Current.CancellationToken), resumed.Score(TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_step_leaves_no_tensor_alive_and_neither_does_a_run(string learner)
    {
        var definition = Contestants.Find(learner);
        using (var warm = SmokeRun.Open(definition))
        {
            SmokeRun.Train(warm, stopAt: 1); // whatever is made once a process
        }

        var before = Alive;
        var counts = new List<long>();
        using (var run = SmokeRun.Open(definition))
        {
            SmokeRun.Train(run, around: feed => new Counter(feed, counts));
            run.Score(TestContext.Current.CancellationToken);
        }

        Assert.All(counts.Skip(2), count => Assert.Equal(counts[1], count)); // gradients come into being in the first step
        Assert.Equal(before, Alive);
    }

    private static long Alive => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

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
