using Learners.LocationEncoding.Fields;
using Learners.LocationEncoding.Losses;
using Learners.LocationEncoding.Protocol;
using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Learners.LocationEncoding.Data;

/// <summary>Encodes a fixed set of places for a learner.</summary>
/// <param name="learner">Whose encoding and precision it takes.</param>
/// <param name="seed">Of the run.</param>
/// <param name="device">Where the network lives.</param>
/// <returns>A feed with an end; what it holds is disposed of by the caller.</returns>
internal delegate IFeed OpenFeed(LocationEncoderLearner learner, long seed, Device device);

/// <summary>What a name after <c>--data</c> stands for.</summary>
/// <param name="Description">For the card.</param>
/// <param name="Objective">What is asked of the network.</param>
/// <param name="Labels">Knows the class of every place, or null when the places are fixed.</param>
/// <param name="Fixed">The places to learn from, or null when fresh ones are drawn.</param>
/// <param name="Validation">Held-out places that may end the run.</param>
/// <param name="Evaluations">Held-out places that score the result.</param>
internal sealed record TrainingField(
    FieldDescription Description,
    PlaceObjective Objective,
    ILabelSource? Labels,
    OpenFeed? Fixed,
    OpenFeed Validation,
    IReadOnlyList<EvaluationSet> Evaluations)
{
    /// <summary>The places of <see cref="Fixed"/>, where they have classes.</summary>
    internal LabelledPlaces? TrainingPlaces { get; init; }

    /// <summary>The places of <see cref="Validation"/>, where they have classes.</summary>
    internal LabelledPlaces? HeldOutPlaces { get; init; }

    /// <summary>A fixed set of places to learn from.</summary>
    /// <param name="description">For the card.</param>
    /// <param name="training">The places.</param>
    /// <param name="heldOut">May end the run.</param>
    /// <param name="evaluation">Scores the result.</param>
    internal static TrainingField Of(FieldDescription description, LabelledPlaces training, LabelledPlaces heldOut, ClassEvaluation evaluation) => new(
        description,
        PlaceObjective.Classes(evaluation.ClassCount),
        null,
        Of(training, evaluation.ClassCount),
        Of(heldOut, evaluation.ClassCount),
        [evaluation])
    {
        TrainingPlaces = training,
        HeldOutPlaces = heldOut,
    };

    /// <summary>Places with classes as a feed.</summary>
    /// <param name="places">The set.</param>
    /// <param name="classCount">At least 2.</param>
    internal static OpenFeed Of(LabelledPlaces places, int classCount) =>
        (learner, seed, device) => new EpochFeed(places, classCount, learner.Features, seed, learner.Precision, device);
}
