using System.IO.Compression;
using Learners.ContinualLearning.Data.Speech;

namespace Learners.Tests.ContinualLearning;

/// <summary>Acceptance check 17 on made-up clips, and what reads the real ones.</summary>
public class SpeechDataTests
{
    private static readonly SpeechProtocol s_protocol = new(Clips);

    [Fact]
    public void Prompts_are_names_and_texts_without_noises()
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            zip.Write("; a list\n\nactivated: Activated.\nbeep: [a beep]\ndigits/1: one\nempty:\n"u8);
        }

        packed.Position = 0;
        Assert.Equal(new Dictionary<string, string> { ["activated"] = "Activated.", ["digits/1"] = "one" }, Transcripts.Prompts(packed));
    }

    [Fact]
    public void Dialogues_are_pairs_of_a_name_and_what_is_said() => Assert.Equal(
        new Dictionary<string, string> { ["vit-a"] = "Dobrý den.", ["vit-b"] = "Říká \"ano\"." },
        Transcripts.Dialogues("dialogId(\"vit-a\", \"font\", \"Hello.\")\ndialogStr(\"Dobrý den.\")\n\ndialogId(\"vit-b\", \"font\", \"x\")\ndialogStr(\"Říká \\\"ano\\\".\")\ndialogId(\"vit-c\", \"font\", \"\")\n"));

    [Fact]
    public void Czech_letters_get_the_bytes_of_their_code_page_and_what_it_has_not_a_space()
    {
        Assert.Equal([0xF8, 0xEC, 0xE9, (byte)' '], Latin.Bytes("řěéд", Latin.Central));
        Assert.Equal([0xE8], Latin.Bytes("è", Latin.Western));
    }

    [Fact]
    public void No_clip_is_learnt_from_and_judged_on_and_tasks_of_A_are_as_large_as_they_should_be()
    {
        var items = s_protocol.DomainIncremental();

        AssertApart(items);
        Assert.All(items.Where(item => item.Task != SpeechProtocol.ZeroShot).GroupBy(item => item.Task), task =>
        {
            Assert.Equal(220, task.Count(item => item.IsTest));
            Assert.Equal(task.Count(item => item.Attack is null), task.Count(item => item.Attack is not null));
            Assert.Single(task.Select(item => item.Clip.Corpus).Distinct());
        });
        Assert.All(items.Where(item => item.Task == SpeechProtocol.ZeroShot), item => Assert.True(item.IsTest));
        Assert.Equal(6, items.Where(item => item.Task != SpeechProtocol.ZeroShot).Select(item => item.Task).Distinct().Count());
    }

    [Fact]
    public void In_B_no_genuine_clip_occurs_twice_and_no_fake_shares_its_task_with_its_source()
    {
        var items = s_protocol.MechanismIncremental();

        AssertApart(items);
        Assert.Equal(items.Count(item => item.Attack is null), items.Where(item => item.Attack is null).Select(item => item.Clip.Key).Distinct().Count());
        Assert.All(items.GroupBy(item => item.Clip.Key), same => Assert.Equal(same.Count(), same.Select(item => item.Task).Distinct().Count()));
        Assert.All(items.GroupBy(item => item.Task), task => Assert.Equal(SpeechCorpus.All.Count, task.Where(item => item.Attack is null).Select(item => item.Clip.Corpus).Distinct().Count()));
    }

    [Fact]
    public void A_cache_goes_on_behind_a_line_that_was_cut_short()
    {
        using var folder = new TemporaryFolder();
        var cache = new FeatureCache(folder.Path);
        cache.Add("a", [1.5f, -2]);
        cache.Add("b", []);
        var file = Directory.GetFiles(folder.Path).Single();
        File.AppendAllText(file, "c\t1 2");

        var again = new FeatureCache(folder.Path);
        Assert.Equal([1.5f, -2], again.Find("a"));
        Assert.Empty(again.Find("b"));
        Assert.False(again.Has("c"));
        Assert.Contains("--prepare", Assert.Throws<IOException>(() => again.Find("c")).Message, StringComparison.Ordinal);
        Assert.EndsWith("b\t\n", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Examples_become_tasks_whose_validation_keeps_a_clip_and_its_fake_together()
    {
        var tasks = SpeechTasks.Of("protocol-a", s_protocol.DomainIncremental(), key => key.Contains('|', StringComparison.Ordinal) ? Filled(1) : Filled(0));

        Assert.Equal(6, tasks.Tasks.Count);
        Assert.NotNull(tasks.ZeroShot);
        Assert.All(tasks.Tasks, task =>
        {
            Assert.Equal(task.Validation.Labels.Count(label => label == 0), task.Validation.Labels.Count(label => label == 1));
            Assert.InRange(task.Validation.Count, 40, 120);
            Assert.Equal(400, task.Training.Count + task.Validation.Count);
        });
    }

    [Fact]
    public void Without_the_speech_the_message_says_what_makes_it()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains("--prepare", Assert.Throws<IOException>(() => SpeechTasks.Open("a", folder.Path, TextWriter.Null, CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    private static float[] Filled(float value)
    {
        var numbers = new float[GeoCore.Audio.LinearCepstra.ClipWidth];
        Array.Fill(numbers, value);
        return numbers;
    }

    private static void AssertApart(IReadOnlyList<SpeechItem> items) => Assert.All(items.GroupBy(item => item.Clip.Key), same => Assert.Single(same.Select(item => item.IsTest).Distinct()));

    private static IReadOnlyList<SpeechClip> Clips(SpeechCorpus corpus) =>
        [.. Enumerable.Range(0, 320).Select(i => new SpeechClip(corpus.Name, $"clip{i}", $"/nowhere/{i}.wav", $"text {i}"))];
}
