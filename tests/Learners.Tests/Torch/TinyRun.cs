using Learners.Contracts;
using Learners.LocationEncoding;
using Learners.LocationEncoding.Data;
using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Learners.Tests.Torch;

/// <summary>The location encoder on eight octants of the Earth: a run that takes a moment and needs no data.</summary>
internal static class TinyRun
{
    public static HyperParameterValues Values(params (string Name, string Text)[] settings)
    {
        (string Name, string Text)[] tiny =
        [
            ("degrees", "4"), ("hidden-width", "16"), ("steps", "40"), ("batch-size", "64"), ("final-batch-size", "96"), ("average", "0.9"), .. settings,
        ];
        Assert.True(
            LocationEncoderCard.Instance.TrySettle(null, tiny.Select(pair => KeyValuePair.Create(pair.Name, pair.Text)), out var values, out var problem),
            problem);
        return values;
    }

    public static (TrainingOutcome Outcome, float[] Weights) Train(
        HyperParameterValues values,
        ILabelSource? labels = null,
        Checkpoint? checkpoint = null,
        bool resume = false,
        long checkpointEvery = 0,
        Func<LocationEncoderLearner, EarlyStopping>? stopping = null,
        IProgress<TrainingProgress>? progress = null,
        Func<IFeed, IFeed>? around = null,
        CancellationTokenSource? interruption = null,
        int threads = 1)
    {
        TorchDevice.UseThreads(threads); // two threads on a busy machine wait for each other most of the time
        labels ??= new Octants();
        using var learner = new LocationEncoderLearner(values, labels.ClassCount, seed: 3);
        var sampler = new PlaceSampler(new BoundaryCells(labels), values.Real("boundary-share"));
        IFeed feed = new PlaceFeed(labels, sampler, learner.Features, 3, learner.Precision, CPU, CoarseStart.Of(values));
        using var stop = stopping?.Invoke(learner);
        var outcome = new Trainer(TrainerParameters.Plan(values, 3) with { CheckpointEvery = checkpointEvery }, TimeProvider.System)
            .Run(learner, around?.Invoke(feed) ?? feed, checkpoint, resume, stop, progress, interruption?.Token ?? TestContext.Current.CancellationToken);
        return (outcome, [.. learner.Network.parameters().SelectMany(Numbers)]);
    }

    private static float[] Numbers(Tensor tensor) => tensor.to_type(ScalarType.Float32).data<float>().ToArray();

    internal sealed class Octants : ILabelSource
    {
        public int ClassCount => 8;

        public int ClassAt(double longitude, double latitude) => (latitude > 0 ? 4 : 0) + (int)Math.Clamp((longitude + 180) / 90, 0, 3);
    }

    internal sealed class Hemispheres : ILabelSource
    {
        public int ClassCount => 2;

        public int ClassAt(double longitude, double latitude) => latitude > 20 ? 1 : 0;
    }

    /// <summary>Cancels a source once a step is drawn.</summary>
    internal sealed class Interruption(IFeed feed, long step, CancellationTokenSource source) : IFeed
    {
        public Batch Draw(long stepIndex, int size)
        {
            if (stepIndex == step)
            {
                source.Cancel();
            }

            return feed.Draw(stepIndex, size);
        }
    }
}
