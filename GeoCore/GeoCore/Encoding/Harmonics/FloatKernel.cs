using System.Runtime.CompilerServices;

namespace GeoCore.Encoding.Harmonics;

/// <summary>Single-precision features of a block of 16 places: order after order, lanes being places, two vectors of doubles side by side.</summary>
/// <typeparam name="TDouble">A vector of doubles.</typeparam>
/// <typeparam name="TFloat">The vector of floats of the same width.</typeparam>
/// <typeparam name="TLanes">Their operations.</typeparam>
/// <remarks>Order 0, whose values are largest, runs wholly in double; the others as <see cref="StridedRecursion"/> says.</remarks>
internal static unsafe class FloatKernel<TDouble, TFloat, TLanes>
    where TDouble : struct
    where TFloat : struct
    where TLanes : struct, ILanes<TDouble, TFloat>
{
    private const int Width = PlaceBlock.Lanes;

    /// <summary>Writes the features.</summary>
    /// <param name="recursion">Coefficients; L at most <see cref="BalancedRecursion.PlainDegrees"/>.</param>
    /// <param name="strides">Those of two degrees at a time.</param>
    /// <param name="places">A block of <see cref="PlaceBlock"/>.</param>
    /// <param name="block">Receives L² rows of 16 lanes.</param>
    public static void Features(BalancedRecursion recursion, StridedRecursion strides, double* places, float* block)
    {
        var degrees = recursion.Degrees;
        fixed (double* excess = recursion.Excess, zonalScale = recursion.Scale, squares = strides.Squares)
        fixed (float* factors = strides.Factors)
        {
            for (var lane = 0; lane < Width; lane += 2 * TLanes.Count)
            {
                var pair = new LanePair<TDouble, TFloat, TLanes>(places + lane);
                HarmonicKernel<TDouble, TFloat, TLanes>.Zonal(pair, degrees, excess, zonalScale, block + lane);
                TDouble seed0 = pair.R0, seed1 = pair.R1, cos0 = pair.Cos0, cos1 = pair.Cos1, sin0 = pair.Sin0, sin1 = pair.Sin1;
                for (var m = 1; m < degrees; m++)
                {
                    var offset = recursion.Offset(m);
                    Tesseral(
                        pair, m, degrees, squares + offset, factors + (2 * offset), seed0, seed1,
                        TLanes.Narrow(cos0, cos1), TLanes.Narrow(sin0, sin1), block + lane);
                    seed0 = TLanes.Multiply(seed0, pair.R0);
                    seed1 = TLanes.Multiply(seed1, pair.R1);
                    HarmonicKernel<TDouble, TFloat, TLanes>.Rotate(ref cos0, ref sin0, pair.Cos0, pair.Sin0);
                    HarmonicKernel<TDouble, TFloat, TLanes>.Rotate(ref cos1, ref sin1, pair.Cos1, pair.Sin1);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tesseral(
        in LanePair<TDouble, TFloat, TLanes> pair, int m, int degrees, double* squares, float* factors,
        TDouble seed0, TDouble seed1, TFloat cos, TFloat sin, float* block)
    {
        TDouble p0 = seed0, p1 = seed1, q0 = TLanes.Broadcast(0.0), q1 = q0;
        TDouble square0 = TLanes.Multiply(pair.Z0, pair.Z0), square1 = TLanes.Multiply(pair.Z1, pair.Z1);
        TFloat z = TLanes.Narrow(pair.Z0, pair.Z1), sum = TLanes.Broadcast(0f);
        var hemisphere = TLanes.Narrow(pair.Hemisphere0, pair.Hemisphere1);
        TFloat oddCos = TLanes.Multiply(cos, hemisphere), oddSin = TLanes.Multiply(sin, hemisphere);
        float* up = block + (((m * m) + (2 * m)) * Width), down = block + (m * m * Width);
        nint stride = 2 * (m + 1) * Width;
        for (var left = degrees - m; ; left -= 2, squares += 2, factors += 4)
        {
            var even = TLanes.Narrow(p0, p1);
            var value = TLanes.Multiply(even, TLanes.Broadcast(factors[0]));
            TLanes.Store(up, TLanes.Multiply(value, cos));
            TLanes.Store(down, TLanes.Multiply(value, sin));
            if (left == 1)
            {
                return;
            }

            up += stride;
            down += stride;
            stride += 2 * Width;
            sum = TLanes.MultiplyAdd(z, TLanes.Multiply(even, TLanes.Broadcast(factors[1])), sum);
            value = TLanes.Multiply(sum, TLanes.Broadcast(factors[2]));
            TLanes.Store(up, TLanes.Multiply(value, oddCos));
            TLanes.Store(down, TLanes.Multiply(value, oddSin));
            if (left == 2)
            {
                return;
            }

            up += stride;
            down += stride;
            stride += 2 * Width;
            TDouble first = TLanes.Broadcast(squares[0]), constant = TLanes.Broadcast(squares[1]);
            var next0 = TLanes.MultiplyAdd(TLanes.MultiplyAdd(first, square0, constant), p0, q0);
            var next1 = TLanes.MultiplyAdd(TLanes.MultiplyAdd(first, square1, constant), p1, q1);
            (q0, q1, p0, p1) = (p0, p1, next0, next1);
        }
    }
}
