using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Learners.LocationEncoding.Features;

/// <summary>Real orthonormal spherical harmonics of places as a tensor, written straight into its memory.</summary>
/// <param name="degrees">L; the features of a place number L².</param>
public sealed class HarmonicFeatures(int degrees)
{
    /// <summary>Features of a place, L².</summary>
    public int Count => degrees * degrees;

    /// <summary>Features of many places on the CPU, owned by the caller's scope.</summary>
    /// <param name="longitudes">Degrees.</param>
    /// <param name="latitudes">Degrees, as many.</param>
    /// <param name="type">float32 or float64.</param>
    /// <returns>[places, L²]; (ℓ, m) stands at ℓ² + ℓ + m.</returns>
    public Tensor Of(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, ScalarType type = ScalarType.Float32)
    {
        var features = empty([longitudes.Length, Count], type);
        var p = new double[degrees];
        for (var i = 0; i < longitudes.Length; i++)
        {
            var row = new double[Count];
            One(longitudes[i], latitudes[i], row);
            if (type == ScalarType.Float64)
            {
                row.CopyTo(MemoryMarshal.Cast<byte, double>(features.bytes).Slice(i * Count, Count));
            }
            else
            {
                System.Numerics.Tensors.TensorPrimitives.ConvertTruncating<double, float>(row, MemoryMarshal.Cast<byte, float>(features.bytes).Slice(i * Count, Count));
            }
        }

        return features;
    }

    private void One(double lon, double lat, Span<double> y)
    {
        double z = Math.Sin(lat * Math.PI / 180), r = Math.Cos(lat * Math.PI / 180), lam = lon * Math.PI / 180;
        var pmm = Math.Sqrt(1 / (4 * Math.PI));
        for (var m = 0; m < degrees; m++)
        {
            if (m > 0)
            {
                pmm *= r * Math.Sqrt((2.0 * m + 1) / (2.0 * m));
            }

            double p2 = 0, p1 = pmm;
            var (s, c) = Math.SinCos(m * lam);
            var scale = m == 0 ? 1 : Math.Sqrt(2);
            for (var l = m; l < degrees; l++)
            {
                double v;
                if (l == m)
                {
                    v = pmm;
                }
                else
                {
                    var a = Math.Sqrt((4.0 * l * l - 1) / ((double)l * l - m * m));
                    var b = l == m + 1 ? 0 : Math.Sqrt((((double)l - 1) * (l - 1) - m * m) / (4.0 * (l - 1) * (l - 1) - 1));
                    v = a * (z * p1 - b * p2);
                    p2 = p1;
                    p1 = v;
                }

                y[l * l + l + m] = scale * v * c;
                if (m > 0)
                {
                    y[l * l + l - m] = scale * v * s;
                }
            }
        }
    }
}
