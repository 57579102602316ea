using Learners.Contracts;
using Learners.LocationEncoding;
using Learners.LocationEncoding.Data;
using Learners.Torch.Training;
using TorchSharp;

namespace Learners.Tests.Torch;

public class TrainerTests
{
    public static TheoryData<string, string, bool, string> Kinds => new()
    {
        { "siren", "float32", true, "0.01" }, { "siren", "float64", false, "0.01" }, { "fcnet", "float32", false, "0.01" }, { "linear", "float32", true, "0.1" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_run_lowers_its_loss_and_repeats_bit_for_bit_from_its_seed(string network, string precision, bool binary, string rate)
    {
        ILabelSource labels = binary ? new TinyRun.Hemispheres() : new TinyRun.Octants();
        var values = TinyRun.Values(("network", network), ("precision", precision), ("learning-rate", rate), ("steps", "80"));
        var losses = new Losses();

        var (outcome, weights) = TinyRun.Train(values, labels, progress: losses, around: losses.Follow);
        var (_, again) = TinyRun.Train(values, labels);

        Assert.True(outcome.Completed);
        Assert.True(outcome.Loss < 0.8 * Math.Log(binary ? 2 : 8), $"the loss is {outcome.Loss}");
        Assert.Equal(weights, again);
    }

    [Fact]
    public void Two_threads_end_with_the_weights_of_one()
    {
        var values = TinyRun.Values(("degrees", "12"), ("hidden-width", "40"), ("batch-size", "700"), ("final-batch-size", "700"), ("steps", "8"), ("clip-norm", "0.1"));

        var (_, one) = TinyRun.Train(values);
        var (_, two) = TinyRun.Train(values, threads: 2);

        Assert.Equal(one, two);
    }

    [Fact]
    public void Fused_steps_take_the_course_of_torch()
    {
        (string, string)[] settings = [("steps", "40"), ("learning-rate", "0.003"), ("weight-decay", "0.01")];

        var (fused, ours) = TinyRun.Train(TinyRun.Values([.. settings, ("kernels", "fused")]));
        var (torch, theirs) = TinyRun.Train(TinyRun.Values([.. settings, ("kernels", "torch")]));

        Assert.NotEqual(theirs, ours);
        Assert.Equal(torch.Loss, fused.Loss, 1e-4 * torch.Loss);
        for (var i = 0; i < ours.Length; i++)
        {
            Assert.Equal(theirs[i], ours[i], 1e-3);
        }
    }

    [Fact]
    public void Another_seed_gives_other_weights()
    {
        using var first = new LocationEncoderLearner(TinyRun.Values(), 2, seed: 1);
        using var second = new LocationEncoderLearner(TinyRun.Values(), 2, seed: 2);

        Assert.NotEqual(first.Network.parameters().First().data<float>().ToArray(), second.Network.parameters().First().data<float>().ToArray());
    }

    [Theory]
    [InlineData("siren", 17)]
    [InlineData("fcnet", 23)]
    public void A_run_that_was_interrupted_ends_with_the_weights_of_one_that_was_not(string network, long step)
    {
        using var folder = new TemporaryFolder();
        var checkpoint = new Checkpoint(folder.File("checkpoint.safetensors"), "job");
        var values = TinyRun.Values(("network", network));
        var (_, whole) = TinyRun.Train(values);
        using var source = new CancellationTokenSource();

        var (cut, half) = TinyRun.Train(values, checkpoint: checkpoint, around: feed => new TinyRun.Interruption(feed, step, source), interruption: source);
        var firstSteps = new Losses();
        var (end, resumed) = TinyRun.Train(values, checkpoint: checkpoint, resume: true, around: firstSteps.Follow);

        Assert.False(cut.Completed);
        Assert.Equal(step + 1, cut.Steps);
        Assert.Equal(step + 1, firstSteps.First);
        Assert.NotEqual(whole, half);
        Assert.True(end.Completed);
        Assert.Equal(whole, resumed);
    }

    [Fact]
    public void A_run_that_was_killed_goes_on_from_its_last_checkpoint()
    {
        using var folder = new TemporaryFolder();
        var checkpoint = new Checkpoint(folder.File("checkpoint.safetensors"), "job");
        var (_, whole) = TinyRun.Train(TinyRun.Values());
        Assert.Throws<KilledException>(() => TinyRun.Train(
            TinyRun.Values(), checkpoint: checkpoint, checkpointEvery: 10, around: feed => new Killer(feed, 27)));
        var firstSteps = new Losses();

        var (_, resumed) = TinyRun.Train(TinyRun.Values(), checkpoint: checkpoint, resume: true, around: firstSteps.Follow);

        Assert.Equal(20, firstSteps.First);
        Assert.Equal(whole, resumed);
    }

    [Fact]
    public void A_step_leaves_no_tensor_behind()
    {
        var counts = new List<long>();

        TinyRun.Train(TinyRun.Values(), around: feed => new Counter(feed, counts));

        // the first step brings the gradients into being
        Assert.All(counts.Skip(2), count => Assert.Equal(counts[1], count));
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_the_run_and_names_the_step()
    {
        var fault = Assert.Throws<TrainingException>(() => TinyRun.Train(TinyRun.Values(), around: feed => new Poison(feed, 4)));

        Assert.Contains("step 5", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_held_out_loss_that_no_longer_falls_ends_the_run_and_a_resumption_remembers_the_wait()
    {
        using var folder = new TemporaryFolder();
        var checkpoint = new Checkpoint(folder.File("checkpoint.safetensors"), "job");
        double[] losses = [3, 2, 2.5, 2, 1.9, 2, 2, 2, 2, 2, 2];
        var look = 0;
        EarlyStopping Stop() => new(every: 2, patience: 3, () => losses[look++]);
        using var source = new CancellationTokenSource();

        var (cut, _) = TinyRun.Train(
            TinyRun.Values(),
            checkpoint: checkpoint,
            stopping: _ => Stop(),
            around: feed => new TinyRun.Interruption(feed, 11, source),
            interruption: source);
        var (end, _) = TinyRun.Train(TinyRun.Values(), checkpoint: checkpoint, resume: true, stopping: _ => Stop());

        Assert.Equal(12, cut.Steps);
        Assert.True(end.Completed);
        Assert.Equal(16, end.Steps); // the lowest loss was seen at step 10, then three looks
    }

    private sealed class KilledException : Exception;

    private sealed class Killer(IFeed feed, long step) : IFeed
    {
        public Batch Draw(long stepIndex, int size) => stepIndex == step ? throw new KilledException() : feed.Draw(stepIndex, size);
    }

    private sealed class Counter(IFeed feed, List<long> counts) : IFeed
    {
        public Batch Draw(long stepIndex, int size)
        {
            counts.Add(DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
            return feed.Draw(stepIndex, size);
        }
    }

    private sealed class Poison(IFeed feed, long step) : IFeed
    {
        public Batch Draw(long stepIndex, int size)
        {
            var batch = feed.Draw(stepIndex, size);
            return stepIndex == step ? batch with { Inputs = batch.Inputs * float.NaN } : batch;
        }
    }

    private sealed class Losses : IProgress<TrainingProgress>
    {
        public long First { get; private set; } = -1;

        public void Report(TrainingProgress value) => Assert.InRange(value.Step, 1, value.Steps);

        public IFeed Follow(IFeed feed) => new Watcher(feed, this);

        private sealed class Watcher(IFeed feed, Losses losses) : IFeed
        {
            public Batch Draw(long stepIndex, int size)
            {
                losses.First = losses.First < 0 ? stepIndex : losses.First;
                return feed.Draw(stepIndex, size);
            }
        }
    }
}
