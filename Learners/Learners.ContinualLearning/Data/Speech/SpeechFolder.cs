using GeoCore.Packages;

namespace Learners.ContinualLearning.Data.Speech;

/// <summary>Clips of the corpora, fetched from Debian where they are not there.</summary>
/// <param name="dataFolder">Where packages are unpacked, a folder each.</param>
/// <param name="messages">Told what is being fetched.</param>
internal sealed class SpeechFolder(string dataFolder, TextWriter messages)
{
    private const long FewestBytes = 16_000;      // a second of telephone sound
    private const long MostBytes = 12 * 16_000;
    private const long FewestPacked = 6_000;      // about a second of Ogg Vorbis
    private const long MostPacked = 150_000;
    private const int FewestLetters = 8;

    /// <summary>Clips of about 1 to 12 seconds with a text, in an order that their names fix.</summary>
    /// <param name="corpus">Which.</param>
    /// <param name="cancellationToken">Ends fetching.</param>
    /// <exception cref="IOException">A package cannot be had.</exception>
    internal IReadOnlyList<SpeechClip> Clips(SpeechCorpus corpus, CancellationToken cancellationToken)
    {
        string sounds = Package(corpus.Sounds, cancellationToken), texts = Package(corpus.Texts, cancellationToken);
        var clips = corpus.Texts == "fillets-ng-data" ? Dialogues(corpus, sounds, texts) : Prompts(corpus, sounds, texts);
        return [.. clips.Where(clip => clip.Text.Length >= FewestLetters).OrderBy(clip => Draw.Of(clip.Key)).ThenBy(clip => clip.Key, StringComparer.Ordinal)];
    }

    private string Package(string name, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(dataFolder, name);
        if (!Directory.Exists(folder))
        {
            new PackageFetcher(messages).Unpack(PackageClient.Debian, name, null, folder, cancellationToken);
        }

        return folder;
    }

    private static IEnumerable<SpeechClip> Prompts(SpeechCorpus corpus, string sounds, string texts)
    {
        var list = Path.Combine(texts, "usr", "share", "doc", corpus.Texts, $"core-sounds-{corpus.Name}.txt.gz");
        using var stream = File.OpenRead(list);
        var said = Transcripts.Prompts(stream);
        var root = Directory.GetDirectories(Path.Combine(sounds, "usr", "share", "asterisk", "sounds")).Order(StringComparer.Ordinal).First(folder => Directory.EnumerateFiles(folder, "*.wav").Any());
        foreach (var file in Directory.EnumerateFiles(root, "*.wav", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(root, file)[..^".wav".Length];
            if (said.TryGetValue(name, out var text) && new FileInfo(file).Length is >= FewestBytes and <= MostBytes)
            {
                yield return new SpeechClip(corpus.Name, name, file, text);
            }
        }
    }

    private static IEnumerable<SpeechClip> Dialogues(SpeechCorpus corpus, string sounds, string texts)
    {
        string game = Path.Combine("usr", "share", "games", "fillets-ng"), scripts = Path.Combine(texts, game, "script");
        foreach (var script in Directory.EnumerateFiles(scripts, $"dialogs_{corpus.Name}.lua", SearchOption.AllDirectories))
        {
            var level = Path.GetFileName(Path.GetDirectoryName(script)!);
            foreach (var (name, text) in Transcripts.Dialogues(File.ReadAllText(script)))
            {
                var file = new FileInfo(Path.Combine(sounds, game, "sound", level, corpus.Name, name + ".ogg"));
                if (file.Exists && file.Length is >= FewestPacked and <= MostPacked)
                {
                    yield return new SpeechClip(corpus.Name, $"{level}/{name}", file.FullName, text);
                }
            }
        }
    }
}
