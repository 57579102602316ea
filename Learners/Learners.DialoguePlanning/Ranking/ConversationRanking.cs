using Learners.DialoguePlanning.Networks;
using Learners.DialoguePlanning.Pairs;

namespace Learners.DialoguePlanning.Ranking;

/// <summary>
/// Scores of all candidates for the next turn of a conversation, which grow turn by turn. A turn is encoded once and costs one pass through the candidates,
/// however many turns were said before.
/// </summary>
/// <remarks>
/// Section 3.1 of the specification. When a turn is appended, the distances of all earlier ones change their parity; so two sums are kept, one as if an even
/// number of turns had been said and one as if an odd one had, and each turn adds to both.
/// </remarks>
internal sealed class ConversationRanking
{
    private readonly ITextEncoder _encoder;
    private readonly CandidateBlock _candidates;
    private readonly int _threads;
    private readonly float[] _whenEven, _whenOdd, _vectors;

    /// <summary>Begins a conversation.</summary>
    /// <param name="encoder">Trained.</param>
    /// <param name="candidates">Replies.</param>
    /// <param name="threads">That share a pass; the scores do not depend on them.</param>
    internal ConversationRanking(ITextEncoder encoder, CandidateBlock candidates, int threads = 1)
    {
        (_encoder, _candidates, _threads) = (encoder, candidates, threads);
        (_whenEven, _whenOdd) = (new float[candidates.Count], new float[candidates.Count]);
        _vectors = new float[Pairs.Roles.Count(encoder.Roles) * encoder.Width];
    }

    private ConversationRanking(ConversationRanking whole, IReadOnlyList<int> kept)
        : this(whole._encoder, whole._candidates.At(kept), whole._threads)
    {
        for (var i = 0; i < kept.Count; i++)
        {
            (_whenEven[i], _whenOdd[i]) = (whole._whenEven[kept[i]], whole._whenOdd[kept[i]]);
        }

        (Turns, Kept) = (whole.Turns, [.. kept.Select(number => whole.Kept is { } numbers ? numbers[number] : number)]);
    }

    /// <summary>Turns said.</summary>
    internal int Turns { get; private set; }

    /// <summary>Score of every candidate, the sum over the turns said of their cosines with it.</summary>
    internal ReadOnlySpan<float> Scores => Turns % 2 == 0 ? _whenEven : _whenOdd;

    /// <summary>Numbers, in the list of the beginning, of the candidates that are left; null for all.</summary>
    private IReadOnlyList<int>? Kept { get; init; }

    /// <summary>Appends what was said.</summary>
    /// <param name="text">Of the turn.</param>
    internal void AppendTurn(string text)
    {
        _encoder.Encode(text, _vectors);
        var whenOdd = Roles.Before(_encoder.Roles, Parities.Of(Turns + 1)); // with an odd number of turns, turn i lies an odd distance back where i is even
        var whenEven = Roles.Before(_encoder.Roles, Parities.Of(Turns));
        var (width, count) = (_encoder.Width, _candidates.Count);
        var parts = Math.Clamp(_threads, 1, Math.Max(1, count));
        void Part(int part)
        {
            var from = (int)((long)count * part / parts);
            var length = (int)((long)count * (part + 1) / parts) - from;
            PairedDot.Add(
                _candidates.Vectors.AsSpan(from * width, length * width),
                _vectors.AsSpan(whenEven * width, width), _vectors.AsSpan(whenOdd * width, width),
                _whenEven.AsSpan(from, length), _whenOdd.AsSpan(from, length));
        }

        if (parts == 1)
        {
            Part(0);
        }
        else
        {
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts }, Part);
        }

        Turns++;
    }

    /// <summary>The best candidates, the first of equals first.</summary>
    /// <param name="count">At most.</param>
    /// <returns>Their numbers in the list of the beginning.</returns>
    internal int[] RankNext(int count)
    {
        var scores = Scores.ToArray();
        return [.. Best(scores, count).Select(number => Kept is { } numbers ? numbers[number] : number)];
    }

    /// <summary>Goes on with the most likely candidates alone, while the partner still speaks: the turn to come then costs less.</summary>
    /// <param name="share">Of the candidates that are kept, above 0 to 1.</param>
    internal ConversationRanking Narrow(double share)
    {
        // either number of turns may be the one that is asked, so what counts is the sum for the next turn
        var next = (Turns + 1) % 2 == 0 ? _whenEven : _whenOdd;
        return new ConversationRanking(this, [.. Best(next, (int)Math.Ceiling(share * next.Length)).Order()]);
    }

    private static IEnumerable<int> Best(float[] scores, int count) =>
        Enumerable.Range(0, scores.Length).OrderByDescending(number => scores[number]).ThenBy(number => number).Take(count);
}
