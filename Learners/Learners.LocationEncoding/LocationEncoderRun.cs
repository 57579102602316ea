using GeoCore.Artifacts;
using Learners.Contracts;
using Learners.LocationEncoding.Data;
using Learners.LocationEncoding.Evaluation;
using Learners.LocationEncoding.Publishing;
using Learners.Torch.Training;

namespace Learners.LocationEncoding;

/// <summary>A location encoder with its data: what the trainer needs, its scores, and the artifact at the end.</summary>
internal sealed class LocationEncoderRun : ILearnerRun
{
    private readonly LearnerContext _context;
    private readonly TrainingField _field;
    private readonly LocationEncoderLearner _learner;
    private readonly PlaceSampler? _sampler;

    internal LocationEncoderRun(LearnerContext context, TrainingField field)
    {
        (_context, _field) = (context, field);
        var (seed, device) = (context.Job.Seed, context.Device);
        _learner = new LocationEncoderLearner(context.Values, field.Objective, seed, device);
        PublishedPosterior.Check(field, context.Values, _learner.Features.Count);
        _sampler = field.Labels is null ? null : Sampler(field.Labels);
        Training = field.Fixed?.Invoke(_learner, seed, device) ?? Fresh(field.Labels!, _sampler!);
        Validation = field.Validation(_learner, seed, device);
        Plan = TrainerParameters.Plan(context.Values, seed);
    }

    /// <inheritdoc/>
    public ILearner Learner => _learner;

    /// <inheritdoc/>
    public TrainingPlan Plan { get; }

    /// <inheritdoc/>
    public IFeed Training { get; }

    /// <inheritdoc/>
    public IFeed Validation { get; }

    /// <inheritdoc/>
    public IReadOnlyList<MetricRecord> Score(CancellationToken cancellationToken)
    {
        _learner.ToPublishedPrecision();
        var metrics = new List<MetricRecord>();
        foreach (var set in _field.Evaluations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            metrics.AddRange(set.Score(PlaceLogits.Of(_learner, set.Longitudes, set.Latitudes)));
        }

        return metrics;
    }

    /// <inheritdoc/>
    public void Publish(string folder, Provenance provenance, IReadOnlyList<MetricRecord> metrics)
    {
        _learner.ToPublishedPrecision();
        var job = provenance.Job;
        var places = _context.Values.Integer("posterior-places");
        var posterior = new PublishedPosterior(_field, _sampler, places, job.Seed);
        PublishedEncoder.Write(
            folder,
            PublishedId.Of(folder, _field.Description.Id),
            _learner,
            _context.Values,
            _field.Description,
            new TrainingCard(job.Learner, job.Data, job.Preset, provenance.Settings, job.Seed, provenance.Steps, provenance.Command, provenance.Machine),
            metrics,
            places == 0 ? null : encoder => posterior.Of(encoder, _context.Messages));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        (Training as IDisposable)?.Dispose();
        (Validation as IDisposable)?.Dispose();
        _learner.Dispose();
    }

    private PlaceSampler Sampler(ILabelSource labels)
    {
        var share = _context.Values.Real("boundary-share");
        return new PlaceSampler(share == 0 ? null : new BoundaryCells(labels), share);
    }

    private PlaceFeed Fresh(ILabelSource labels, PlaceSampler sampler) =>
        new(labels, sampler, _learner.Features, _context.Job.Seed, _learner.Precision, _context.Device, CoarseStart.Of(_context.Values));
}
