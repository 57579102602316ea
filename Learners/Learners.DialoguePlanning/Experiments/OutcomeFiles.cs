using System.Text.Json;
using System.Text.Json.Serialization;
using Learners.DialoguePlanning.Evaluation;

namespace Learners.DialoguePlanning.Experiments;

/// <summary>What systems did on every dialogue, in a file a run: the ground of intervals over dialogues.</summary>
/// <param name="folder">Beside the finished runs.</param>
internal sealed class OutcomeFiles(string folder)
{
    /// <summary>Keeps the outcomes of a run.</summary>
    /// <param name="system">Name of the system.</param>
    /// <param name="seed">Of the run.</param>
    /// <param name="splits">Outcomes by the name of the split.</param>
    internal void Write(string system, long seed, IReadOnlyDictionary<string, DialogueOutcomes> splits)
    {
        Directory.CreateDirectory(folder);
        var all = splits.ToDictionary(
            pair => pair.Key,
            pair => pair.Value.Names.ToDictionary(name => name, name => new Measure([.. pair.Value.Of(name).Dialogues], [.. pair.Value.Of(name).Values])));
        var path = PathOf(system, seed);
        File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(all, OutcomeJson.Default.DictionaryStringDictionaryStringMeasure));
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>A measure of a system by dialogue, averaged over the seeds whose files are there.</summary>
    /// <param name="system">Name of the system.</param>
    /// <param name="seeds">Seeds that are looked for.</param>
    /// <param name="split">Name of the split.</param>
    /// <param name="measure">Name of the measure.</param>
    internal IReadOnlyDictionary<int, double> Mean(string system, IEnumerable<long> seeds, string split, string measure)
    {
        var sums = new Dictionary<int, (double Sum, int Count)>();
        foreach (var (dialogue, value) in seeds.SelectMany(seed => Of(system, seed, split, measure)))
        {
            var (sum, count) = sums.GetValueOrDefault(dialogue);
            sums[dialogue] = (sum + value, count + 1);
        }

        return sums.ToDictionary(pair => pair.Key, pair => pair.Value.Sum / pair.Value.Count);
    }

    /// <summary>A measure of one run by dialogue; empty where there is no file.</summary>
    internal IReadOnlyDictionary<int, double> Of(string system, long seed, string split, string measure) =>
        Read(system, seed)?.GetValueOrDefault(split)?.GetValueOrDefault(measure) is { } found
            ? found.Dialogues.Zip(found.Values).ToDictionary(pair => pair.First, pair => pair.Second)
            : new Dictionary<int, double>();

    private readonly Dictionary<string, Dictionary<string, Dictionary<string, Measure>>?> _read = new(StringComparer.Ordinal);

    private Dictionary<string, Dictionary<string, Measure>>? Read(string system, long seed)
    {
        var path = PathOf(system, seed);
        if (!_read.TryGetValue(path, out var known))
        {
            _read[path] = known = File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), OutcomeJson.Default.DictionaryStringDictionaryStringMeasure) : null;
        }

        return known;
    }

    private string PathOf(string system, long seed) => Path.Combine(folder, FormattableString.Invariant($"{system}-{seed}.json"));
}

/// <summary>Values of a measure.</summary>
/// <param name="Dialogues">Numbers of dialogues.</param>
/// <param name="Values">One each.</param>
internal sealed record Measure(int[] Dialogues, double[] Values);

/// <summary>Outcomes as JSON.</summary>
[JsonSerializable(typeof(Dictionary<string, Dictionary<string, Measure>>))]
internal sealed partial class OutcomeJson : JsonSerializerContext;
