namespace Learners.ContinualLearning.Data.Speech;

/// <summary>A clip of a person's speech, with what is said in it.</summary>
/// <param name="Corpus">Key of the corpus, such as <c>en</c>.</param>
/// <param name="Name">Of the clip in its corpus.</param>
/// <param name="Path">Of its file.</param>
/// <param name="Text">What is said.</param>
internal sealed record SpeechClip(string Corpus, string Name, string Path, string Text)
{
    /// <summary>Names the clip among all.</summary>
    internal string Key => $"{Corpus}/{Name}";
}

/// <summary>Where clips of one language come from.</summary>
/// <param name="Name">Key, and code of the language.</param>
/// <param name="Sounds">Debian package with the sounds.</param>
/// <param name="Texts">Debian package with what is said.</param>
/// <param name="Speakers">Who speaks.</param>
/// <param name="Licence">Of the sounds.</param>
internal sealed record SpeechCorpus(string Name, string Sounds, string Texts, string Speakers, string Licence)
{
    /// <summary>All of them.</summary>
    internal static IReadOnlyList<SpeechCorpus> All { get; } =
    [
        new("en", "asterisk-core-sounds-en-wav", "asterisk-core-sounds-en", "Allison Smith", "CC-BY-SA-3.0"),
        new("it", "asterisk-core-sounds-it-wav", "asterisk-core-sounds-it", "one professional speaker", "CC-BY-3.0"),
        new("ru", "asterisk-core-sounds-ru-wav", "asterisk-core-sounds-ru", "one professional speaker", "CC-BY-3.0"),
        new("fr", "asterisk-core-sounds-fr-wav", "asterisk-core-sounds-fr", "June Wallack", "CC-BY-SA-3.0"),
        new("es", "asterisk-core-sounds-es-wav", "asterisk-core-sounds-es", "Allison Smith", "CC-BY-SA-3.0"),
        new("cs", "fillets-ng-data-cs", "fillets-ng-data", "actors of Fish Fillets", "GPL-2"),
        new("nl", "fillets-ng-data-nl", "fillets-ng-data", "actors of Fish Fillets", "GPL-2"),
    ];

    /// <summary>Looks a corpus up.</summary>
    /// <param name="name">Key.</param>
    internal static SpeechCorpus Find(string name) => All.First(corpus => corpus.Name == name);
}
