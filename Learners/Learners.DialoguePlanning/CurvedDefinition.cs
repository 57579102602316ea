using Learners.Contracts;
using Learners.DialoguePlanning.Data;
using Learners.DialoguePlanning.Evaluation;
using Learners.DialoguePlanning.Planning;
using Learners.DialoguePlanning.Publishing;
using Learners.DialoguePlanning.Questions;
using Learners.Torch.Training;

namespace Learners.DialoguePlanning;

/// <summary>Curved contrastive learning as the host knows it.</summary>
public sealed class CurvedDefinition : ILearnerDefinition
{
    private const long BytesPerNumber = 4;
    private const long OpenedData = 192L << 20;
    private const long TurnsOfDialogue = 9;

    /// <inheritdoc/>
    public LearnerCard Card => CurvedLearnerCard.Instance;

    /// <inheritdoc/>
    public IReadOnlyList<LearnerQuestion> Questions { get; } = [PlanQuestion.Question, ReachabilityQuestion.Question];

    /// <inheritdoc/>
    public long EstimateMemory(HyperParameterValues values, string data)
    {
        long width = values.Integer("width"), hidden = values.Integer("hidden"), longest = values.Integer("longest");
        long batch = Math.Max(values.Integer("batch-size"), values.Integer("final-batch-size"));

        // weights with gradient, two moments and average; of every turn its numbers, activations in three roles and those of its pairs
        var table = 5 * (values.Integer("words") + values.Integer("pair-buckets")) * width;
        var turns = batch * TurnsOfDialogue * ((4 * longest) + (4 * hidden) + (width * (14 + (8 * values.Integer("window")))));
        return OpenedData + (table + turns) * BytesPerNumber * (values.Choice("precision") == "float64" ? 2 : 1);
    }

    /// <inheritdoc/>
    public ILearnerRun Open(LearnerContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new CurvedRun(context, DialogueCorpora.Open(context, cancellationToken));
    }

    /// <inheritdoc/>
    public IReadOnlyList<MetricRecord> EvaluatePublished(string folder, LearnerContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var planner = PublishedPlanner.Load(folder);
        var test = DialogueCorpora.Open(context, cancellationToken).Test;
        var scores = PlanningScores.Of(planner.Encoder, test, planner.Pairs, cancellationToken);
        return planner.Card.Sharpness is { } sharpness
            ? [.. scores, .. TripScores.Of(new Reachability(planner.Encoder, planner.Words), sharpness, test, cancellationToken)]
            : scores;
    }
}
