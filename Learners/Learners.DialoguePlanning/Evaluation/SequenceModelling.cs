using Learners.DialoguePlanning.Pairs;

namespace Learners.DialoguePlanning.Evaluation;

/// <summary>Ranks the true next turn among the next turns of all dialogues that are long enough.</summary>
/// <remarks>Sections 3.1 and 4 of the specification.</remarks>
/// <param name="table">Turns.</param>
/// <param name="space">Their similarities.</param>
internal sealed class SequenceModelling(TurnTable table, ITurnSpace space)
{
    /// <summary>Longest history.</summary>
    internal const int MostHistory = 10;

    /// <summary>Adds <c>next/hH/rank</c> and <c>next/hH/normal-rank</c> for histories of 1 to <see cref="MostHistory"/> turns.</summary>
    /// <param name="dialogues">Those judged, who also give the candidates.</param>
    /// <param name="outcomes">Receives the ranks.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal void Add(IReadOnlyList<int> dialogues, DialogueOutcomes outcomes, CancellationToken cancellationToken)
    {
        for (var history = 1; history <= MostHistory; history++)
        {
            int[] own = [.. dialogues.Where(dialogue => table.Length(dialogue) > history)];
            if (own.Length < 2)
            {
                return;
            }

            int[] candidates = [.. own.Select(dialogue => table.Turn(dialogue, history))];
            var scores = new double[candidates.Length];
            var ranks = new List<(int Dialogue, double Rank)>();
            for (var i = 0; i < own.Length; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Array.Clear(scores);
                for (var position = 0; position < history; position++)
                {
                    var (turn, parity) = (table.Turn(own[i], position), Parities.Of(history - position));
                    for (var c = 0; c < candidates.Length; c++)
                    {
                        scores[c] += space.Similarity(turn, parity, candidates[c]);
                    }
                }

                ranks.Add((own[i], MidRank.Of(scores, i)));
            }

            outcomes.Add($"next/h{history}/rank", ranks);
            outcomes.Add($"next/h{history}/normal-rank", ranks.Select(pair => (pair.Dialogue, (pair.Rank - 1) / (own.Length - 1))));
        }
    }
}
