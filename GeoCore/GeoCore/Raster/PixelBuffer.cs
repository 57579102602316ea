using System.Numerics;

namespace GeoCore.Raster;

/// <summary>Pixel values of one window, one plane per band, rows from north to south. NaN means nodata in every plane.</summary>
/// <typeparam name="T"><see cref="float"/>, which holds every integer to 2²⁴; <see cref="double"/> where a layer needs more.</typeparam>
public sealed class PixelBuffer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _values;

    /// <summary>Creates a buffer of zeros.</summary>
    /// <param name="bandCount">Number of planes, at least 1.</param>
    /// <param name="width">Pixels from west to east.</param>
    /// <param name="height">Pixels from north to south.</param>
    public PixelBuffer(int bandCount, int width, int height)
    {
        BandCount = bandCount;
        Width = width;
        Height = height;
        _values = new T[checked(bandCount * width * height)];
    }

    /// <summary>Number of planes.</summary>
    public int BandCount { get; }

    /// <summary>Pixels from west to east.</summary>
    public int Width { get; }

    /// <summary>Pixels from north to south.</summary>
    public int Height { get; }

    /// <summary>The plane of a band, row by row.</summary>
    /// <param name="index">0 to <see cref="BandCount"/> − 1.</param>
    public Span<T> Band(int index) => _values.AsSpan(index * Width * Height, Width * Height);

    /// <summary>All planes, one behind the other.</summary>
    public Span<T> Values => _values;
}
