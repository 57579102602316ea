using System.Text.Json;
using GeoCore.Audio;

namespace GeoCore.Tests.Audio;

/// <summary>Acceptance check 16 of the continual learner: the front-end.</summary>
public class LinearCepstraTests
{
    private static readonly LinearCepstra s_cepstra = new();

    [Fact]
    public void A_tone_of_1_kHz_is_loudest_under_the_triangle_nearest_to_it()
    {
        var energies = s_cepstra.Energies(Tone(1000, LinearCepstra.FrameLength));
        var nearest = Enumerable.Range(0, energies.Length).MinBy(filter => Math.Abs(LinearCepstra.CentreOf(filter) - 1000));

        Assert.Equal(nearest, Array.IndexOf(energies, energies.Max()));
    }

    [Fact]
    public void Twice_as_loud_moves_the_first_number_alone_by_the_root_of_20_times_ln_4()
    {
        var random = new Random(1);
        float[] once = [.. Enumerable.Range(0, 800).Select(_ => random.NextSingle() - 0.5f)], twice = [.. once.Select(sample => 2 * sample)];
        float[] before = s_cepstra.Frames(once), after = s_cepstra.Frames(twice);

        for (var i = 0; i < before.Length; i++)
        {
            var wanted = i % LinearCepstra.FrameWidth == 0 ? Math.Sqrt(20) * Math.Log(4) : 0;
            Assert.Equal(wanted, after[i] - before[i], 1e-3);
        }
    }

    [Fact]
    public void A_chirp_gives_the_golden_numbers()
    {
        using var golden = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "golden", "lfcc", "chirp.json")));
        float[] chirp = [.. Enumerable.Range(0, 1600).Select(n => n / 8000.0).Select(t => (float)(0.3 * Math.Sin(2 * Math.PI * (400 * t + 6500 * t * t))))];
        var frames = s_cepstra.Frames(chirp);
        double[] wanted = [.. golden.RootElement.GetProperty("frames").EnumerateArray().SelectMany(frame => frame.EnumerateArray().Select(value => value.GetDouble()))];

        Assert.Equal(wanted.Length, frames.Length);
        Assert.All(frames.Zip(wanted), pair => Assert.Equal(pair.Second, pair.First, 1e-4));
    }

    [Fact]
    public void A_clip_is_the_means_and_deviations_of_its_frames()
    {
        var frames = s_cepstra.Frames(Tone(700, 2000));
        var clip = s_cepstra.Clip(Tone(700, 2000));
        double[] third = [.. frames.Where((_, i) => i % LinearCepstra.FrameWidth == 3).Select(value => (double)value)];
        var mean = third.Average();

        Assert.Equal(LinearCepstra.ClipWidth, clip.Length);
        Assert.Equal(mean, clip[3], 1e-4);
        Assert.Equal(Math.Sqrt(third.Average(value => (value - mean) * (value - mean))), clip[LinearCepstra.FrameWidth + 3], 1e-4);
    }

    [Fact]
    public void Less_than_a_frame_is_refused() => Assert.Throws<AudioException>(() => s_cepstra.Frames(new float[LinearCepstra.FrameLength - 1]));

    [Fact]
    public void A_transform_is_the_sum_that_defines_it_and_is_undone()
    {
        var random = new Random(2);
        double[] real = [.. Enumerable.Range(0, 16).Select(_ => random.NextDouble())], imaginary = [.. Enumerable.Range(0, 16).Select(_ => random.NextDouble())];
        double[] r = [.. real], i = [.. imaginary];
        var transform = new FourierTransform(16);
        transform.Forward(r, i);

        var sum = Enumerable.Range(0, 16).Aggregate(System.Numerics.Complex.Zero, (all, n) =>
            all + new System.Numerics.Complex(real[n], imaginary[n]) * System.Numerics.Complex.FromPolarCoordinates(1, -2 * Math.PI * 5 * n / 16));
        Assert.Equal(sum.Real, r[5], 1e-12);
        Assert.Equal(sum.Imaginary, i[5], 1e-12);

        transform.Inverse(r, i);
        Assert.All(real.Zip(r), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    internal static float[] Tone(double hertz, int samples, int rate = 8000) => [.. Enumerable.Range(0, samples).Select(n => (float)(0.3 * Math.Sin(2 * Math.PI * hertz * n / rate)))];
}
