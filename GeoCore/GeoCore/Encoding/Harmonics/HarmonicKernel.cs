using System.Runtime.CompilerServices;

namespace GeoCore.Encoding.Harmonics;

/// <summary>Harmonics of a block of 16 places, order after order, lanes being places; two vectors of doubles advance together.</summary>
/// <typeparam name="TDouble">A vector of doubles.</typeparam>
/// <typeparam name="TFloat">The vector of floats of the same width.</typeparam>
/// <typeparam name="TLanes">Their operations.</typeparam>
/// <remarks>The recursion and its scaling are those of <see cref="BalancedRecursion"/>: two multiply-adds and an addition a step and vector.</remarks>
internal static unsafe class HarmonicKernel<TDouble, TFloat, TLanes>
    where TDouble : struct
    where TFloat : struct
    where TLanes : struct, ILanes<TDouble, TFloat>
{
    private const int Width = PlaceBlock.Lanes;

    /// <summary>Features, rounded once where they are floats.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="recursion">Coefficients; L at most <see cref="BalancedRecursion.PlainDegrees"/>.</param>
    /// <param name="places">A block of <see cref="PlaceBlock"/>.</param>
    /// <param name="block">Receives L² rows of 16 lanes.</param>
    public static void Features<T>(BalancedRecursion recursion, double* places, T* block)
        where T : unmanaged
    {
        var degrees = recursion.Degrees;
        fixed (double* excess = recursion.Excess, scale = recursion.Scale)
        {
            for (var lane = 0; lane < Width; lane += 2 * TLanes.Count)
            {
                var pair = new LanePair<TDouble, TFloat, TLanes>(places + lane);
                Zonal(pair, degrees, excess, scale, block + lane);
                TDouble seed0 = pair.R0, seed1 = pair.R1, cos0 = pair.Cos0, cos1 = pair.Cos1, sin0 = pair.Sin0, sin1 = pair.Sin1;
                for (var m = 1; m < degrees; m++)
                {
                    var offset = recursion.Offset(m);
                    Tesseral(pair, m, degrees, excess + offset, scale + offset, seed0, seed1, cos0, cos1, sin0, sin1, block + lane);
                    seed0 = TLanes.Multiply(seed0, pair.R0);
                    seed1 = TLanes.Multiply(seed1, pair.R1);
                    Rotate(ref cos0, ref sin0, pair.Cos0, pair.Sin0);
                    Rotate(ref cos1, ref sin1, pair.Cos1, pair.Sin1);
                }
            }
        }
    }

    /// <summary>Scaled Legendre functions, without the longitude.</summary>
    /// <param name="recursion">Coefficients; L at most <see cref="BalancedRecursion.PlainDegrees"/>.</param>
    /// <param name="places">A block of <see cref="PlaceBlock"/>; longitudes are not looked at.</param>
    /// <param name="block">Receives L(L+1)/2 rows of 16 lanes, in the order of <see cref="BalancedRecursion.Excess"/>.</param>
    public static void Legendre(BalancedRecursion recursion, double* places, double* block)
    {
        var degrees = recursion.Degrees;
        fixed (double* excess = recursion.Excess, scale = recursion.Scale)
        {
            for (var lane = 0; lane < Width; lane += 2 * TLanes.Count)
            {
                var pair = new LanePair<TDouble, TFloat, TLanes>(places + lane);
                TDouble seed0 = TLanes.Broadcast(1.0), seed1 = seed0;
                for (var m = 0; m < degrees; m++)
                {
                    var offset = recursion.Offset(m);
                    Column(pair, degrees - m, excess + offset, scale + offset, seed0, seed1, block + (offset * Width) + lane);
                    seed0 = TLanes.Multiply(seed0, pair.R0);
                    seed1 = TLanes.Multiply(seed1, pair.R1);
                }
            }
        }
    }

    /// <summary>Order 0.</summary>
    internal static void Zonal<T>(in LanePair<TDouble, TFloat, TLanes> pair, int count, double* excess, double* scale, T* row)
        where T : unmanaged
    {
        TDouble p0 = TLanes.Broadcast(1.0), p1 = p0, d0 = p0, d1 = p0, sign0 = p0, sign1 = p0;
        for (var l = 0; ; l++)
        {
            var factor = TLanes.Broadcast(scale[l]);
            Put(row, TLanes.Multiply(p0, TLanes.Multiply(sign0, factor)), TLanes.Multiply(p1, TLanes.Multiply(sign1, factor)));
            if (l == count - 1)
            {
                return;
            }

            row += Width * 2 * (l + 1);
            sign0 = TLanes.Multiply(sign0, pair.Hemisphere0);
            sign1 = TLanes.Multiply(sign1, pair.Hemisphere1);
            Step(pair, excess[l], ref p0, ref d0, ref p1, ref d1);
        }
    }

    private static void Tesseral<T>(
        in LanePair<TDouble, TFloat, TLanes> pair, int m, int degrees, double* excess, double* scale, TDouble seed0, TDouble seed1,
        TDouble cos0, TDouble cos1, TDouble sin0, TDouble sin1, T* block)
        where T : unmanaged
    {
        TDouble p0 = seed0, p1 = seed1, d0 = seed0, d1 = seed1;
        for (var l = m; ; l++)
        {
            var factor = TLanes.Broadcast(scale[l - m]);
            TDouble value0 = TLanes.Multiply(p0, factor), value1 = TLanes.Multiply(p1, factor);
            Put(block + (((l * l) + l + m) * Width), TLanes.Multiply(value0, cos0), TLanes.Multiply(value1, cos1));
            Put(block + (((l * l) + l - m) * Width), TLanes.Multiply(value0, sin0), TLanes.Multiply(value1, sin1));
            if (l == degrees - 1)
            {
                return;
            }

            cos0 = TLanes.Multiply(cos0, pair.Hemisphere0);
            cos1 = TLanes.Multiply(cos1, pair.Hemisphere1);
            sin0 = TLanes.Multiply(sin0, pair.Hemisphere0);
            sin1 = TLanes.Multiply(sin1, pair.Hemisphere1);
            Step(pair, excess[l - m], ref p0, ref d0, ref p1, ref d1);
        }
    }

    private static void Column(
        in LanePair<TDouble, TFloat, TLanes> pair, int count, double* excess, double* scale, TDouble seed0, TDouble seed1, double* row)
    {
        TDouble p0 = seed0, p1 = seed1, d0 = seed0, d1 = seed1, sign0 = TLanes.Broadcast(1.0), sign1 = sign0;
        for (var n = 0; ; n++, row += Width)
        {
            var factor = TLanes.Broadcast(scale[n]);
            TLanes.Store(row, TLanes.Multiply(p0, TLanes.Multiply(sign0, factor)));
            TLanes.Store(row + TLanes.Count, TLanes.Multiply(p1, TLanes.Multiply(sign1, factor)));
            if (n == count - 1)
            {
                return;
            }

            sign0 = TLanes.Multiply(sign0, pair.Hemisphere0);
            sign1 = TLanes.Multiply(sign1, pair.Hemisphere1);
            Step(pair, excess[n], ref p0, ref d0, ref p1, ref d1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<T>(T* at, TDouble low, TDouble high)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            TLanes.Store((float*)at, TLanes.Narrow(low, high));
        }
        else
        {
            TLanes.Store((double*)at, low);
            TLanes.Store((double*)at + TLanes.Count, high);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Step(in LanePair<TDouble, TFloat, TLanes> pair, double excess, ref TDouble p0, ref TDouble d0, ref TDouble p1, ref TDouble d1)
    {
        var step = TLanes.Broadcast(excess);
        d0 = TLanes.MultiplyAdd(TLanes.MultiplyAdd(step, pair.Z0, pair.Fall0), p0, d0);
        d1 = TLanes.MultiplyAdd(TLanes.MultiplyAdd(step, pair.Z1, pair.Fall1), p1, d1);
        p0 = TLanes.Add(p0, d0);
        p1 = TLanes.Add(p1, d1);
    }

    /// <summary>(cos, sin) of mλ becomes that of (m+1)λ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Rotate(ref TDouble cos, ref TDouble sin, TDouble cosLambda, TDouble sinLambda)
    {
        var minus = TLanes.Multiply(sin, TLanes.Multiply(sinLambda, TLanes.Broadcast(-1.0)));
        var next = TLanes.MultiplyAdd(cos, cosLambda, minus);
        sin = TLanes.MultiplyAdd(sin, cosLambda, TLanes.Multiply(cos, sinLambda));
        cos = next;
    }
}
