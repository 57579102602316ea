using Learners.Contracts;
using Learners.Host.Data;
using Learners.LocationEncoding;
using Learners.LocationEncoding.Data;
using Learners.LocationEncoding.Evaluation;
using Learners.LocationEncoding.Features;
using Learners.LocationEncoding.Protocol;
using Learners.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Learners.Host.Runs;

/// <summary>Trains a location encoder: data, loop, score.</summary>
/// <param name="request">Checked command line.</param>
/// <param name="error">Told what goes on.</param>
/// <param name="time">Clock.</param>
internal sealed class LocationEncoderRun(TrainingRequest request, TextWriter error, TimeProvider time)
{
    /// <summary>Steps between checkpoints.</summary>
    private const long CheckpointEvery = 250;

    /// <summary>Trains, and gives the network to a caller once it is done.</summary>
    /// <param name="field">What to learn.</param>
    /// <param name="checkpoint">Where the state is kept.</param>
    /// <param name="publish">Receives the trained network, its scores and how the run ended.</param>
    /// <param name="cancellationToken">Ends the run after the step under way.</param>
    /// <returns>How the run ended; when it was cancelled, nothing was published.</returns>
    internal TrainingOutcome Train(
        TrainingField field,
        Checkpoint checkpoint,
        Action<LocationEncoderLearner, IReadOnlyList<MetricRecord>, TrainingOutcome> publish,
        CancellationToken cancellationToken)
    {
        TorchDevice.UseThreads(request.Threads);
        var device = TorchDevice.Choose(request.Job.Device);
        using var learner = new LocationEncoderLearner(request.Values, field.ClassCount, request.Job.Seed, device);
        var features = new HarmonicFeatures(learner.Degrees);
        using var fixedFeed = field.Fixed is null ? null : new EpochFeed(field.Fixed, field.ClassCount, features, request.Job.Seed, learner.Precision, device);
        IFeed feed = fixedFeed is null ? Fresh(field.Labels!, learner, features, device) : fixedFeed;
        using var heldOut = new EpochFeed(field.Validation, field.ClassCount, features, request.Job.Seed, learner.Precision, device);
        using var stopping = Stopping(learner, heldOut);

        var progress = new ProgressReport(error, !Console.IsErrorRedirected);
        TrainingOutcome outcome;
        try
        {
            outcome = new Trainer(LocationEncoderCard.Plan(request.Values, request.Job.Seed, CheckpointEvery), time)
                .Run(learner, feed, checkpoint, request.Resume, stopping, progress, cancellationToken);
        }
        finally
        {
            progress.Close();
        }

        if (outcome.Completed)
        {
            learner.ToPublishedPrecision();
            publish(learner, Score(learner, field), outcome);
        }

        return outcome;
    }

    private static IReadOnlyList<MetricRecord> Score(LocationEncoderLearner learner, TrainingField field) =>
    [
        .. field.Evaluations.SelectMany(set =>
            set.Score(PlaceLogits.Of(learner, set.Places.Longitudes, set.Places.Latitudes), field.ClassCount)),
    ];

    private PlaceFeed Fresh(ILabelSource labels, LocationEncoderLearner learner, HarmonicFeatures features, Device device)
    {
        var share = request.Values.Real("boundary-share");
        var boundary = share == 0 ? null : new BoundaryCells(labels);
        return new PlaceFeed(labels, new PlaceSampler(boundary, share), features, request.Job.Seed, learner.Precision, device);
    }

    private EarlyStopping? Stopping(LocationEncoderLearner learner, EpochFeed heldOut)
    {
        var patience = request.Values.Integer("patience");
        return patience == 0
            ? null
            : new EarlyStopping(request.Values.Integer("validate-every"), patience, () => learner.ComputeLoss(heldOut.All).ToDouble());
    }
}
