namespace GeoCore.Encoding.Positional;

/// <summary>A fixed embedding of places, what stands between coordinates and a network. Implementations are immutable and safe to share between threads.</summary>
public interface IPositionalEncoding
{
    /// <summary>Wire name, as in artifact cards: <c>direct</c>, …, <c>sphericalharmonics</c>.</summary>
    string Name { get; }

    /// <summary>Features of a place.</summary>
    int Dimension { get; }

    /// <summary>Features of many places in single precision.</summary>
    /// <param name="longitudes">Degrees, finite.</param>
    /// <param name="latitudes">Degrees, −90 to 90, as many.</param>
    /// <param name="features">Receives [places, <see cref="Dimension"/>], row after row.</param>
    /// <exception cref="ArgumentException">The spans do not fit together.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate is not a place.</exception>
    void Encode(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<float> features);

    /// <summary>Features of many places in double precision.</summary>
    /// <param name="longitudes">Degrees, finite.</param>
    /// <param name="latitudes">Degrees, −90 to 90, as many.</param>
    /// <param name="features">Receives [places, <see cref="Dimension"/>], row after row.</param>
    /// <exception cref="ArgumentException">The spans do not fit together.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate is not a place.</exception>
    void Encode(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<double> features);
}
