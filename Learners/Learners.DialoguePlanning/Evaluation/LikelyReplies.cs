using Learners.DialoguePlanning.Pairs;

namespace Learners.DialoguePlanning.Evaluation;

/// <summary>Replies that somebody could have given: what followed the turns of other dialogues that share most words with the last one. Found once, whatever is judged.</summary>
/// <param name="table">Turns.</param>
/// <param name="words">Similarities of words.</param>
/// <param name="count">Replies at most.</param>
internal sealed class LikelyReplies(TurnTable table, ITurnSpace words, int count)
{
    private readonly Dictionary<(int Dialogue, int History), IReadOnlyList<int>> _found = [];

    /// <summary>Other replies than the true one.</summary>
    /// <param name="dialogue">Number of the dialogue.</param>
    /// <param name="history">Turns that have been said.</param>
    internal IReadOnlyList<int> Of(int dialogue, int history)
    {
        if (_found.TryGetValue((dialogue, history), out var known))
        {
            return known;
        }

        var last = table.Turn(dialogue, history - 1);
        return _found[(dialogue, history)] =
        [
            .. table.Everyone.Where(other => other != dialogue)
                .SelectMany(other => Enumerable.Range(0, table.Length(other) - 1).Select(position => table.Turn(other, position)))
                .Select(turn => (turn, Similarity: words.Similarity(last, Parity.Even, turn)))
                .OrderByDescending(pair => pair.Similarity).ThenBy(pair => pair.turn).Take(count).Select(pair => pair.turn + 1),
        ];
    }
}
