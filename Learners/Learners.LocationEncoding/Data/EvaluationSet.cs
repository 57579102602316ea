using GeoCore.Artifacts;
using Learners.Contracts;
using Learners.LocationEncoding.Evaluation;
using Learners.LocationEncoding.Protocol;

namespace Learners.LocationEncoding.Data;

/// <summary>Places that a trained network is scored on.</summary>
/// <param name="Name">Put before every figure.</param>
/// <param name="Longitudes">Degrees.</param>
/// <param name="Latitudes">Degrees, as many.</param>
internal abstract record EvaluationSet(string Name, double[] Longitudes, double[] Latitudes)
{
    /// <summary>Scores what a network answers at the places.</summary>
    /// <param name="outputs">[place][output].</param>
    internal abstract IEnumerable<MetricRecord> Score(float[] outputs);

    /// <summary>Scores what a published network answers, in the units of its card.</summary>
    /// <param name="outputs">[place][output].</param>
    /// <param name="card">Of the network.</param>
    internal virtual IEnumerable<MetricRecord> ScorePublished(float[] outputs, ArtifactCard card) => Score(outputs);

    /// <summary>How often the labels that were trained on agree with those of this set, or null where labels are no classes.</summary>
    /// <param name="labels">Trained on.</param>
    internal virtual MetricRecord? Agreement(ILabelSource labels) => null;
}

/// <summary>Places with classes.</summary>
/// <param name="Name">Put before every figure.</param>
/// <param name="Places">With their classes.</param>
/// <param name="ClassCount">2 for one output, else as many as outputs.</param>
/// <param name="BatchSize">Places of a batch where published figures are means over batches, else 0.</param>
internal sealed record ClassEvaluation(string Name, LabelledPlaces Places, int ClassCount, int BatchSize = 0)
    : EvaluationSet(Name, Places.Longitudes, Places.Latitudes)
{
    /// <summary>The protocol's equal-area grid; the reference averages over batches of 2 000.</summary>
    internal static ClassEvaluation LandOcean => new("land-ocean", LandOceanProtocol.Test, 2, 2000);

    /// <inheritdoc/>
    internal override IEnumerable<MetricRecord> Score(float[] outputs)
    {
        var scores = ClassificationScore.Of(Name, outputs, Places.Classes, ClassCount);
        return BatchSize == 0 ? scores : scores.Append(ClassificationScore.BatchIou(Name, outputs, Places.Classes, BatchSize));
    }

    /// <summary>What a network that learnt its labels without fault would score.</summary>
    /// <param name="labels">Trained on.</param>
    internal override MetricRecord? Agreement(ILabelSource labels)
    {
        var same = 0;
        for (var i = 0; i < Places.Count; i++)
        {
            same += labels.ClassAt(Places.Longitudes[i], Places.Latitudes[i]) == Places.Classes[i] ? 1 : 0;
        }

        return new MetricRecord(Name + "/agreement-of-labels", (double)same / Places.Count);
    }
}
