using GeoCore.Artifacts;
using GeoCore.Audio;
using Tensor = GeoCore.Artifacts.Tensor;

namespace GeoCore.Tests.Audio;

public sealed class SpeechDetectorTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("geosuite-detector-").FullName, "model");

    [Fact]
    public void A_clip_is_equalised_whatever_its_rate_loudness_and_silence()
    {
        var quiet = SpeechEqualiser.Equalise(new Sound(Voice(16_000, 0.01f, silence: 3200), 16_000));
        var loud = SpeechEqualiser.Equalise(new Sound(Voice(8000, 0.4f, silence: 0), 8000));

        foreach (var samples in new[] { quiet, loud })
        {
            Assert.Equal(0.05, Math.Sqrt(samples.Average(sample => (double)sample * sample)), 1e-4);
        }

        // the same tone at the same place, away from the ends of the filter
        Assert.All(Enumerable.Range(1000, 2000), n => Assert.Equal(loud[n], quiet[n], 4e-3f));
    }

    [Fact]
    public void Out_of_the_band_of_speech_nothing_stays()
    {
        var error = Assert.Throws<AudioException>(() => SpeechEqualiser.Equalise(new Sound(LinearCepstraTests.Tone(0, 8000), 8000)));
        Assert.Contains("silent", error.Message, StringComparison.Ordinal);
        Assert.Throws<AudioException>(() => SpeechEqualiser.Equalise(new Sound(LinearCepstraTests.Tone(1000, 800), 8000)));
    }

    [Fact]
    public void What_a_line_does_hangs_on_the_name_of_a_clip_alone()
    {
        float[] Rough(string name)
        {
            var samples = LinearCepstraTests.Tone(500, 400);
            SpeechEqualiser.Roughen(samples, name);
            return samples;
        }

        Assert.Equal(Rough("a"), Rough("a"));
        Assert.NotEqual(Rough("a"), Rough("b"));
    }

    [Fact]
    public void A_published_network_answers_as_its_formula_and_a_clip_gets_a_probability()
    {
        var detector = Publish(slope: 0.5, offset: 1);
        var example = new float[LinearCepstra.ClipWidth];
        example[0] = 3;
        var logits = detector.Logits(example); // (3 − 1) / 2 = 1; rectified 2 · 1 + 0.5; head

        Assert.Equal([2.5f + 0.25f, -2.5f], logits);
        var score = detector.Score(new Sound(Voice(8000, 0.3f, 0), 8000));
        Assert.Equal(score.Genuine, 1 / (1 + Math.Exp(-score.LogOdds)), 1e-12);
        Assert.InRange(score.Seconds, 0.9, 1);
    }

    [Fact]
    public void A_changed_file_is_refused()
    {
        Publish(1, 0);
        var weights = Path.Combine(_folder, "weights.safetensors");
        var bytes = File.ReadAllBytes(weights);
        bytes[^1] ^= 1;
        File.WriteAllBytes(weights, bytes);

        Assert.Contains("SHA-256", Assert.Throws<ArtifactException>(() => SpeechDetector.Load(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_that_do_not_fit_are_refused_before_anything_is_published()
    {
        Assert.Throws<ArtifactException>(() => SpeechDetector.Publish(
            _folder, Card(1, 0), new float[4], [1, 1, 1, 1], [new Tensor("layer0", [3, 5], new float[15]), new Tensor("layer1", [2, 7], new float[14])]));
        Assert.False(SpeechDetector.IsDetector(_folder));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    private SpeechDetector Publish(double slope, double offset)
    {
        var width = LinearCepstra.ClipWidth;
        float[] means = new float[width], deviations = new float[width], first = new float[width + 1];
        Array.Fill(deviations, 2);
        means[0] = 1;
        first[0] = 2;
        first[width] = 0.5f;
        return SpeechDetector.Publish(_folder, Card(slope, offset), means, deviations, [new Tensor("layer0", [1, width + 1], first), new Tensor("layer1", [2, 2], new float[] { 1, 0.25f, -1, 0 })]);
    }

    private static DetectorCard Card(double slope, double offset) => new("model", "Test", ["genuine", "fake"], 0, new DetectorFile(string.Empty, string.Empty))
    {
        FrontEnd = LinearCepstra.Version,
        Slope = slope,
        Offset = offset,
    };

    // one second of two tones, after a silence
    private static float[] Voice(int rate, float gain, int silence) =>
        [.. new float[silence], .. Enumerable.Range(0, rate).Select(n => gain * (float)(Math.Sin(2 * Math.PI * 600 * n / rate) + Math.Sin(2 * Math.PI * 1500 * n / rate)))];
}
