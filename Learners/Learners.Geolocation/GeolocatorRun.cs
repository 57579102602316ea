using GeoCore.Geolocation.Models;
using GeoCore.Geolocation.Pooling;
using GeoCore.Imaging;
using Learners.Contracts;
using Learners.Geolocation.Backbones;
using Learners.Geolocation.Data;
using Learners.Geolocation.Data.Overhead;
using Learners.Geolocation.Evaluation;
using Learners.Geolocation.Publishing;
using Learners.Torch.Training;
using TorchSharp;

namespace Learners.Geolocation;

/// <summary>A geolocator with its pictures: what the trainer needs, its scores, and the artifact at the end.</summary>
internal sealed class GeolocatorRun : ILearnerRun
{
    private readonly OverheadData _data;
    private readonly PlaceClasses _classes;
    private readonly GeolocatorLearner _learner;
    private readonly FrozenBackbone? _frozen;
    private readonly PicturePreparation _preparation;
    private readonly PoolingRule _rule;
    private readonly PictureSet _forFit, _forScores;
    private (TrainedSources Sources, SourceFit Fit)? _fitted;

    internal GeolocatorRun(LearnerContext context, OverheadData data, CancellationToken cancellationToken)
    {
        _frozen = FrozenBackbone.Of(context, cancellationToken);
        if (_frozen is not null)
        {
            var store = new EmbeddingStore(_frozen, context.DataFolder, context.Messages);
            data = data with { Training = store.Seen(data.Training, "train", cancellationToken), HeldOut = store.Seen(data.HeldOut, "held-out", cancellationToken) };
        }

        _data = data;
        var (values, seed, device) = (context.Values, context.Job.Seed, context.Device);
        _rule = GeolocatorLearnerCard.RuleOf(values);
        var side = values.Integer("side");
        _preparation = _frozen?.Preparation ?? PreparationOf(side);
        _classes = new PlaceClasses(data, values.Integer("cell-most"), values.Integer("cell-fewest"));
        _learner = new GeolocatorLearner(values, _classes, data.Training, seed, device);
        Training = new PictureFeed(data.Training, _preparation, _classes.Of(data.Training), seed, values.Real("jitter"), _learner.Precision, device);
        Validation = new PictureFeed(data.HeldOut, _preparation, _classes.Of(data.HeldOut), null, 0, _learner.Precision, device);
        Plan = TrainerParameters.Plan(values, seed);

        // what weights are fitted to and what they are judged on lie in different parts of the world
        var parts = SpatialFolds.Of(data.HeldOut.Longitudes, data.HeldOut.Latitudes, 2);
        _forFit = data.HeldOut.At(Spread([.. Enumerable.Range(0, parts.Length).Where(i => parts[i] == 0)], values.Integer("fit-pictures")));
        _forScores = data.HeldOut.At([.. Enumerable.Range(0, parts.Length).Where(i => parts[i] == 1)]);
    }

    /// <inheritdoc/>
    public ILearner Learner => _learner;

    /// <inheritdoc/>
    public TrainingPlan Plan { get; }

    /// <inheritdoc/>
    public IFeed Training { get; }

    /// <inheritdoc/>
    public IFeed Validation { get; }

    /// <summary>What is done to a picture of a network with a side.</summary>
    /// <param name="side">Pixels.</param>
    internal static PicturePreparation PreparationOf(int side) =>
        new() { Width = side, Height = side, Fit = PictureFit.Squash, Mean = [0.35, 0.35, 0.3], StandardDeviation = [0.25, 0.25, 0.25] };

    /// <inheritdoc/>
    public IReadOnlyList<MetricRecord> Score(CancellationToken cancellationToken)
    {
        var (sources, fit) = Fitted(cancellationToken);
        var outputs = new HeadOutputs(_learner, _classes, _preparation).Of(_forScores, cancellationToken);
        return GeolocatorScores.Of(sources.Ensemble(fit), outputs, _forScores, _data, sources.GateAttributes, cancellationToken);
    }

    /// <inheritdoc/>
    public void Publish(string folder, Provenance provenance, IReadOnlyList<MetricRecord> metrics)
    {
        var (sources, fit) = Fitted(CancellationToken.None);
        new PublishedGeolocator(_data, _classes, _learner, _preparation, _frozen, sources, fit, _rule).Write(folder, provenance, metrics);
    }

    /// <inheritdoc/>
    public void Dispose() => _learner.Dispose();

    private (TrainedSources Sources, SourceFit Fit) Fitted(CancellationToken cancellationToken)
    {
        if (_fitted is { } there)
        {
            return there;
        }

        using var scope = torch.NewDisposeScope();
        var sources = new TrainedSources(_data, _classes, _learner, cancellationToken);
        var outputs = new HeadOutputs(_learner, _classes, _preparation).Of(_forFit, cancellationToken);
        var fitted = (sources, sources.Fit(outputs, _forFit, _rule == PoolingRule.Gated, cancellationToken));
        _fitted = fitted;
        return fitted;
    }

    private static int[] Spread(int[] all, int most) => all.Length <= most ? all : [.. Enumerable.Range(0, most).Select(i => all[(int)((long)i * all.Length / most)])];
}
