using System.Runtime.InteropServices;
using GeoCore.Encoding.Positional;
using Learners.Torch.Fused;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Learners.LocationEncoding.Features;

/// <summary>A positional encoding of places as a tensor, written straight into its memory.</summary>
/// <remarks>
/// float32 features are rounded once from double: a published model repeats from its seed, and the faster single-precision harmonics of
/// the tile server may go on being improved.
/// </remarks>
/// <param name="encoding">What stands between coordinates and the network.</param>
public sealed class PlaceFeatures(IPositionalEncoding encoding)
{
    // a batch of doubles this small stays in the processor's cache until it is rounded
    private const int RowsAtOnce = 16;
    private const int RowsOfAPiece = 256;

    /// <summary>Features of a place.</summary>
    public int Count => encoding.Dimension;

    /// <summary>Features of many places on the CPU, owned by the caller's scope.</summary>
    /// <param name="longitudes">Degrees.</param>
    /// <param name="latitudes">Degrees, as many.</param>
    /// <param name="type">float32 or float64.</param>
    /// <returns>[places, <see cref="Count"/>] in the order of the encoding.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Another type, or a coordinate that is not a place.</exception>
    public Tensor Of(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, ScalarType type = ScalarType.Float32)
    {
        if (type is not (ScalarType.Float32 or ScalarType.Float64))
        {
            throw new ArgumentOutOfRangeException(nameof(type), type, "Features are float32 or float64.");
        }

        // every place has features of its own, so threads change no bit
        var features = empty([longitudes.Length, Count], type);
        double[] east = longitudes.ToArray(), north = latitudes.ToArray();
        new Team(get_num_threads()).Share((longitudes.Length + RowsOfAPiece - 1) / RowsOfAPiece, (_, piece) =>
        {
            var (start, count) = (piece * RowsOfAPiece, Math.Min(RowsOfAPiece, east.Length - (piece * RowsOfAPiece)));
            if (type == ScalarType.Float64)
            {
                var target = MemoryMarshal.Cast<byte, double>(features.bytes).Slice(start * Count, count * Count);
                encoding.Encode(east.AsSpan(start, count), north.AsSpan(start, count), target);
            }
            else
            {
                var target = MemoryMarshal.Cast<byte, float>(features.bytes).Slice(start * Count, count * Count);
                Round(east.AsSpan(start, count), north.AsSpan(start, count), target);
            }
        });

        return features;
    }

    private void Round(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<float> features)
    {
        var rows = new double[RowsAtOnce * Count];
        for (var start = 0; start < longitudes.Length; start += RowsAtOnce)
        {
            var count = Math.Min(RowsAtOnce, longitudes.Length - start);
            encoding.Encode(longitudes.Slice(start, count), latitudes.Slice(start, count), rows.AsSpan(0, count * Count));
            TensorPrimitives.ConvertTruncating<double, float>(rows.AsSpan(0, count * Count), features.Slice(start * Count, count * Count));
        }
    }
}
