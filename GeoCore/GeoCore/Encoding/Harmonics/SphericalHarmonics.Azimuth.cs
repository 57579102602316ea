using System.Buffers;
using System.Numerics.Tensors;

namespace GeoCore.Encoding.Harmonics;

/// <summary>The longitude's part of the tables for grids.</summary>
public sealed partial class SphericalHarmonics
{
    /// <summary>Cosines and sines of mλ.</summary>
    /// <param name="longitudes">Of the columns, degrees, finite.</param>
    /// <param name="cos">Receives [L, columns]: cos mλ of column j at m · columns + j.</param>
    /// <param name="sin">Receives [L, columns]: sin mλ; the row m = 0 is zero.</param>
    /// <exception cref="ArgumentException">A table is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A longitude is not finite.</exception>
    /// <remarks>Rotated in double: the absolute error grows with m and stays below 1e-13 at m = 1000.</remarks>
    public void FillAzimuth(ReadOnlySpan<double> longitudes, Span<double> cos, Span<double> sin)
    {
        var columns = longitudes.Length;
        Require(cos.Length, (long)Degrees * columns, nameof(cos));
        Require(sin.Length, (long)Degrees * columns, nameof(sin));
        var first = ArrayPool<double>.Shared.Rent(2 * columns);
        Span<double> cosLambda = first.AsSpan(0, columns), sinLambda = first.AsSpan(columns, columns);
        Directions(longitudes, cosLambda, sinLambda);
        cos[..columns].Fill(1);
        sin[..columns].Clear();
        for (var m = 1; m < Degrees; m++)
        {
            var (previous, current) = ((m - 1) * columns, m * columns);
            Rotate(cos.Slice(previous, columns), sin.Slice(previous, columns), cosLambda, sinLambda, cos.Slice(current, columns), sin.Slice(current, columns));
        }

        ArrayPool<double>.Shared.Return(first);
    }

    /// <summary>Cosines and sines of mλ, rotated in double and rounded to single precision.</summary>
    /// <param name="longitudes">Of the columns, degrees, finite.</param>
    /// <param name="cos">Receives [L, columns]: cos mλ of column j at m · columns + j.</param>
    /// <param name="sin">Receives [L, columns]: sin mλ; the row m = 0 is zero.</param>
    /// <exception cref="ArgumentException">A table is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A longitude is not finite.</exception>
    public void FillAzimuth(ReadOnlySpan<double> longitudes, Span<float> cos, Span<float> sin)
    {
        var length = Degrees * longitudes.Length;
        Require(cos.Length, length, nameof(cos));
        Require(sin.Length, length, nameof(sin));
        var exact = ArrayPool<double>.Shared.Rent(2 * length);
        FillAzimuth(longitudes, exact.AsSpan(0, length), exact.AsSpan(length, length));
        TensorPrimitives.ConvertTruncating<double, float>(exact.AsSpan(0, length), cos);
        TensorPrimitives.ConvertTruncating<double, float>(exact.AsSpan(length, length), sin);
        ArrayPool<double>.Shared.Return(exact);
    }

    private static void Directions(ReadOnlySpan<double> longitudes, Span<double> cos, Span<double> sin)
    {
        for (var j = 0; j < longitudes.Length; j++)
        {
            var point = SpherePoint.FromDegrees(longitudes[j], 0);
            (cos[j], sin[j]) = (point.Cos, point.Sin);
        }
    }

    private static void Rotate(
        ReadOnlySpan<double> cos, ReadOnlySpan<double> sin, ReadOnlySpan<double> cosLambda, ReadOnlySpan<double> sinLambda, Span<double> nextCos, Span<double> nextSin)
    {
        TensorPrimitives.Multiply(sin, sinLambda, nextCos);
        TensorPrimitives.Negate(nextCos, nextCos);
        TensorPrimitives.MultiplyAddEstimate(cos, cosLambda, nextCos, nextCos);
        TensorPrimitives.Multiply(cos, sinLambda, nextSin);
        TensorPrimitives.MultiplyAddEstimate(sin, cosLambda, nextSin, nextSin);
    }
}
