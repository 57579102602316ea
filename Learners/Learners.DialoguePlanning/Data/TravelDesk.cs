namespace Learners.DialoguePlanning.Data;

/// <summary>
/// Made-up dialogues at a travel desk: a walk through a directed graph of some fifty intents with forks and loops, each said in one of many ways. What
/// leads where is known, so planning has a truth; nobody's words are in it.
/// </summary>
public sealed class TravelDesk
{
    private const string Resource = "Learners.DialoguePlanning.travel-desk.txt";
    private const int MostTurns = 16;
    private const int FewestTurns = 5;

    private static readonly string[] s_before = [string.Empty, "well , ", "oh , ", "so , ", "let me see , ", "excuse me , ", "all right , "];
    private static readonly string[] s_after = [" .", " !", " , please .", " , you know .", " , i think .", " now ."];

    private static readonly Dictionary<string, string[]> s_lists = new(StringComparer.Ordinal)
    {
        ["daytime"] = ["morning", "afternoon", "evening"],
        ["place"] = ["Riverton", "Oakhill", "Lakeside", "Northport", "Greenfield", "Stonebridge", "Saltmarsh", "Highmoor"],
        ["day"] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
        ["number"] = ["two", "three", "four", "five", "twelve", "twenty", "forty"],
        ["thing"] = ["umbrella", "scarf", "bag", "hat", "book", "camera"],
        ["colour"] = ["red", "green", "blue", "black", "yellow"],
    };

    private readonly string[] _names;
    private readonly int[][] _next;
    private readonly string[][] _cores;

    private TravelDesk(IReadOnlyList<string[]> rows)
    {
        _names = [.. rows.Select(row => row[0])];
        _next = [.. rows.Select(row => row[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => Array.IndexOf(_names, name)).ToArray())];
        _cores = [.. rows.Select(row => row[2].Split(" / ", StringSplitOptions.TrimEntries))];
    }

    /// <summary>The one desk there is.</summary>
    public static TravelDesk Instance { get; } = Open();

    /// <summary>Names of the intents; the first begins every dialogue.</summary>
    public IReadOnlyList<string> Intents => _names;

    /// <summary>Intents that may follow.</summary>
    /// <param name="intent">Number of an intent.</param>
    public IReadOnlyList<int> Next(int intent) => _next[intent];

    /// <summary>Turns from an intent to another on the shortest way; −1 where there is none.</summary>
    /// <param name="from">Number of an intent.</param>
    /// <param name="to">Number of an intent.</param>
    public int Distance(int from, int to)
    {
        var distances = Enumerable.Repeat(-1, _names.Length).ToArray();
        var waiting = new Queue<int>([from]);
        distances[from] = 0;
        while (waiting.TryDequeue(out var intent))
        {
            foreach (var next in _next[intent].Where(next => distances[next] < 0))
            {
                distances[next] = distances[intent] + 1;
                waiting.Enqueue(next);
            }
        }

        return distances[to];
    }

    /// <summary>Says an intent in one of its ways.</summary>
    /// <param name="intent">Number of an intent.</param>
    /// <param name="random">Chooses the way.</param>
    public string Say(int intent, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var text = One(s_before, random) + One(_cores[intent], random) + One(s_after, random);
        foreach (var (slot, words) in s_lists)
        {
            text = text.Replace($"{{{slot}}}", One(words, random), StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>Walks through the graph.</summary>
    /// <param name="random">Chooses the way and the words.</param>
    /// <returns>The dialogue and the intent of every turn.</returns>
    public (Dialogue Dialogue, int[] Intents) Walk(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        while (true)
        {
            var intents = new List<int> { 0 };
            while (intents.Count < MostTurns && _next[intents[^1]].Length > 0)
            {
                intents.Add(One(_next[intents[^1]], random));
            }

            if (intents.Count >= FewestTurns)
            {
                return (new Dialogue([.. intents.Select(intent => Say(intent, random))]), [.. intents]);
            }
        }
    }

    /// <summary>Dialogues to learn from and to be judged on.</summary>
    /// <param name="count">Dialogues to learn from; a quarter as many for each of the other parts, 40 at least.</param>
    /// <param name="seed">Of the walks; the parts have walks of their own.</param>
    public static DialogueCorpus Corpus(int count, long seed)
    {
        Dialogue[] Part(int size, int part)
        {
            var random = new Random(HashCode(seed, part));
            return [.. Enumerable.Range(0, size).Select(_ => Instance.Walk(random).Dialogue)];
        }

        var held = Math.Max(40, count / 4);
        return new DialogueCorpus("graph", Part(count, 0), Part(held, 1), Part(held, 2));
    }

    private static int HashCode(long seed, int part) => (int)(Text.Fnv.Hash(seed.ToString(System.Globalization.CultureInfo.InvariantCulture), part.ToString(System.Globalization.CultureInfo.InvariantCulture)) >> 33);

    private static T One<T>(T[] choices, Random random) => choices[random.Next(choices.Length)];

    private static TravelDesk Open()
    {
        using var reader = new StreamReader(typeof(TravelDesk).Assembly.GetManifestResourceStream(Resource)!);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#'));
        return new TravelDesk([.. lines.Select(line => line.Split('|', StringSplitOptions.TrimEntries))]);
    }
}
