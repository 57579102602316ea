using Learners.DialoguePlanning.Data;
using Learners.DialoguePlanning.Pairs;
using Learners.DialoguePlanning.Text;

namespace Learners.DialoguePlanning.Evaluation;

/// <summary>Turns as the words they share: cosines of term frequency times inverse document frequency. Nothing is trained.</summary>
internal sealed class WordSpace : ITurnSpace
{
    private readonly Dictionary<int, double>[] _turns;

    /// <summary>Counts the words of turns.</summary>
    /// <param name="training">Dialogues whose words are counted for how much they tell.</param>
    /// <param name="turns">In the order of their numbers.</param>
    internal WordSpace(IReadOnlyList<Dialogue> training, IReadOnlyList<string> turns)
    {
        var vocabulary = Vocabulary.Of(training, int.MaxValue, 0, int.MaxValue);
        _turns = [.. turns.Select(turn => Vector(vocabulary, turn))];
    }

    /// <inheritdoc/>
    public double Similarity(int before, Parity parity, int after)
    {
        // the same order of both, so that a similarity and its reverse are the same bits
        var (few, many) = (_turns[before].Count, before).CompareTo((_turns[after].Count, after)) < 0 ? (_turns[before], _turns[after]) : (_turns[after], _turns[before]);
        var sum = 0.0;
        foreach (var (number, value) in few)
        {
            sum += value * many.GetValueOrDefault(number);
        }

        return sum;
    }

    private static Dictionary<int, double> Vector(Vocabulary vocabulary, string turn)
    {
        var vector = vocabulary.Numbers(turn).GroupBy(number => number).ToDictionary(group => group.Key, group => group.Count() * (double)vocabulary.Weights[group.Key]);
        var length = Math.Sqrt(vector.Values.Sum(value => value * value));
        return length == 0 ? vector : vector.ToDictionary(pair => pair.Key, pair => pair.Value / length);
    }
}
