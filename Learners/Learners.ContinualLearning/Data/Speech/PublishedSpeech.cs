using GeoCore.Audio;

namespace Learners.ContinualLearning.Data.Speech;

/// <summary>A clip of a published set.</summary>
/// <param name="Path">Of its file.</param>
/// <param name="IsFake">The truth.</param>
/// <param name="IsTest">Whether the set's makers hold it out; null where they do not say.</param>
internal sealed record PublishedClip(string Path, bool IsFake, bool? IsTest);

/// <summary>Sets that a user has, in the layouts in which they are handed out: ASVspoof 2019, In-the-Wild, FMFCC-A, and tables of paths and labels.</summary>
internal static class PublishedSpeech
{
    private static readonly string[] s_genuine = ["bonafide", "bona-fide", "genuine", "real", "human", "0"];
    private static readonly string[] s_fake = ["spoof", "fake", "synthetic", "1"];

    /// <summary>Clips of a set.</summary>
    /// <param name="path">Folder of the set, or a table with columns path and label.</param>
    /// <exception cref="IOException">There is nothing of that name.</exception>
    /// <exception cref="InvalidDataException">No layout fits, or a line is wrong; the message names it.</exception>
    internal static IReadOnlyList<PublishedClip> Read(string path)
    {
        if (File.Exists(path))
        {
            return Table(path, Path.GetDirectoryName(Path.GetFullPath(path))!, pathColumn: "path", "label");
        }

        if (!Directory.Exists(path))
        {
            throw new IOException($"there is no folder or table '{path}'");
        }

        if (Directory.EnumerateFiles(path, "ASVspoof2019.LA.cm.*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } protocols)
        {
            return [.. protocols.SelectMany(protocol => Spoof2019(path, protocol))];
        }

        if (File.Exists(Path.Combine(path, "meta.csv")))
        {
            return Table(Path.Combine(path, "meta.csv"), path, "file", "label");
        }

        return Directory.EnumerateFiles(path, "*.txt").Order(StringComparer.Ordinal).FirstOrDefault() is { } list
            ? List(list, path)
            : throw new InvalidDataException($"'{path}' has neither ASVspoof's protocols, nor a meta.csv as In-the-Wild, nor a list of files and labels as FMFCC-A");
    }

    /// <summary>Decodes, equalises and makes numbers of clips, of each class the same number as far as there are.</summary>
    /// <param name="name">Of the task.</param>
    /// <param name="clips">Of a set.</param>
    /// <param name="most">Clips at the most.</param>
    /// <param name="featuresOf">Numbers of a file.</param>
    internal static ContinualTask Task(string name, IReadOnlyList<PublishedClip> clips, int most, Func<string, float[]> featuresOf)
    {
        var chosen = clips.GroupBy(clip => clip.IsFake).SelectMany(ofClass => ofClass.OrderBy(clip => Draw.Of(Path.GetFileName(clip.Path))).Take(most / 2)).ToArray();
        var examples = chosen.Select(clip => (Clip: clip, Numbers: featuresOf(clip.Path))).Where(pair => pair.Numbers.Length > 0).ToArray();

        // where the makers do not say, a third is held out; of the rest a fifth is for choosing settings
        int Part((PublishedClip Clip, float[] Numbers) pair)
        {
            var draw = Draw.Of(Path.GetFileName(pair.Clip.Path) + "#part");
            return pair.Clip.IsTest ?? draw % 3 == 0 ? 2 : draw / 3 % 5 == 0 ? 1 : 0;
        }

        ExampleSet Set(int part)
        {
            var own = examples.Where(pair => Part(pair) == part).ToArray();
            return new ExampleSet([.. own.SelectMany(pair => pair.Numbers)], [.. own.Select(pair => pair.Clip.IsFake ? 1L : 0L)], [LinearCepstra.ClipWidth]);
        }

        var task = new ContinualTask(name, Set(0), Set(1), Set(2));
        return task.Training.Labels.Distinct().Count() == 2 && task.Test.Labels.Distinct().Count() == 2
            ? task
            : throw new InvalidDataException($"the set '{name}' has no genuine and fake clips both to learn from and to be judged on");
    }

    // speaker, file, -, attack, key
    private static IEnumerable<PublishedClip> Spoof2019(string folder, string protocol)
    {
        var part = Path.GetFileName(protocol).Split('.') is [_, _, _, var named, ..] ? named : string.Empty;
        foreach (var (fields, line) in Lines(protocol, ' '))
        {
            var label = Label(fields.Length == 5 ? fields[4] : throw Wrong(protocol, line, "has no five columns"), protocol, line);
            yield return new PublishedClip(
                Path.Combine(folder, $"ASVspoof2019_LA_{part}", "flac", fields[1] + ".flac"), label, part == "eval" ? true : part == "train" ? false : null);
        }
    }

    private static PublishedClip[] Table(string path, string folder, string pathColumn, string labelColumn)
    {
        int file = -1, label = -1;
        var clips = new List<PublishedClip>();
        foreach (var (fields, line) in Lines(path, ','))
        {
            if (file < 0)
            {
                string[] names = [.. fields.Select(field => field.Trim().ToLowerInvariant())];
                (file, label) = (Array.IndexOf(names, pathColumn), Array.IndexOf(names, labelColumn));
                if (file < 0 || label < 0)
                {
                    throw Wrong(path, line, $"names no columns '{pathColumn}' and '{labelColumn}'");
                }

                continue;
            }

            if (fields.Length <= Math.Max(file, label))
            {
                throw Wrong(path, line, "is short of columns");
            }

            clips.Add(new PublishedClip(Path.Combine(folder, fields[file].Trim()), Label(fields[label], path, line), null));
        }

        return [.. clips];
    }

    private static PublishedClip[] List(string path, string folder) => [.. Lines(path, ' ').Select(pair => pair.Fields.Length >= 2
        ? new PublishedClip(Path.Combine(folder, pair.Fields[0]), Label(pair.Fields[^1], path, pair.Line), null)
        : throw Wrong(path, pair.Line, "has no file and label"))];

    private static IEnumerable<(string[] Fields, int Line)> Lines(string path, char separator)
    {
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return (separator == ' ' ? line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : line.Split(separator), number);
            }
        }
    }

    private static bool Label(string text, string path, int line)
    {
        var word = text.Trim().ToLowerInvariant();
        return s_fake.Contains(word) || (s_genuine.Contains(word) ? false : throw Wrong(path, line, $"has the label '{text}', which is none of {string.Join(", ", s_genuine.Concat(s_fake))}"));
    }

    private static InvalidDataException Wrong(string path, int line, string complaint) => new($"line {line} of {Path.GetFileName(path)} {complaint}");
}
