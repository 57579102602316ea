using Learners.Contracts;
using Learners.LocationEncoding.Evaluation;
using Learners.LocationEncoding.Fields;
using Learners.LocationEncoding.Protocol;

namespace Learners.LocationEncoding.Data;

/// <summary>Places that a trained network is scored on.</summary>
/// <param name="Name">Put before every figure.</param>
/// <param name="Places">With their classes.</param>
/// <param name="BatchSize">Places of a batch where published figures are means over batches, else 0.</param>
internal sealed record EvaluationSet(string Name, LabelledPlaces Places, int BatchSize = 0)
{
    /// <summary>The protocol's equal-area grid; the reference averages over batches of 2 000.</summary>
    internal static EvaluationSet LandOcean => new("land-ocean", LandOceanProtocol.Test, 2000);

    /// <summary>Scores logits of the places.</summary>
    /// <param name="logits">[place][output].</param>
    /// <param name="classCount">2 for one output, else as many as outputs.</param>
    internal IEnumerable<MetricRecord> Score(float[] logits, int classCount)
    {
        var scores = ClassificationScore.Of(Name, logits, Places.Classes, classCount);
        return BatchSize == 0 ? scores : scores.Append(ClassificationScore.BatchIou(Name, logits, Places.Classes, BatchSize));
    }

    /// <summary>How often the labels that were trained on agree with those of this set: what a network that learnt its labels without fault would score.</summary>
    /// <param name="labels">Trained on.</param>
    internal MetricRecord Agreement(ILabelSource labels)
    {
        var same = 0;
        for (var i = 0; i < Places.Count; i++)
        {
            same += labels.ClassAt(Places.Longitudes[i], Places.Latitudes[i]) == Places.Classes[i] ? 1 : 0;
        }

        return new MetricRecord(Name + "/agreement-of-labels", (double)same / Places.Count);
    }
}

/// <summary>What a name after <c>--data</c> stands for.</summary>
/// <param name="Description">For the card.</param>
/// <param name="ClassCount">At least 2.</param>
/// <param name="Labels">Knows the class of every place, or null when the places are fixed.</param>
/// <param name="Fixed">The places to learn from, or null when fresh ones are drawn.</param>
/// <param name="Validation">Held-out places that may end the run.</param>
/// <param name="Evaluations">Held-out places that score the result.</param>
internal sealed record TrainingField(
    FieldDescription Description,
    int ClassCount,
    ILabelSource? Labels,
    LabelledPlaces? Fixed,
    LabelledPlaces Validation,
    IReadOnlyList<EvaluationSet> Evaluations);
