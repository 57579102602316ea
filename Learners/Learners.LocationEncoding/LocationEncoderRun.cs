using GeoCore.Artifacts;
using Learners.Contracts;
using Learners.LocationEncoding.Data;
using Learners.LocationEncoding.Evaluation;
using Learners.LocationEncoding.Features;
using Learners.LocationEncoding.Protocol;
using Learners.LocationEncoding.Publishing;
using Learners.Torch.Training;

namespace Learners.LocationEncoding;

/// <summary>A location encoder with its data: what the trainer needs, its scores, and the artifact at the end.</summary>
internal sealed class LocationEncoderRun : ILearnerRun
{
    private readonly LearnerContext _context;
    private readonly TrainingField _field;
    private readonly LocationEncoderLearner _learner;
    private readonly EpochFeed? _fixed;
    private readonly EpochFeed _validation;

    internal LocationEncoderRun(LearnerContext context, TrainingField field)
    {
        (_context, _field) = (context, field);
        var (seed, device) = (context.Job.Seed, context.Device);
        _learner = new LocationEncoderLearner(context.Values, field.ClassCount, seed, device);
        var features = _learner.Features;
        _fixed = field.Fixed is null ? null : new EpochFeed(field.Fixed, field.ClassCount, features, seed, _learner.Precision, device);
        Training = _fixed is null ? Fresh(field.Labels!, features) : _fixed;
        _validation = new EpochFeed(field.Validation, field.ClassCount, features, seed, _learner.Precision, device);
        Plan = TrainerParameters.Plan(context.Values, seed);
    }

    /// <inheritdoc/>
    public ILearner Learner => _learner;

    /// <inheritdoc/>
    public TrainingPlan Plan { get; }

    /// <inheritdoc/>
    public IFeed Training { get; }

    /// <inheritdoc/>
    public IFeed Validation => _validation;

    /// <inheritdoc/>
    public IReadOnlyList<MetricRecord> Score(CancellationToken cancellationToken)
    {
        _learner.ToPublishedPrecision();
        var metrics = new List<MetricRecord>();
        foreach (var set in _field.Evaluations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            metrics.AddRange(set.Score(PlaceLogits.Of(_learner, set.Places.Longitudes, set.Places.Latitudes), _field.ClassCount));
        }

        return metrics;
    }

    /// <inheritdoc/>
    public void Publish(string folder, Provenance provenance, IReadOnlyList<MetricRecord> metrics)
    {
        _learner.ToPublishedPrecision();
        var job = provenance.Job;
        PublishedEncoder.Write(
            folder,
            PublishedId.Of(folder, _field.Description.Id),
            _learner,
            _context.Values,
            _field.Description,
            new TrainingCard(job.Learner, job.Data, job.Preset, provenance.Settings, job.Seed, provenance.Steps, provenance.Command, provenance.Machine),
            metrics);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _fixed?.Dispose();
        _validation.Dispose();
        _learner.Dispose();
    }

    private PlaceFeed Fresh(ILabelSource labels, PlaceFeatures features)
    {
        var share = _context.Values.Real("boundary-share");
        var boundary = share == 0 ? null : new BoundaryCells(labels);
        return new PlaceFeed(labels, new PlaceSampler(boundary, share), features, _context.Job.Seed, _learner.Precision, _context.Device);
    }
}
