using Learners.DialoguePlanning.Pairs;

namespace Learners.DialoguePlanning.Evaluation;

/// <summary>How much more a turn follows an earlier one than it goes before it, and how well similarities sort turns by distance.</summary>
/// <remarks>Section 4 of the specification.</remarks>
/// <param name="table">Turns.</param>
/// <param name="space">Their similarities.</param>
internal sealed class DirectionProfile(TurnTable table, ITurnSpace space)
{
    /// <summary>Largest distance.</summary>
    internal const int MostDistance = 4;

    /// <summary>Adds <c>distance/kK/direction</c> for distances of 1 to <see cref="MostDistance"/> turns.</summary>
    /// <param name="dialogues">Those judged.</param>
    /// <param name="outcomes">Receives a difference for every dialogue.</param>
    internal void Add(IReadOnlyList<int> dialogues, DialogueOutcomes outcomes)
    {
        for (var distance = 1; distance <= MostDistance; distance++)
        {
            var parity = Parities.Of(distance);
            outcomes.Add($"distance/k{distance}/direction", dialogues.Where(dialogue => table.Length(dialogue) > distance).Select(dialogue =>
                (dialogue, Enumerable.Range(0, table.Length(dialogue) - distance).Average(position =>
                {
                    var (early, late) = (table.Turn(dialogue, position), table.Turn(dialogue, position + distance));
                    return space.Similarity(early, parity, late) - space.Similarity(late, parity, early);
                }))));
        }
    }

    /// <summary>Spearman's correlation of similarity and target over the forward, reversed and random pairs of all windows.</summary>
    /// <param name="dialogues">Those judged.</param>
    /// <param name="pairs">Windows and targets; all three kinds are counted, whatever was learnt.</param>
    /// <param name="seed">Of the random turns.</param>
    internal double Spearman(IReadOnlyList<int> dialogues, CurvedPairs pairs, int seed)
    {
        var random = new Random(seed);
        var all = new List<TurnPair>();
        var whole = pairs with { Reversed = true, Random = true, Binary = false };
        foreach (var dialogue in dialogues)
        {
            for (var window = 0; window < whole.Windows(table.Length(dialogue)); window++)
            {
                whole.Add(table.Turn(dialogue, window), random, () => OfAnother(dialogue, random), all);
            }
        }

        return MidRank.Spearman([.. all.Select(pair => space.Similarity(pair.Left, pair.Parity, pair.Right))], [.. all.Select(pair => (double)pair.Target)]);
    }

    private int OfAnother(int dialogue, Random random)
    {
        var other = random.Next(table.Everyone.Count - 1);
        other += other >= dialogue ? 1 : 0;
        return table.Turn(other, random.Next(table.Length(other)));
    }
}
