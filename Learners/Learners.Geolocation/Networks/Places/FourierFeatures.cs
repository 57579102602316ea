using GeoCore.Encoding.Positional;
using GeoCore.Geolocation.Sources.Retrieval;

namespace Learners.Geolocation.Networks.Places;

/// <summary>Random Fourier features of several ranges of frequencies, one after the other. Immutable.</summary>
internal sealed class FourierFeatures : IPositionalEncoding
{
    private readonly EqualEarthFeatures[] _parts;

    /// <summary>Draws frequencies.</summary>
    /// <param name="networks">Ranges: the k-th has the standard deviation 16ᵏ, as GeoCLIP's 1, 16 and 256.</param>
    /// <param name="frequencies">Of each range.</param>
    /// <param name="seed">Of the draw.</param>
    internal FourierFeatures(int networks, int frequencies, long seed)
    {
        var random = new Random(unchecked((int)(seed * 7919) ^ 0x46d1));
        Matrices = [.. Enumerable.Range(0, networks).Select(k => Draw(random, frequencies, Math.Pow(16, k)))];
        _parts = [.. Matrices.Select(matrix => new EqualEarthFeatures(matrix))];
    }

    /// <inheritdoc/>
    public string Name => _parts[0].Name;

    /// <inheritdoc/>
    public int Dimension => _parts.Sum(part => part.Dimension);

    /// <summary>The frequencies of each range, [frequencies, 2].</summary>
    internal IReadOnlyList<double[]> Matrices { get; }

    /// <summary>Features of one range.</summary>
    internal int PartDimension => _parts[0].Dimension;

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<double> features)
    {
        for (var place = 0; place < longitudes.Length; place++)
        {
            for (var part = 0; part < _parts.Length; part++)
            {
                _parts[part].Encode(longitudes.Slice(place, 1), latitudes.Slice(place, 1), features.Slice(place * Dimension + part * PartDimension, PartDimension));
            }
        }
    }

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<float> features)
    {
        var row = new double[Dimension];
        for (var place = 0; place < longitudes.Length; place++)
        {
            Encode(longitudes.Slice(place, 1), latitudes.Slice(place, 1), row);
            System.Numerics.Tensors.TensorPrimitives.ConvertTruncating<double, float>(row, features.Slice(place * Dimension, Dimension));
        }
    }

    // exact in single precision, as an artifact keeps them: phases of hundreds of turns forgive no rounding
    private static double[] Draw(Random random, int frequencies, double deviation)
    {
        var matrix = new double[2 * frequencies];
        for (var i = 0; i < matrix.Length; i++)
        {
            matrix[i] = (float)(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return matrix;
    }
}
