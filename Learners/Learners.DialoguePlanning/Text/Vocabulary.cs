using Learners.DialoguePlanning.Data;

namespace Learners.DialoguePlanning.Text;

/// <summary>Turns texts into numbers of words and of hashed pairs of neighbouring words, each with how much it tells.</summary>
internal sealed class Vocabulary
{
    /// <summary>Number that fills rows up; it weighs nothing.</summary>
    internal const int Padding = 0;

    private const int Unknown = 1;
    private const int FirstWord = 2;
    private readonly Dictionary<string, int> _numbers;

    private Vocabulary(IReadOnlyList<string> words, int buckets, int longest, float[]? weights)
    {
        (Words, Buckets, Longest) = (words, buckets, longest);
        _numbers = words.Select((word, i) => KeyValuePair.Create(word, FirstWord + i)).ToDictionary(StringComparer.Ordinal);
        Weights = weights ?? new float[Size];
    }

    /// <summary>Known words, the most frequent first.</summary>
    internal IReadOnlyList<string> Words { get; }

    /// <summary>Numbers for pairs of words.</summary>
    internal int Buckets { get; }

    /// <summary>Words of a text that count; the rest is cut off.</summary>
    internal int Longest { get; }

    /// <summary>Numbers in all.</summary>
    internal int Size => FirstWord + Words.Count + Buckets;

    /// <summary>Inverse document frequency of every number, 0 for the padding.</summary>
    internal float[] Weights { get; }

    /// <summary>Counts what the training dialogues say.</summary>
    /// <param name="dialogues">Learnt from.</param>
    /// <param name="most">Words that are kept.</param>
    /// <param name="buckets">Numbers for pairs of words.</param>
    /// <param name="longest">Words of a text that count.</param>
    internal static Vocabulary Of(IReadOnlyList<Dialogue> dialogues, int most, int buckets, int longest)
    {
        string[][] turns = [.. dialogues.SelectMany(dialogue => dialogue.Turns).Select(Tokens.Of)];
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in turns.SelectMany(turn => turn))
        {
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        string[] words = [.. counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(most).Select(pair => pair.Key)];
        var vocabulary = new Vocabulary(words, buckets, longest, null);
        var turnsWith = new int[vocabulary.Size];
        foreach (var turn in turns)
        {
            foreach (var number in vocabulary.Numbers(turn).Distinct())
            {
                turnsWith[number]++;
            }
        }

        for (var number = Unknown; number < vocabulary.Size; number++)
        {
            vocabulary.Weights[number] = (float)Math.Log((1.0 + turns.Length) / (1 + turnsWith[number])) + 1;
        }

        return vocabulary;
    }

    /// <summary>One that was stored.</summary>
    /// <param name="words">In the order of their numbers.</param>
    /// <param name="buckets">Numbers for pairs of words.</param>
    /// <param name="longest">Words of a text that count.</param>
    /// <param name="weights">Of every number.</param>
    /// <exception cref="InvalidDataException">There are more or fewer weights than numbers, or a word stands twice.</exception>
    internal static Vocabulary Stored(IReadOnlyList<string> words, int buckets, int longest, float[] weights) =>
        words.Distinct(StringComparer.Ordinal).Count() == words.Count && weights.Length == FirstWord + words.Count + buckets
            ? new Vocabulary(words, buckets, longest, weights)
            : throw new InvalidDataException($"a vocabulary of {words.Count} words and {buckets} pairs has {weights.Length} weights, or a word twice");

    /// <summary>Numbers of a text: its words, then its pairs.</summary>
    /// <param name="text">Any.</param>
    internal int[] Numbers(string text) => Numbers(Tokens.Of(text));

    private int[] Numbers(string[] tokens)
    {
        var count = Math.Min(tokens.Length, Longest);
        var pairs = Buckets > 0 ? Math.Max(0, count - 1) : 0;
        var numbers = new int[count + pairs];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = _numbers.GetValueOrDefault(tokens[i], Unknown);
        }

        for (var i = 0; i < pairs; i++)
        {
            numbers[count + i] = FirstWord + Words.Count + (int)(Fnv.Hash(tokens.AsSpan(i, 2)) % (ulong)Buckets);
        }

        return numbers;
    }
}
