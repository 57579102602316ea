using Benchmarks.Commands;
using Benchmarks.Measuring;
using GeoCore.Artifacts;
using Learners.DialoguePlanning.Data;
using Learners.DialoguePlanning.Networks;
using Learners.DialoguePlanning.Pairs;
using Learners.DialoguePlanning.Ranking;
using Learners.DialoguePlanning.Text;

namespace Benchmarks.Dialogues;

/// <summary>All candidates scored again for one new turn, beside scoring them anew from the whole history. Weights are random: what is asked is the time alone.</summary>
/// <param name="candidates">Replies.</param>
/// <param name="width">Numbers of a vector.</param>
/// <param name="threads">That share a pass.</param>
/// <param name="rounds">Timings of each side.</param>
internal sealed class ReplyContest(int candidates, int width, int threads, int rounds)
{
    private const int Hidden = 256;
    private readonly Random _random = new(7);

    /// <summary>Measures.</summary>
    /// <param name="histories">Turns said before the new one.</param>
    /// <param name="cancellationToken">Checked between timings.</param>
    /// <exception cref="BenchException">The scores of both sides are not the same bits.</exception>
    public IReadOnlyList<Row> Run(IReadOnlyList<int> histories, CancellationToken cancellationToken)
    {
        var turns = Enumerable.Range(0, 1 + histories.Max()).Select(_ => TravelDesk.Instance.Say(_random.Next(TravelDesk.Instance.Intents.Count), _random)).ToArray();
        var vocabulary = Vocabulary.Of([new Dialogue(turns)], 20_000, 32_768, 40);
        var encoder = new BagEncoder(vocabulary, RoleSet.Speaker, name => Weights(name, vocabulary.Size));
        var block = new CandidateBlock(Numbers(candidates * width), width);
        var rows = new List<Row>();
        foreach (var history in histories)
        {
            ConversationRanking Begun(int count)
            {
                var ranking = new ConversationRanking(encoder, block, threads);
                foreach (var turn in turns.Take(count))
                {
                    ranking.AppendTurn(turn);
                }

                return ranking;
            }

            ConversationRanking? grown = null, anew = null;
            var standings = Contest.Run(
                [
                    new Contender("one new turn", () =>
                    {
                        grown = Begun(history);
                        return Sample.OfProcess(() => grown.AppendTurn(turns[history]));
                    }),
                    new Contender("the whole history", () => Sample.OfProcess(() => anew = Begun(history + 1))),
                ],
                rounds, warmUp: 1, cancellationToken);
            if (!grown!.Scores.SequenceEqual(anew!.Scores))
            {
                throw new BenchException($"after {history} turns the scores of a new turn are not those of the whole history");
            }

            rows.Add(new Row($"{history} turns before", standings[0], standings[1], null));
        }

        return rows;
    }

    private float[] Weights(string name, int size) => name switch
    {
        "table" => Numbers(size * width),
        "inner.weight" or "outer.weight" => Numbers(Hidden * width),
        "inner.bias" => Numbers(Hidden),
        "outer.bias" => Numbers(width),
        "roles" => Numbers(3 * width * width),
        "offsets" => Numbers(3 * width),
        _ => throw new ArtifactException($"there is no tensor '{name}'"),
    };

    private float[] Numbers(int count)
    {
        var numbers = new float[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = (_random.NextSingle() - 0.5f) / 8;
        }

        return numbers;
    }
}
