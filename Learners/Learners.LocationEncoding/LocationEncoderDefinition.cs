using GeoCore.Artifacts;
using Learners.Contracts;
using Learners.LocationEncoding.Data;
using Learners.LocationEncoding.Features;
using Learners.Torch.Training;

namespace Learners.LocationEncoding;

/// <summary>The location encoder as the host knows it.</summary>
public sealed class LocationEncoderDefinition : ILearnerDefinition
{
    private const long BytesPerNumber = 4;
    private const long OpenedData = 256L << 20;

    /// <inheritdoc/>
    public LearnerCard Card => LocationEncoderCard.Instance;

    /// <inheritdoc/>
    public long EstimateMemory(HyperParameterValues values, string data)
    {
        long inputs = EncodingSettings.Encoding(values).Dimension;
        long width = values.Integer("hidden-width"), layers = values.Choice("network") == "fcnet" ? 8 : values.Integer("layers");
        long weights = inputs * width + layers * width * width;
        long batch = Math.Max(values.Integer("batch-size"), values.Integer("final-batch-size"));

        // weights, gradient, two moments and average; features twice while a batch is drawn; two tensors a layer for the way back
        var numbers = 5 * weights + 2 * batch * inputs + 2 * batch * width * (layers + 1);
        return OpenedData + numbers * BytesPerNumber * (values.Choice("precision") == "float64" ? 2 : 1);
    }

    /// <inheritdoc/>
    public ILearnerRun Open(LearnerContext context, CancellationToken cancellationToken) =>
        new LocationEncoderRun(context, new TrainingFields(context).Open(context.Job.Data, cancellationToken));

    /// <inheritdoc/>
    public IReadOnlyList<MetricRecord> EvaluatePublished(string folder, LearnerContext context, CancellationToken cancellationToken)
    {
        var artifact = LocationEncoderArtifact.Load(folder);
        var field = new TrainingFields(context).Open(context.Job.Data, cancellationToken);
        var metrics = new List<MetricRecord>();
        foreach (var set in field.Evaluations)
        {
            var logits = new float[set.Longitudes.Length * artifact.Card.Network.Outputs];
            artifact.Encoder.Evaluate(set.Longitudes, set.Latitudes, logits, cancellationToken);
            metrics.AddRange(set.ScorePublished(logits, artifact.Card));
            if (field.Labels is not null && set.Agreement(field.Labels) is { } agreement)
            {
                metrics.Add(agreement);
            }
        }

        return metrics;
    }
}
