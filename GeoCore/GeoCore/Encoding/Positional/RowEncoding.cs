using System.Buffers;
using System.Numerics.Tensors;
using GeoCore.Encoding.Harmonics;

namespace GeoCore.Encoding.Positional;

/// <summary>An encoding that works out one place after the other in double precision.</summary>
/// <param name="wireName">Wire name.</param>
/// <param name="dimension">Features of a place.</param>
internal abstract class RowEncoding(string wireName, int dimension) : IPositionalEncoding
{
    /// <inheritdoc/>
    public string Name => wireName;

    /// <inheritdoc/>
    public int Dimension => dimension;

    /// <summary>Doubles of working space that a place needs.</summary>
    protected virtual int WorkingLength => 0;

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<double> features)
    {
        Check(longitudes, latitudes, features.Length, nameof(features));
        var working = ArrayPool<double>.Shared.Rent(WorkingLength);
        for (var i = 0; i < longitudes.Length; i++)
        {
            Row(longitudes[i], latitudes[i], features.Slice(i * Dimension, Dimension), working);
        }

        ArrayPool<double>.Shared.Return(working);
    }

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<float> features)
    {
        Check(longitudes, latitudes, features.Length, nameof(features));
        var working = ArrayPool<double>.Shared.Rent(WorkingLength + Dimension);
        var row = working.AsSpan(WorkingLength, Dimension);
        for (var i = 0; i < longitudes.Length; i++)
        {
            Row(longitudes[i], latitudes[i], row, working);
            TensorPrimitives.ConvertTruncating(row, features.Slice(i * Dimension, Dimension));
        }

        ArrayPool<double>.Shared.Return(working);
    }

    /// <summary>Features of one place.</summary>
    /// <param name="longitude">Degrees.</param>
    /// <param name="latitude">Degrees.</param>
    /// <param name="features">Receives <see cref="Dimension"/> values.</param>
    /// <param name="working">At least <see cref="WorkingLength"/> doubles.</param>
    protected abstract void Row(double longitude, double latitude, Span<double> features, Span<double> working);

    private void Check(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, int length, string name)
    {
        PlaceRange.Check(longitudes, latitudes);
        if (length < (long)longitudes.Length * Dimension)
        {
            throw new ArgumentException($"{(long)longitudes.Length * Dimension} values are needed, there is room for {length}.", name);
        }
    }
}
