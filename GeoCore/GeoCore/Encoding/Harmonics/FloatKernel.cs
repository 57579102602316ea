using System.Runtime.CompilerServices;

namespace GeoCore.Encoding.Harmonics;

/// <summary>Single-precision features of a block of 16 places: order after order, lanes being places, two vectors of doubles side by side.</summary>
/// <typeparam name="TDouble">A vector of doubles.</typeparam>
/// <typeparam name="TFloat">The vector of floats of the same width.</typeparam>
/// <typeparam name="TLanes">Their operations.</typeparam>
/// <remarks>Order 0, whose values are largest, runs wholly in double; the others as <see cref="AlternatingRecursion"/> says.</remarks>
internal static unsafe class FloatKernel<TDouble, TFloat, TLanes>
    where TDouble : struct
    where TFloat : struct
    where TLanes : struct, ILanes<TDouble, TFloat>
{
    private const int Width = PlaceBlock.Lanes;

    /// <summary>Writes the features.</summary>
    /// <param name="recursion">Coefficients; L at most <see cref="BalancedRecursion.PlainDegrees"/>.</param>
    /// <param name="alternating">Those with signs.</param>
    /// <param name="places">A block of <see cref="PlaceBlock"/>.</param>
    /// <param name="block">Receives L² rows of 16 lanes.</param>
    public static void Features(BalancedRecursion recursion, AlternatingRecursion alternating, double* places, float* block)
    {
        var degrees = recursion.Degrees;
        fixed (double* excess = recursion.Excess, zonalScale = recursion.Scale, signed = alternating.Excess)
        fixed (float* scale = alternating.Scale)
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
                        pair, m, degrees, signed + offset, scale + offset, seed0, seed1,
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
        in LanePair<TDouble, TFloat, TLanes> pair, int m, int degrees, double* excess, float* scale,
        TDouble seed0, TDouble seed1, TFloat cos, TFloat sin, float* block)
    {
        TDouble even0 = seed0, even1 = seed1, odd0 = TLanes.Broadcast(0.0), odd1 = odd0;
        TDouble twice0 = TLanes.Add(pair.Z0, pair.Z0), twice1 = TLanes.Add(pair.Z1, pair.Z1);
        TDouble minus0 = TLanes.Multiply(twice0, TLanes.Broadcast(-1.0)), minus1 = TLanes.Multiply(twice1, TLanes.Broadcast(-1.0));
        var hemisphere = TLanes.Narrow(pair.Hemisphere0, pair.Hemisphere1);
        TFloat oddCos = TLanes.Multiply(cos, hemisphere), oddSin = TLanes.Multiply(sin, hemisphere);
        float* up = block + (((m * m) + (2 * m)) * Width), down = block + (m * m * Width);
        nint stride = 2 * (m + 1) * Width;
        for (var left = degrees - m; ; left -= 2, excess += 2, scale += 2)
        {
            var value = TLanes.Multiply(TLanes.Narrow(even0, even1), TLanes.Broadcast(scale[0]));
            TLanes.Store(up, TLanes.Multiply(value, cos));
            TLanes.Store(down, TLanes.Multiply(value, sin));
            if (left == 1)
            {
                return;
            }

            var step = TLanes.Broadcast(excess[0]);
            odd0 = TLanes.MultiplyAdd(TLanes.MultiplyAdd(step, pair.Z0, twice0), even0, odd0);
            odd1 = TLanes.MultiplyAdd(TLanes.MultiplyAdd(step, pair.Z1, twice1), even1, odd1);
            up += stride;
            down += stride;
            stride += 2 * Width;
            value = TLanes.Multiply(TLanes.Narrow(odd0, odd1), TLanes.Broadcast(scale[1]));
            TLanes.Store(up, TLanes.Multiply(value, oddCos));
            TLanes.Store(down, TLanes.Multiply(value, oddSin));
            if (left == 2)
            {
                return;
            }

            step = TLanes.Broadcast(excess[1]);
            even0 = TLanes.MultiplyAdd(TLanes.MultiplyAdd(step, pair.Z0, minus0), odd0, even0);
            even1 = TLanes.MultiplyAdd(TLanes.MultiplyAdd(step, pair.Z1, minus1), odd1, even1);
            up += stride;
            down += stride;
            stride += 2 * Width;
        }
    }
}
