using System.Runtime.InteropServices;
using GeoCore.Encoding.Harmonics;
using static TorchSharp.torch;

namespace Learners.LocationEncoding.Features;

/// <summary>Real orthonormal spherical harmonics of places as a tensor, written straight into its memory.</summary>
/// <param name="degrees">L; the features of a place number L².</param>
public sealed class HarmonicFeatures(int degrees)
{
    private readonly SphericalHarmonics _harmonics = new(degrees);

    /// <summary>Features of a place, L².</summary>
    public int Count => _harmonics.Dimension;

    /// <summary>Features of many places on the CPU, owned by the caller's scope.</summary>
    /// <param name="longitudes">Degrees.</param>
    /// <param name="latitudes">Degrees, as many.</param>
    /// <param name="type">float32 or float64.</param>
    /// <returns>[places, L²]; (ℓ, m) stands at ℓ² + ℓ + m.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Another type, or a coordinate that is not a place.</exception>
    public Tensor Of(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, ScalarType type = ScalarType.Float32)
    {
        if (type is not (ScalarType.Float32 or ScalarType.Float64))
        {
            throw new ArgumentOutOfRangeException(nameof(type), type, "Features are float32 or float64.");
        }

        var features = empty([longitudes.Length, Count], type);
        if (type == ScalarType.Float64)
        {
            _harmonics.Encode(longitudes, latitudes, MemoryMarshal.Cast<byte, double>(features.bytes));
        }
        else
        {
            _harmonics.Encode(longitudes, latitudes, MemoryMarshal.Cast<byte, float>(features.bytes));
        }

        return features;
    }
}
