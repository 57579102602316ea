using System.Globalization;
using GeoCore.Audio;

namespace Learners.ContinualLearning.Data.Speech;

/// <summary>Numbers of examples in a file, a line each, named by the version of the front-end: what is there is not made again.</summary>
internal sealed class FeatureCache
{
    private readonly string _path;
    private readonly Dictionary<string, float[]> _features = new(StringComparer.Ordinal);

    /// <summary>Reads what is there; a last line that a kill cut short is left out.</summary>
    /// <param name="folder">Of the cache.</param>
    internal FeatureCache(string folder)
    {
        _path = Path.Combine(folder, $"features-{LinearCepstra.Version}.tsv");
        if (!File.Exists(_path))
        {
            return;
        }

        var text = File.ReadAllText(_path);
        var whole = text.LastIndexOf('\n') + 1;
        foreach (var line in text[..whole].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = line.IndexOf('\t', StringComparison.Ordinal);
            _features[line[..cut]] = Parse(line[(cut + 1)..]);
        }

        if (whole < text.Length)
        {
            File.WriteAllText(_path, text[..whole]);
        }
    }

    /// <summary>Whether an example has been tried.</summary>
    /// <param name="key">Names it.</param>
    internal bool Has(string key) => _features.ContainsKey(key);

    /// <summary>Numbers of an example; empty where nothing could be made of it.</summary>
    /// <param name="key">Names it.</param>
    /// <exception cref="IOException">It was not tried yet; the message says what to do.</exception>
    internal float[] Find(string key) => _features.TryGetValue(key, out var numbers)
        ? numbers
        : throw new IOException($"there is no speech '{key}': './geosuite experiment rwm --prepare' makes it");

    /// <summary>Keeps an example.</summary>
    /// <param name="key">Names it.</param>
    /// <param name="numbers">Empty where nothing could be made of it.</param>
    internal void Add(string key, float[] numbers)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        File.AppendAllText(_path, $"{key}\t{string.Join(' ', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)))}\n");
        _features[key] = numbers;
    }

    private static float[] Parse(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => float.Parse(number, CultureInfo.InvariantCulture))];
}
