using Learners.DialoguePlanning.Pairs;

namespace Learners.DialoguePlanning.Evaluation;

/// <summary>Which of many replies leads to a goal in so many turns.</summary>
/// <remarks>
/// Section 3.2 of the specification. Other replies are what followed the turns that share most words with the last one, in other dialogues: plausible, and
/// chosen by none of the systems judged.
/// </remarks>
/// <param name="table">Turns.</param>
/// <param name="space">Their similarities.</param>
/// <param name="replies">Others, by dialogue and history.</param>
internal sealed class ShortTermPlanning(TurnTable table, ITurnSpace space, Func<int, int, IReadOnlyList<int>> replies)
{
    /// <summary>Turns of the histories judged.</summary>
    internal static readonly int[] Histories = [2, 5];

    /// <summary>Most turns to a goal.</summary>
    internal const int MostDistance = 4;

    /// <summary>Adds <c>reply/hH/dD/rank</c>, <c>…/normal-rank</c> and <c>reply/hH/plannable/turns</c>.</summary>
    /// <param name="dialogues">Those judged.</param>
    /// <param name="outcomes">Receives the ranks.</param>
    internal void Add(IReadOnlyList<int> dialogues, DialogueOutcomes outcomes)
    {
        foreach (var history in Histories)
        {
            var plannable = new Dictionary<int, (int Turns, bool Ended)>();
            for (var distance = 1; distance <= MostDistance; distance++)
            {
                var ranks = new List<(int Dialogue, double Value)>();
                var normal = new List<(int Dialogue, double Value)>();
                foreach (var dialogue in dialogues.Where(dialogue => table.Length(dialogue) > history + distance))
                {
                    var (goal, others) = (table.Turn(dialogue, history + distance), replies(dialogue, history));
                    double[] scores = [space.Similarity(table.Turn(dialogue, history), Parities.Of(distance), goal), .. others.Select(reply => space.Similarity(reply, Parities.Of(distance), goal))];
                    var rank = MidRank.Of(scores, 0);
                    ranks.Add((dialogue, rank));
                    normal.Add((dialogue, (rank - 1) / Math.Max(1, others.Count)));
                    var (turns, ended) = plannable.GetValueOrDefault(dialogue);
                    ended |= rank > (scores.Length + 1) / 2.0;
                    plannable[dialogue] = (ended ? turns : distance, ended);
                }

                outcomes.Add($"reply/h{history}/d{distance}/rank", ranks);
                outcomes.Add($"reply/h{history}/d{distance}/normal-rank", normal);
            }

            var whole = plannable.Where(pair => table.Length(pair.Key) > history + MostDistance).OrderBy(pair => pair.Key);
            outcomes.Add($"reply/h{history}/plannable/turns", whole.Select(pair => (pair.Key, (double)pair.Value.Turns)));
        }
    }
}
