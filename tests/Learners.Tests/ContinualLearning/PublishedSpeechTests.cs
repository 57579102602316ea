using GeoCore.Audio;
using Learners.ContinualLearning.Data.Speech;

namespace Learners.Tests.ContinualLearning;

/// <summary>Published sets in the layouts in which they are handed out, with made-up content.</summary>
public sealed class PublishedSpeechTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void ASVspoof_2019_says_file_and_key_a_line_and_its_evaluation_part_is_held_out()
    {
        var protocols = Directory.CreateDirectory(_folder.File("LA/ASVspoof2019_LA_cm_protocols")).FullName;
        File.WriteAllText(Path.Combine(protocols, "ASVspoof2019.LA.cm.train.trn.txt"), "LA_0079 LA_T_1138215 - - bonafide\nLA_0079 LA_T_1271820 - A01 spoof\n");
        File.WriteAllText(Path.Combine(protocols, "ASVspoof2019.LA.cm.eval.trl.txt"), "LA_0039 LA_E_2834763 - A11 spoof\n");
        var clips = PublishedSpeech.Read(_folder.File("LA"));

        Assert.Equal([("LA_E_2834763.flac", true, true), ("LA_T_1138215.flac", false, false), ("LA_T_1271820.flac", true, false)],
            clips.Select(clip => (Path.GetFileName(clip.Path), clip.IsFake, clip.IsTest!.Value)).Order());
        Assert.EndsWith("ASVspoof2019_LA_train/flac/LA_T_1138215.flac", clips.Single(clip => !clip.IsFake).Path, StringComparison.Ordinal);
    }

    [Fact]
    public void In_the_Wild_has_a_table_of_files_speakers_and_labels()
    {
        File.WriteAllText(_folder.File("meta.csv"), "file,speaker,label\n0.wav,Alan Watts,spoof\n1.wav,Alan Watts,bona-fide\n");

        Assert.Equal([("0.wav", true), ("1.wav", false)], PublishedSpeech.Read(_folder.Path).Select(clip => (Path.GetFileName(clip.Path), clip.IsFake)));
    }

    [Fact]
    public void FMFCC_A_has_a_list_of_files_and_labels()
    {
        File.WriteAllText(_folder.File("train.txt"), "a.wav genuine\nb.wav fake\n");

        Assert.Equal([("a.wav", false), ("b.wav", true)], PublishedSpeech.Read(_folder.Path).Select(clip => (Path.GetFileName(clip.Path), clip.IsFake)));
    }

    [Theory]
    [InlineData("meta.csv", "file,speaker,label\n0.wav,x,maybe\n", "line 2 of meta.csv has the label 'maybe'")]
    [InlineData("meta.csv", "name,label\n", "line 1 of meta.csv names no columns 'file' and 'label'")]
    [InlineData("meta.csv", "file,speaker,label\n0.wav\n", "line 2 of meta.csv is short of columns")]
    [InlineData("list.txt", "a.wav\n", "line 1 of list.txt has no file and label")]
    [InlineData("readme.md", "", "has neither ASVspoof's protocols")]
    public void What_is_wrong_in_a_set_is_named_with_its_line(string file, string content, string complaint)
    {
        File.WriteAllText(_folder.File(file), content);

        Assert.Contains(complaint, Assert.Throws<InvalidDataException>(() => PublishedSpeech.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sequence_of_own_sets_is_read_and_its_numbers_are_kept()
    {
        File.WriteAllText(_folder.File("table.csv"), "path,label\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i}.wav,{(i % 2 == 0 ? "genuine" : "fake")}\n")));
        for (var i = 0; i < 40; i++)
        {
            WavFile.Write(_folder.File($"{i}.wav"), new Sound([.. Enumerable.Range(0, 4000).Select(n => 0.3f * MathF.Sin(n * (0.3f + (0.02f * (i % 2)))))], 8000));
        }

        File.WriteAllText(_folder.File("sets.txt"), "# a comment\nfirst table.csv\n");
        var data = _folder.File("data");
        var tasks = new OwnSpeech(data, TextWriter.Null).Open(_folder.File("sets.txt"), CancellationToken.None);
        File.Delete(_folder.File("7.wav")); // kept already
        var again = new OwnSpeech(data, TextWriter.Null).Open(_folder.File("sets.txt"), CancellationToken.None);

        var task = Assert.Single(tasks.Tasks);
        Assert.Equal(40, task.Training.Count + task.Validation.Count + task.Test.Count);
        Assert.Equal(task.Training.Numbers, again.Tasks[0].Training.Numbers);
    }

    public void Dispose() => _folder.Dispose();
}
