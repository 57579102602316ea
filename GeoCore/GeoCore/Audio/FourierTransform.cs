namespace GeoCore.Audio;

/// <summary>The discrete Fourier transform of a length that is a power of two, in place. Immutable; safe for threads.</summary>
/// <remarks>Cooley and Tukey, Mathematics of Computation 19 (1965), with the roots from a table.</remarks>
public sealed class FourierTransform
{
    private readonly double[] _cosines, _sines;

    /// <summary>Makes the table.</summary>
    /// <param name="length">A power of two, at least 2.</param>
    /// <exception cref="ArgumentException">It is none.</exception>
    public FourierTransform(int length)
    {
        if (length < 2 || !System.Numerics.BitOperations.IsPow2(length))
            throw new ArgumentException($"a length of {length} is no power of two", nameof(length));
        Length = length;
        _cosines = [.. Enumerable.Range(0, length / 2).Select(i => Math.Cos(2 * Math.PI * i / length))];
        _sines = [.. Enumerable.Range(0, length / 2).Select(i => -Math.Sin(2 * Math.PI * i / length))];
    }

    /// <summary>Numbers of a transform.</summary>
    public int Length { get; }

    /// <summary>Transforms: Σ x e^(−2πi jk/n).</summary>
    /// <param name="real">Real parts, <see cref="Length"/> of them.</param>
    /// <param name="imaginary">Imaginary parts.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public void Forward(Span<double> real, Span<double> imaginary)
    {
        if (real.Length != Length || imaginary.Length != Length)
            throw new ArgumentException($"a transform of {Length} takes no {real.Length} and {imaginary.Length} numbers", nameof(real));
        for (int i = 1, j = 0; i < Length; i++)
        {
            var bit = Length >> 1;
            for (; (j & bit) != 0; bit >>= 1)
            {
                j ^= bit;
            }

            j ^= bit;
            if (i < j)
            {
                (real[i], real[j]) = (real[j], real[i]);
                (imaginary[i], imaginary[j]) = (imaginary[j], imaginary[i]);
            }
        }

        for (var half = 1; half < Length; half <<= 1)
        {
            var stride = Length / (2 * half);
            for (var start = 0; start < Length; start += 2 * half)
            {
                for (var k = 0; k < half; k++)
                {
                    int low = start + k, high = low + half;
                    double cosine = _cosines[k * stride], sine = _sines[k * stride];
                    var r = real[high] * cosine - imaginary[high] * sine;
                    var i = real[high] * sine + imaginary[high] * cosine;
                    (real[high], imaginary[high]) = (real[low] - r, imaginary[low] - i);
                    (real[low], imaginary[low]) = (real[low] + r, imaginary[low] + i);
                }
            }
        }
    }

    /// <summary>Undoes <see cref="Forward"/>.</summary>
    /// <param name="real">Real parts, <see cref="Length"/> of them.</param>
    /// <param name="imaginary">Imaginary parts.</param>
    public void Inverse(Span<double> real, Span<double> imaginary)
    {
        Forward(imaginary, real); // parts swapped: the conjugate's transform
        for (var i = 0; i < Length; i++)
        {
            real[i] /= Length;
            imaginary[i] /= Length;
        }
    }
}
