namespace Learners.DialoguePlanning.Pairs;

/// <summary>Two turns and how close in time their vectors shall be.</summary>
/// <param name="Left">Turn on the before side.</param>
/// <param name="Parity">Of the assumed distance.</param>
/// <param name="Right">Turn on the after side.</param>
/// <param name="Target">Cosine wanted.</param>
internal readonly record struct TurnPair(int Left, Parity Parity, int Right, float Target);

/// <summary>The training pairs of windows of turns.</summary>
/// <param name="Window">Turns of a window, l; at least 2.</param>
/// <remarks>Section 2.2 of the specification after Erker et al., Findings of ACL 2023; every window is used, also the last one of a dialogue.</remarks>
internal sealed record CurvedPairs(int Window)
{
    /// <summary>Whether the pairs in the wrong order are learnt, with target 0.</summary>
    internal bool Reversed { get; init; } = true;

    /// <summary>Whether pairs with a random turn are learnt, with target 0.</summary>
    internal bool Random { get; init; } = true;

    /// <summary>Whether only the next turn counts, with target 1, instead of the line down to the window's end.</summary>
    internal bool Binary { get; init; }

    /// <summary>Windows of a dialogue.</summary>
    /// <param name="turns">Its turns.</param>
    internal int Windows(int turns) => Math.Max(0, turns - Window + 1);

    /// <summary>Target of a turn that follows after a distance: 1 − k/l.</summary>
    /// <param name="distance">k, 1 to l − 1.</param>
    internal float Target(int distance) => Binary ? (distance == 1 ? 1 : 0) : (float)(Window - distance) / Window;

    /// <summary>Adds the pairs of one window.</summary>
    /// <param name="first">Number of its first turn; the others follow.</param>
    /// <param name="random">Draws the form of random pairs.</param>
    /// <param name="noise">Draws the number of a random turn that says something else than the window does.</param>
    /// <param name="pairs">Receives them.</param>
    internal void Add(int first, Random random, Func<int> noise, List<TurnPair> pairs)
    {
        for (var distance = 1; distance < Window; distance++)
        {
            var parity = Parities.Of(distance);
            pairs.Add(new TurnPair(first, parity, first + distance, Target(distance)));
            if (Reversed)
            {
                pairs.Add(new TurnPair(first + distance, parity, first, 0));
            }

            if (Random)
            {
                var (form, other) = (random.Next(4), noise());
                var either = form < 2 ? Parity.Odd : Parity.Even;
                pairs.Add(form % 2 == 0 ? new TurnPair(first + distance, either, other, 0) : new TurnPair(other, either, first + distance, 0));
            }
        }
    }
}
