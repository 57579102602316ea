using System.Numerics.Tensors;
using Learners.DialoguePlanning.Networks;
using Learners.DialoguePlanning.Pairs;
using Learners.DialoguePlanning.Ranking;

namespace Learners.Tests.DialoguePlanning;

/// <summary>Acceptance checks C6 and C9 of the specification.</summary>
public class ConversationRankingTests
{
    private const int Width = 37;
    private static readonly string[] s_candidates = [.. Enumerable.Range(0, 203).Select(i => $"candidate {i}")];

    [Fact]
    public void Scores_that_grow_turn_by_turn_are_those_of_the_whole_history_at_its_distances()
    {
        var encoder = new Counted();
        var block = CandidateBlock.Of(encoder, s_candidates);
        for (var dialogue = 0; dialogue < 20; dialogue++)
        {
            var ranking = new ConversationRanking(encoder, block);
            var turns = new List<string>();
            for (var i = 0; i < 1 + (dialogue % 7); i++)
            {
                turns.Add($"turn {dialogue} {i}");
                ranking.AppendTurn(turns[^1]);
                var expected = Recomputed(encoder, block, turns);
                for (var c = 0; c < block.Count; c++)
                {
                    Assert.Equal(expected[c], ranking.Scores[c], 1e-5);
                }
            }
        }
    }

    [Fact]
    public void Growing_alone_on_two_threads_and_from_the_beginning_give_the_same_bits()
    {
        var encoder = new Counted();
        var block = CandidateBlock.Of(encoder, s_candidates);
        var grown = new ConversationRanking(encoder, block);
        for (var length = 1; length <= 9; length++)
        {
            grown.AppendTurn($"turn {length}");
            var anew = new ConversationRanking(encoder, block, threads: 2);
            for (var i = 1; i <= length; i++)
            {
                anew.AppendTurn($"turn {i}");
            }

            Assert.Equal(anew.Scores.ToArray(), grown.Scores.ToArray());
        }
    }

    [Fact]
    public void Narrowed_to_all_nothing_changes_and_narrowed_to_half_numbers_stay_those_of_the_list()
    {
        var encoder = new Counted();
        var whole = new ConversationRanking(encoder, CandidateBlock.Of(encoder, s_candidates));
        whole.AppendTurn("one");
        whole.AppendTurn("two");
        ConversationRanking all = whole.Narrow(1), half = whole.Narrow(0.5), quarter = half.Narrow(0.5);
        foreach (var ranking in new[] { whole, all, half, quarter })
        {
            ranking.AppendTurn("three");
        }

        Assert.Equal(whole.RankNext(s_candidates.Length), all.RankNext(s_candidates.Length));
        foreach (var (narrow, count) in new[] { (half, 102), (quarter, 51) })
        {
            var ranked = narrow.RankNext(s_candidates.Length);
            Assert.Equal(count, ranked.Length);
            Assert.Equal(whole.RankNext(s_candidates.Length).Where(ranked.Contains), ranked);
        }
    }

    [Fact]
    public void A_turn_is_encoded_once_however_long_the_history_is()
    {
        var encoder = new Counted();
        var ranking = new ConversationRanking(encoder, CandidateBlock.Of(encoder, s_candidates));
        var before = encoder.Calls;
        for (var turn = 1; turn <= 30; turn++)
        {
            ranking.AppendTurn($"turn {turn}");
            Assert.Equal(before + turn, encoder.Calls);
        }
    }

    [Fact]
    public void The_kernel_agrees_with_its_plain_twin_at_every_width()
    {
        var random = new Random(5);
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        for (var width = 0; width <= 70; width++)
        {
            float[] rows = Numbers(3 * width), first = Numbers(width), second = Numbers(width);
            float[][] fast = [[1, 2, 3], [4, 5, 6]], plain = [[1, 2, 3], [4, 5, 6]];
            PairedDot.Add(rows, first, second, fast[0], fast[1]);
            PairedDot.AddPlainly(rows, first, second, plain[0], plain[1]);
            Assert.All(fast.SelectMany(scores => scores).Zip(plain.SelectMany(scores => scores)), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
        }
    }

    private static double[] Recomputed(Counted encoder, CandidateBlock block, List<string> turns)
    {
        var scores = new double[block.Count];
        var vectors = new float[3 * Width];
        for (var distance = 1; distance <= turns.Count; distance++)
        {
            encoder.Encode(turns[^distance], vectors);
            for (var c = 0; c < block.Count; c++)
            {
                scores[c] += TensorPrimitives.Dot<float>(vectors.AsSpan((int)Parities.Of(distance) * Width, Width), block.Vectors.AsSpan(c * Width, Width));
            }
        }

        return scores;
    }

    // vectors by chance, the same for the same text
    private sealed class Counted : ITextEncoder
    {
        public int Calls { get; private set; }

        public int Width => ConversationRankingTests.Width;

        public RoleSet Roles => RoleSet.Speaker;

        public void Encode(string text, Span<float> vectors)
        {
            Calls++;
            var random = new Random(text.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter)));
            foreach (ref var number in vectors)
            {
                number = (random.NextSingle() - 0.5f) / 3;
            }
        }
    }
}
