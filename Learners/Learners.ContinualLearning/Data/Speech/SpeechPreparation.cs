using System.Globalization;
using GeoCore.Audio;

namespace Learners.ContinualLearning.Data.Speech;

/// <summary>Makes the speech of protocols A and B: fetches genuine clips, makes fakes of them, equalises both alike, and keeps their numbers and a manifest.</summary>
/// <param name="dataFolder">Where packages are unpacked and the speech is kept.</param>
/// <param name="messages">Told what goes on.</param>
internal sealed class SpeechPreparation(string dataFolder, TextWriter messages)
{
    private const int AtOnce = 40;
    private readonly LinearCepstra _cepstra = new();
    private readonly string _folder = Folder(dataFolder);

    /// <summary>Where the numbers are kept.</summary>
    /// <param name="dataFolder">Of all data.</param>
    internal static string Folder(string dataFolder) => Path.Combine(dataFolder, "speech");

    /// <summary>Makes what is missing.</summary>
    /// <param name="cancellationToken">Ends the work; what is done is kept.</param>
    /// <exception cref="IOException">A package or a program is missing.</exception>
    internal void Prepare(CancellationToken cancellationToken)
    {
        var protocol = Protocol(dataFolder, messages, cancellationToken);
        SpeechItem[] a = [.. protocol.DomainIncremental()], b = [.. protocol.MechanismIncremental()], all = [.. a.Concat(b).DistinctBy(item => item.Key)];
        var cache = new FeatureCache(_folder);
        SpeechItem[] missing = [.. all.Where(item => !cache.Has(item.Key))];
        messages.WriteLine($"{all.Length - missing.Length} of {all.Length} examples are there");
        var done = 0;
        foreach (var group in missing.GroupBy(item => item.Attack?.Name ?? "genuine"))
        {
            foreach (var part in group.Chunk(AtOnce))
            {
                Make(part, cache, cancellationToken);
                done += part.Length;
                messages.WriteLine($"{done} of {missing.Length}: {group.Key}");
            }
        }

        WriteManifest("a", a, cache);
        WriteManifest("b", b, cache);
    }

    /// <summary>The protocols over the corpora.</summary>
    /// <param name="dataFolder">Where packages are unpacked.</param>
    /// <param name="messages">Told what is being fetched.</param>
    /// <param name="cancellationToken">Ends fetching.</param>
    internal static SpeechProtocol Protocol(string dataFolder, TextWriter messages, CancellationToken cancellationToken)
    {
        var folder = new SpeechFolder(dataFolder, messages);
        var clips = new Dictionary<string, IReadOnlyList<SpeechClip>>(StringComparer.Ordinal);
        return new SpeechProtocol(corpus => clips.TryGetValue(corpus.Name, out var there) ? there : clips[corpus.Name] = folder.Clips(corpus, cancellationToken));
    }

    /// <summary>Numbers of sound, equalised and roughened by a name.</summary>
    /// <param name="sound">Any rate.</param>
    /// <param name="key">Draws noise and line.</param>
    /// <exception cref="AudioException">There is too little speech.</exception>
    internal float[] Features(Sound sound, string key)
    {
        var samples = SpeechEqualiser.Equalise(sound);
        SpeechEqualiser.Roughen(samples, key);
        return _cepstra.Clip(samples);
    }

    private void Make(SpeechItem[] items, FeatureCache cache, CancellationToken cancellationToken)
    {
        var work = Directory.CreateTempSubdirectory("geosuite-speech-").FullName;
        try
        {
            items[0].Attack?.Make([.. items.Select(item => item.Clip)], work, cancellationToken);
            for (var i = 0; i < items.Length; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var path = items[i].Attack is null ? items[i].Clip.Path : Path.Combine(work, string.Create(CultureInfo.InvariantCulture, $"{i}.wav"));
                cache.Add(items[i].Key, Try(path, items[i].Key, work, cancellationToken));
            }
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    // what no program can make sound of is left out, and the manifest does not list it
    private float[] Try(string path, string key, string work, CancellationToken cancellationToken)
    {
        try
        {
            return File.Exists(path) ? Features(SoundProgram.Read(path, work, cancellationToken), key) : [];
        }
        catch (AudioException problem)
        {
            messages.WriteLine($"{key} is left out: {problem.Message}");
            return [];
        }
    }

    private void WriteManifest(string protocol, IReadOnlyList<SpeechItem> items, FeatureCache cache)
    {
        using var writer = new StreamWriter(Path.Combine(_folder, $"manifest-{protocol}.csv")) { NewLine = "\n" };
        writer.WriteLine("task,split,label,key,corpus,speaker,package,licence,attack,family,attack_package,text_sha256");
        foreach (var item in items.Where(item => cache.Find(item.Key).Length > 0))
        {
            var corpus = SpeechCorpus.Find(item.Clip.Corpus);
            writer.WriteLine(string.Join(',', new[]
            {
                item.Task, item.IsTest ? "test" : "train", item.Attack is null ? "genuine" : "fake", item.Key, corpus.Name, corpus.Speakers, corpus.Sounds, corpus.Licence,
                item.Attack?.Name ?? string.Empty, item.Attack?.Family ?? string.Empty, item.Attack?.Package ?? string.Empty, Draw.Digest(item.Clip.Text),
            }.Select(field => field.Contains(',', StringComparison.Ordinal) ? $"\"{field}\"" : field)));
        }
    }
}
