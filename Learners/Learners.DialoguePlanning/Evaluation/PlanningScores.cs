using Learners.Contracts;
using Learners.DialoguePlanning.Data;
using Learners.DialoguePlanning.Networks;
using Learners.DialoguePlanning.Pairs;

namespace Learners.DialoguePlanning.Evaluation;

/// <summary>Everything a system is judged on.</summary>
internal static class PlanningScores
{
    private const int OtherReplies = 100;
    private const int MostDialogues = 1000;
    private const int Seed = 20_230_712;

    /// <summary>Scores an encoder on held-out dialogues.</summary>
    /// <param name="encoder">Trained.</param>
    /// <param name="test">Dialogues it did not learn from; the first thousand are taken.</param>
    /// <param name="pairs">What its cosines mean.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal static IReadOnlyList<MetricRecord> Of(ITextEncoder encoder, IReadOnlyList<Dialogue> test, CurvedPairs pairs, CancellationToken cancellationToken)
    {
        var table = new TurnTable([.. test.Take(MostDialogues)]);
        var space = new VectorSpace(encoder, table.Turns, cancellationToken);
        var replies = new LikelyReplies(table, new WordSpace(test, table.Turns), OtherReplies);
        var (outcomes, spearman) = Of(table, space, replies.Of, table.Everyone, pairs, cancellationToken);
        return [.. outcomes.Figures(), new MetricRecord("distance/spearman", spearman)];
    }

    /// <summary>Scores a system on some of the dialogues.</summary>
    /// <param name="table">Turns.</param>
    /// <param name="space">Their similarities.</param>
    /// <param name="replies">Other replies, by dialogue and history.</param>
    /// <param name="dialogues">Those judged, ascending.</param>
    /// <param name="pairs">Windows and targets.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal static (DialogueOutcomes Outcomes, double Spearman) Of(
        TurnTable table, ITurnSpace space, Func<int, int, IReadOnlyList<int>> replies, IReadOnlyList<int> dialogues, CurvedPairs pairs, CancellationToken cancellationToken)
    {
        var outcomes = new DialogueOutcomes();
        new SequenceModelling(table, space).Add(dialogues, outcomes, cancellationToken);
        new LongTermPlanning(table, space).Add(dialogues, outcomes);
        new ShortTermPlanning(table, space, replies).Add(dialogues, outcomes);
        var profile = new DirectionProfile(table, space);
        profile.Add(dialogues, outcomes);
        return (outcomes, profile.Spearman(dialogues, pairs, Seed));
    }
}
