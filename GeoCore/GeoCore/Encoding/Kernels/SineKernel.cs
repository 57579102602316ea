using System.Runtime.CompilerServices;

namespace GeoCore.Encoding.Kernels;

/// <summary>Sine and cosine in single precision. Absolute errors over 5·10⁷ random x of all sizes: for |x| up to 10⁵ where the processor fuses
/// multiply and add, at most 1.4e-7 for the sine and 1.5e-7 for the cosine; for |x| up to 8192 where it does not, 1.3e-7 and 2e-7.</summary>
/// <typeparam name="T">A vector of floats, or a float.</typeparam>
/// <typeparam name="TLanes">Its operations.</typeparam>
/// <remarks>x = nπ + r with π in three parts (Cody and Waite), sin x = (−1)ⁿ sin r; the polynomial in r is the minimax one of degree 9 on
/// [−π/2, π/2], error 4.7e-9, found by Remez exchange.</remarks>
internal static class SineKernel<T, TLanes>
    where T : struct
    where TLanes : struct, IFloatLanes<T>
{
    /// <summary>Adding 1.5·2²³ rounds to a whole number, whose parity is then the lowest bit of the pattern.</summary>
    private const float Rounder = 12582912f;

    /// <summary>sin x.</summary>
    /// <param name="x">Radians.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sin(T x)
    {
        var (r, pattern) = Reduce(x);
        return SinReduced(r, TLanes.Multiply(r, r), pattern);
    }

    /// <summary>Sines of a multiple of the vector's length of values.</summary>
    public static unsafe void Sin(float* values, int count)
    {
        for (var i = 0; i < count; i += TLanes.Count)
        {
            TLanes.Store(values + i, Sin(TLanes.Load(values + i)));
        }
    }

    /// <summary>Sines and cosines of a multiple of the vector's length of values, from one reduction of the argument.</summary>
    /// <param name="values">Radians; receives the sines.</param>
    /// <param name="cosines">Receives the cosines.</param>
    /// <param name="count">How many.</param>
    /// <remarks>cos x = (−1)ⁿ cos r with the minimax polynomial of degree 10 on [−π/2, π/2], error 4.7e-9 with rounded coefficients.
    /// Its last terms, −r²/2 and 1, are of one size where the cosine is small: without fusing, each is rounded by itself.</remarks>
    public static unsafe void SinCos(float* values, float* cosines, int count)
    {
        for (var i = 0; i < count; i += TLanes.Count)
        {
            var (r, pattern) = Reduce(TLanes.Load(values + i));
            var square = TLanes.Multiply(r, r);
            var p = TLanes.MultiplyAdd(square, TLanes.Broadcast(-2.6076188e-7f), TLanes.Broadcast(2.4761837e-5f));
            p = TLanes.MultiplyAdd(square, p, TLanes.Broadcast(-1.3888403e-3f));
            p = TLanes.MultiplyAdd(square, p, TLanes.Broadcast(4.1666642e-2f));
            p = TLanes.MultiplyAdd(square, p, TLanes.Broadcast(-0.5f));
            var cos = TLanes.MultiplyAdd(square, p, TLanes.Broadcast(1));
            TLanes.Store(values + i, SinReduced(r, square, pattern));
            TLanes.Store(cosines + i, TLanes.NegateWhereOdd(cos, pattern));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Remainder, T Pattern) Reduce(T x)
    {
        var pattern = TLanes.Add(TLanes.Multiply(x, TLanes.Broadcast(0.318309886f)), TLanes.Broadcast(Rounder));
        var n = TLanes.Subtract(pattern, TLanes.Broadcast(Rounder));
        var r = TLanes.MultiplyAdd(n, TLanes.Broadcast(-3.140625f), x);
        r = TLanes.MultiplyAdd(n, TLanes.Broadcast(-9.67502593994140625e-4f), r);
        return (TLanes.MultiplyAdd(n, TLanes.Broadcast(-1.509957990978376432e-7f), r), pattern);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SinReduced(T r, T square, T pattern)
    {
        var p = TLanes.MultiplyAdd(square, TLanes.Broadcast(2.5999032631243825e-6f), TLanes.Broadcast(-1.9806547108066526e-4f));
        p = TLanes.MultiplyAdd(square, p, TLanes.Broadcast(8.333016355440715e-3f));
        p = TLanes.MultiplyAdd(square, p, TLanes.Broadcast(-0.16666657058589943f));
        return TLanes.NegateWhereOdd(TLanes.MultiplyAdd(TLanes.Multiply(square, p), r, r), pattern);
    }
}
