using System.Text.Json;
using GeoCore.Audio;
using Learners.Tests.Host;

namespace Learners.Tests.ContinualLearning;

public sealed class RunCommandTests : IDisposable
{
    private static readonly string s_shipped = Path.Combine(Checkout.Root, "Learners", "Published", "rwm");
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_shipped_detector_scores_a_clip_of_its_front_end()
    {
        var clip = _folder.File("clip.wav");
        WavFile.Write(clip, new Sound([.. Enumerable.Range(0, 16_000).Select(n => 0.2f * MathF.Sin(n * 0.2f) * (1 + MathF.Sin(n * 0.002f)))], 16_000));
        var run = await CommandRun.Of("learners", "run", s_shipped, clip, "--json");

        Assert.Equal(0, run.ExitCode);
        using var answer = JsonDocument.Parse(run.Output);
        Assert.InRange(answer.RootElement.GetProperty("genuine").GetDouble(), 0, 1);
        Assert.InRange(answer.RootElement.GetProperty("seconds").GetDouble(), 0.9, 1.01);
        Assert.InRange(new FileInfo(Path.Combine(Checkout.Root, "Learners", "Published", "rwm", "weights.safetensors")).Length, 1, 200_000);
    }

    [Theory]
    [InlineData("", "the audio is empty")]
    [InlineData("RIFF....", "no WAV file")]
    [InlineData("fLaC and so on, which is no WAV", "no WAV file")]
    public async Task Bad_audio_is_told_in_a_line(string content, string complaint)
    {
        File.WriteAllText(_folder.File("clip.wav"), content);
        var run = await CommandRun.Of("learners", "run", s_shipped, _folder.File("clip.wav"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(complaint, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("koppen", "is neither the folder of a published detector")]
    [InlineData("rwm", "there is no file")]
    public async Task Other_models_and_missing_files_are_told(string model, string complaint)
    {
        var run = await CommandRun.Of("learners", "run", Path.Combine(Checkout.Root, "Learners", "Published", model), _folder.File("nothing.wav"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(complaint, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_experiment_without_preparation_says_so_and_one_without_protocols_too()
    {
        var prepared = await CommandRun.Of("experiment", "ensemble", "--prepare");
        var protocol = await CommandRun.Of("experiment", "location-encoding", "--protocol", "A");

        Assert.Equal((2, 2), (prepared.ExitCode, protocol.ExitCode));
        Assert.Contains("needs no preparation", prepared.Error, StringComparison.Ordinal);
        Assert.Contains("has no table 'protocol-a'", protocol.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
