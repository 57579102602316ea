namespace Learners.ContinualLearning.Data.Speech;

/// <summary>Which clips and fakes make the tasks of protocols A and B.</summary>
/// <param name="clipsOf">Clips of a corpus, in the order that is dealt from.</param>
internal sealed class SpeechProtocol(Func<SpeechCorpus, IReadOnlyList<SpeechClip>> clipsOf)
{
    /// <summary>What is never learnt.</summary>
    internal const string ZeroShot = "zs";

    private const int TestClips = 110, TrainingClips = 200, ZeroShotClips = 150, ClipsOfB = 300, Folds = 5;
    private const double TestShareOfB = 0.3;

    /// <summary>A: language, speaker and attack change from task to task.</summary>
    internal IReadOnlyList<SpeechItem> DomainIncremental() =>
    [
        .. Task("t1", "en", clip => Draw.One(clip.Key + "#attack", [Attacks.Flite("slt"), Attacks.Flite("rms"), Attacks.Flite("awb"), Attacks.MarkovVoice])),
        .. Task("t2", "it", clip => Attacks.Diphone("it", Draw.Of(clip.Key + "#attack") % 2 == 0)),
        .. Task("t3", "ru", _ => Attacks.Formant("ru")),
        .. Task("t4", "fr", clip => Draw.One(clip.Key + "#attack", [Attacks.Codec2("1300"), Attacks.Codec2("3200"), Attacks.Lpc10, Attacks.Mlsa])),
        .. Task("t5", "cs", _ => Attacks.Diphone("cs", isFirst: true)),
        .. Task("t6", "nl", _ => Attacks.Conversion),
        .. Clips("es").Take(ZeroShotClips).SelectMany(clip => Pair(ZeroShot, isTest: true, clip, Attacks.Formant("es"))),
    ];

    /// <summary>B: genuine speech of all corpora in every task, a new attack in each.</summary>
    internal IReadOnlyList<SpeechItem> MechanismIncremental()
    {
        var items = new List<SpeechItem>();
        foreach (var corpus in SpeechCorpus.All)
        {
            SpeechClip[] clips = [.. Clips(corpus.Name).Take(ClipsOfB)];
            for (var i = 0; i < clips.Length; i++)
            {
                var fold = i % Folds;
                var isTest = i / Folds < TestShareOfB * clips.Length / Folds;
                items.Add(new SpeechItem(NameOfB(fold), isTest, clips[i], null));

                // fakes are of the fold before, so that no pair shares a waveform
                var task = (fold + 1) % Folds;
                items.Add(new SpeechItem(NameOfB(task), isTest, Spoken(clips[i], task), AttackOfB(task, clips[i])));
            }
        }

        return items;
    }

    private static string NameOfB(int fold) => FormattableString.Invariant($"b{fold + 1}");

    private static Attack AttackOfB(int task, SpeechClip clip) => task switch
    {
        0 => Attacks.Formant(clip.Corpus),
        1 => Draw.One(clip.Key + "#attack", [Attacks.Codec2("1300"), Attacks.Codec2("3200"), Attacks.Lpc10]),
        2 => Attacks.Conversion,
        3 => Attacks.Diphone(DiphoneLanguage(clip.Corpus), Draw.Of(clip.Key + "#attack") % 2 == 0),
        _ => Attacks.Mlsa,
    };

    // there are diphones for three languages; clips of others are spoken in one of them, with a text of its corpus
    private SpeechClip Spoken(SpeechClip clip, int task)
    {
        var language = DiphoneLanguage(clip.Corpus);
        return task != 3 || language == clip.Corpus ? clip : clip with { Text = Draw.One(clip.Key + "#text", Clips(language)).Text };
    }

    private static string DiphoneLanguage(string corpus) => corpus switch
    {
        "en" or "nl" => "en",
        "cs" or "ru" => "cs",
        _ => "it",
    };

    private IEnumerable<SpeechItem> Task(string name, string corpus, Func<SpeechClip, Attack> attackOf) =>
        Clips(corpus).Take(TestClips + TrainingClips).SelectMany((clip, i) => Pair(name, i < TestClips, clip, attackOf(clip)));

    private IReadOnlyList<SpeechClip> Clips(string corpus) => clipsOf(SpeechCorpus.Find(corpus));

    private static SpeechItem[] Pair(string task, bool isTest, SpeechClip clip, Attack attack) =>
        [new SpeechItem(task, isTest, clip, null), new SpeechItem(task, isTest, clip, attack)];
}
