namespace GeoCore.Audio;

/// <summary>Linear frequency cepstra with their first and second slopes over time, and their means and standard deviations over a clip. Immutable; safe for threads.</summary>
/// <remarks>
/// Frames of 20 ms every 10 ms under a Hamming window; 20 triangles spaced evenly in hertz; ln(E + 10⁻¹⁰); an orthonormal cosine transform of which all 20 stay;
/// slopes by regression over five frames, edges repeated. At 8 kHz the triangles reach from 300 to 3 400 Hz, the band of a telephone.
/// </remarks>
public sealed class LinearCepstra
{
    /// <summary>Name and version, part of every cache and card that holds numbers of it.</summary>
    public const string Version = "lfcc-8khz-1";

    /// <summary>Samples a second.</summary>
    public const int Rate = 8000;

    /// <summary>Numbers of a frame.</summary>
    public const int FrameWidth = 3 * Filters;

    /// <summary>Numbers of a clip.</summary>
    public const int ClipWidth = 2 * FrameWidth;

    /// <summary>Samples of a frame.</summary>
    public const int FrameLength = 160;

    private const int Hop = 80, TransformLength = 256, Filters = 20;
    private const double LowestHertz = 300, HighestHertz = 3400, Floor = 1e-10;
    private readonly FourierTransform _transform = new(TransformLength);
    private readonly double[] _window = [.. Enumerable.Range(0, FrameLength).Select(i => 0.54 - 0.46 * Math.Cos(2 * Math.PI * i / (FrameLength - 1)))];
    private readonly double[][] _filters = [.. Enumerable.Range(0, Filters).Select(Triangle)];
    private readonly double[,] _cosines = new double[Filters, Filters];

    /// <summary>Makes windows, triangles and cosines.</summary>
    public LinearCepstra()
    {
        for (var k = 0; k < Filters; k++)
        {
            for (var i = 0; i < Filters; i++)
            {
                _cosines[k, i] = Math.Sqrt((k == 0 ? 1.0 : 2.0) / Filters) * Math.Cos(Math.PI * k * (i + 0.5) / Filters);
            }
        }
    }

    /// <summary>Hertz at the top of a triangle.</summary>
    /// <param name="filter">0 to 19.</param>
    public static double CentreOf(int filter) => LowestHertz + (filter + 1) * (HighestHertz - LowestHertz) / (Filters + 1);

    /// <summary>Energies of a frame under the triangles.</summary>
    /// <param name="samples"><see cref="FrameLength"/> of them.</param>
    public double[] Energies(ReadOnlySpan<float> samples)
    {
        Span<double> real = stackalloc double[TransformLength], imaginary = stackalloc double[TransformLength];
        real.Clear();
        imaginary.Clear();
        for (var i = 0; i < FrameLength; i++)
        {
            real[i] = samples[i] * _window[i];
        }

        _transform.Forward(real, imaginary);
        var energies = new double[Filters];
        for (var filter = 0; filter < Filters; filter++)
        {
            for (var bin = 0; bin <= TransformLength / 2; bin++)
            {
                energies[filter] += _filters[filter][bin] * (real[bin] * real[bin] + imaginary[bin] * imaginary[bin]);
            }
        }

        return energies;
    }

    /// <summary>Cepstra with slopes, frame by frame.</summary>
    /// <param name="samples">At 8 kHz, at least a frame.</param>
    /// <returns>[frames × 60].</returns>
    /// <exception cref="AudioException">There is less than a frame.</exception>
    public float[] Frames(ReadOnlySpan<float> samples)
    {
        if (samples.Length < FrameLength)
            throw new AudioException($"{samples.Length} samples are no frame of {FrameLength}");
        var count = 1 + (samples.Length - FrameLength) / Hop;
        var cepstra = new double[count][];
        for (var frame = 0; frame < count; frame++)
        {
            cepstra[frame] = Cosines(Energies(samples.Slice(frame * Hop, FrameLength)));
        }

        var slopes = Slopes(cepstra);
        var bends = Slopes(slopes);
        var frames = new float[count * FrameWidth];
        for (var frame = 0; frame < count; frame++)
        {
            for (var i = 0; i < Filters; i++)
            {
                frames[frame * FrameWidth + i] = (float)cepstra[frame][i];
                frames[frame * FrameWidth + Filters + i] = (float)slopes[frame][i];
                frames[frame * FrameWidth + 2 * Filters + i] = (float)bends[frame][i];
            }
        }

        return frames;
    }

    /// <summary>Mean and standard deviation of every number over the frames of a clip.</summary>
    /// <param name="samples">At 8 kHz, at least a frame.</param>
    /// <returns>60 means, then 60 deviations.</returns>
    /// <exception cref="AudioException">There is less than a frame.</exception>
    public float[] Clip(ReadOnlySpan<float> samples)
    {
        var frames = Frames(samples);
        var count = frames.Length / FrameWidth;
        var clip = new float[ClipWidth];
        for (var i = 0; i < FrameWidth; i++)
        {
            double sum = 0, squares = 0;
            for (var frame = 0; frame < count; frame++)
            {
                sum += frames[frame * FrameWidth + i];
            }

            var mean = sum / count;
            for (var frame = 0; frame < count; frame++)
            {
                var off = frames[frame * FrameWidth + i] - mean;
                squares += off * off;
            }

            clip[i] = (float)mean;
            clip[FrameWidth + i] = (float)Math.Sqrt(squares / count);
        }

        return clip;
    }

    private static double[] Triangle(int filter)
    {
        var step = (HighestHertz - LowestHertz) / (Filters + 1);
        return [.. Enumerable.Range(0, TransformLength / 2 + 1).Select(bin => Math.Max(0, 1 - Math.Abs((double)bin * Rate / TransformLength - CentreOf(filter)) / step))];
    }

    private double[] Cosines(double[] energies)
    {
        var cepstra = new double[Filters];
        for (var i = 0; i < Filters; i++)
        {
            var logarithm = Math.Log(energies[i] + Floor);
            for (var k = 0; k < Filters; k++)
            {
                cepstra[k] += _cosines[k, i] * logarithm;
            }
        }

        return cepstra;
    }

    private static double[][] Slopes(double[][] rows)
    {
        double[] At(int frame) => rows[Math.Clamp(frame, 0, rows.Length - 1)];
        return [.. rows.Select((row, frame) => row.Select((_, i) =>
            (At(frame + 1)[i] - At(frame - 1)[i] + 2 * (At(frame + 2)[i] - At(frame - 2)[i])) / 10).ToArray())];
    }
}
