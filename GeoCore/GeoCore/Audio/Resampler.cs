namespace GeoCore.Audio;

/// <summary>Changes the rate of sound by a windowed sinc that passes what the lower of both rates can carry.</summary>
public static class Resampler
{
    private const int Lobes = 16, Table = 512;
    private const double Passed = 0.95;
    private static readonly double[] s_kernel = [.. Enumerable.Range(0, Lobes * Table + 1).Select(i => Kernel((double)i / Table))];

    /// <summary>Resamples.</summary>
    /// <param name="sound">Any rate.</param>
    /// <param name="rate">Samples a second wanted.</param>
    public static float[] Resample(Sound sound, int rate)
    {
        ArgumentNullException.ThrowIfNull(sound);
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 1);
        if (sound.Rate == rate)
            return sound.Samples;
        var step = (double)sound.Rate / rate;
        var scale = Passed * Math.Min(1, 1 / step); // lobes get as wide as the slower rate needs
        var result = new float[(int)(sound.Samples.Length / step)];
        var reach = Lobes / scale;
        for (var i = 0; i < result.Length; i++)
        {
            var centre = i * step;
            int from = Math.Max(0, (int)Math.Ceiling(centre - reach)), to = Math.Min(sound.Samples.Length - 1, (int)(centre + reach));
            double sum = 0, weights = 0;
            for (var j = from; j <= to; j++)
            {
                var at = Math.Min(Lobes, Math.Abs(j - centre) * scale) * Table;
                var index = Math.Min((int)at, Lobes * Table - 1);
                var weight = s_kernel[index] + (at - index) * (s_kernel[index + 1] - s_kernel[index]);
                sum += weight * sound.Samples[j];
                weights += weight;
            }

            result[i] = (float)(weights > 0.2 * reach / Lobes ? sum / weights : 0);
        }

        return result;
    }

    // Lanczos: a sinc under the middle lobe of a wider one
    private static double Kernel(double x)
    {
        static double Sinc(double t) => t == 0 ? 1 : Math.Sin(Math.PI * t) / (Math.PI * t);
        return x >= Lobes ? 0 : Sinc(x) * Sinc(x / Lobes);
    }
}
