namespace GeoCore.Audio;

/// <summary>Makes clips of any origin alike in everything that does not belong to the voice: rate, silence at the ends, band, loudness.</summary>
/// <remarks>Without it a detector reads the recording chain. The order is fixed: one resampler, trimming, band-pass, loudness.</remarks>
public static class SpeechEqualiser
{
    /// <summary>Seconds of speech below which there is nothing to judge.</summary>
    public const double LeastSeconds = 0.2;

    private const int Rate = LinearCepstra.Rate, Edge = Rate / 100;
    private const double Loudness = 0.05, TrimRatio = 0.01, LowestHertz = 300, HighestHertz = 3400;
    private static readonly double[] s_band = BandPass(301);

    /// <summary>Equalises a clip.</summary>
    /// <param name="sound">Any rate.</param>
    /// <returns>At 8 kHz: 300 to 3 400 Hz, a root mean square of 0.05, no silence at its ends.</returns>
    /// <exception cref="AudioException">It is silent, or too short once silence is gone.</exception>
    public static float[] Equalise(Sound sound)
    {
        ArgumentNullException.ThrowIfNull(sound);
        var trimmed = Trim(Resampler.Resample(sound, Rate));
        if (trimmed.Length < LeastSeconds * Rate)
            throw new AudioException(FormattableString.Invariant($"the audio holds {(double)trimmed.Length / Rate:F2} s of sound; {LeastSeconds} s are needed"));
        var banded = Convolve(trimmed, s_band);
        var power = Math.Sqrt(banded.Sum(sample => (double)sample * sample) / banded.Length);
        if (power < 1e-6)
            throw new AudioException("the audio has nothing between 300 and 3400 Hz, where speech is");
        return [.. banded.Select(sample => (float)(sample * Loudness / power))];
    }

    /// <summary>What lines and rooms do, drawn from a text and so the same whatever the clip's class is: white noise 25 to 40 dB below, and for one in two a telephone's µ-law.</summary>
    /// <param name="samples">Equalised; changed in place.</param>
    /// <param name="key">Such as the clip's name.</param>
    public static void Roughen(Span<float> samples, string key)
    {
        var random = new Random(BitConverter.ToInt32(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key))));
        var noise = Loudness * Math.Pow(10, -(25 + 15 * random.NextDouble()) / 20);
        var isTelephone = random.NextDouble() < 0.5;
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] += (float)(noise * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
            samples[i] = isTelephone ? MuLaw.Decode(MuLaw.Encode(samples[i])) : samples[i];
        }
    }

    // edges whose 10 ms are 40 dB below the loudest
    private static float[] Trim(float[] samples)
    {
        var edges = samples.Length / Edge;
        double[] powers = [.. Enumerable.Range(0, edges).Select(edge => Math.Sqrt(samples.AsSpan(edge * Edge, Edge).ToArray().Sum(sample => (double)sample * sample) / Edge))];
        if (edges == 0 || powers.Max() <= 0)
            throw new AudioException("the audio is silent");
        var limit = powers.Max() * TrimRatio;
        int first = Array.FindIndex(powers, power => power >= limit), last = Array.FindLastIndex(powers, power => power >= limit);
        return samples[(first * Edge)..((last + 1) * Edge)];
    }

    // a windowed sinc of both cut-offs
    private static double[] BandPass(int taps)
    {
        var filter = new double[taps];
        for (var i = 0; i < taps; i++)
        {
            var t = i - taps / 2;
            double Low(double hertz) => t == 0 ? 2 * hertz / Rate : Math.Sin(2 * Math.PI * hertz * t / Rate) / (Math.PI * t);
            filter[i] = (Low(HighestHertz) - Low(LowestHertz)) * (0.54 - 0.46 * Math.Cos(2 * Math.PI * i / (taps - 1)));
        }

        return filter;
    }

    private static float[] Convolve(float[] samples, double[] filter)
    {
        var result = new float[samples.Length];
        var half = filter.Length / 2;
        for (var i = 0; i < samples.Length; i++)
        {
            var sum = 0.0;
            int from = Math.Max(0, i - half), to = Math.Min(samples.Length - 1, i + half);
            for (var j = from; j <= to; j++)
            {
                sum += samples[j] * filter[i - j + half];
            }

            result[i] = (float)sum;
        }

        return result;
    }
}
