using Learners.Contracts;
using Learners.LocationEncoding.Evaluation;

namespace Learners.LocationEncoding.Data.Species;

/// <summary>Sites of known presence and absence.</summary>
/// <param name="Name">Put before every figure.</param>
/// <param name="Sites">Held out.</param>
internal sealed record SiteEvaluation(string Name, SpeciesSites Sites) : EvaluationSet(Name, Sites.Longitudes, Sites.Latitudes)
{
    /// <inheritdoc/>
    internal override IEnumerable<MetricRecord> Score(float[] outputs) =>
        PresenceScore.Of(outputs, Sites.IsPresent, Sites.Species).Select(metric => metric with { Name = $"{Name}/{metric.Name}" });
}

/// <summary>Observed species, with what a classifier said of their pictures where there is a file of it.</summary>
/// <param name="Name">Put before every figure.</param>
/// <param name="Observations">Held out.</param>
/// <param name="Pictures">Logits of the pictures, or null.</param>
internal sealed record ObservationEvaluation(string Name, SpeciesObservations Observations, PictureLogits? Pictures)
    : EvaluationSet(Name, Observations.Longitudes, Observations.Latitudes)
{
    /// <inheritdoc/>
    internal override IEnumerable<MetricRecord> Score(float[] outputs) =>
        FusionScore.Of(Pictures?.Of(Observations) ?? new float[outputs.Length], outputs, Observations.Classes, Observations.ClassCount)
            .Where(metric => Pictures is not null || metric.Name.StartsWith("place/", StringComparison.Ordinal))
            .Select(metric => metric with { Name = $"{Name}/{metric.Name}" });
}
