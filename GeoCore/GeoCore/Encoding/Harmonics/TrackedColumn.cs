namespace GeoCore.Encoding.Harmonics;

/// <summary>The recursion for one point in plain C#, with an exponent beside the mantissa so that rᵐ never underflows harmfully.</summary>
/// <remarks>Extended exponents as in Fukushima, "Numerical computation of spherical harmonics of arbitrary degree and order by extending
/// exponent of floating point numbers", Journal of Geodesy 86 (2012).</remarks>
internal static class TrackedColumn
{
    private static readonly double s_radix = Math.ScaleB(1, 960);
    private static readonly double s_inverseRadix = Math.ScaleB(1, -960);
    private static readonly double s_large = Math.ScaleB(1, 480);
    private static readonly double s_small = Math.ScaleB(1, -480);

    /// <summary>rᵐ from rᵐ⁻¹ as mantissa times 2^(960·exponent).</summary>
    public static void NextSeed(ref double mantissa, ref int exponent, double r)
    {
        mantissa *= r;
        if (mantissa < s_small && mantissa > 0)
        {
            mantissa *= s_radix;
            exponent--;
        }
    }

    /// <summary>Values of one order at one point, scaled, for ℓ = m … L−1.</summary>
    /// <param name="recursion">Coefficients.</param>
    /// <param name="m">Order, 0 … L−1.</param>
    /// <param name="point">The place.</param>
    /// <param name="seed">Mantissa of rᵐ.</param>
    /// <param name="exponent">Its exponent in steps of 2^960, 0 or less.</param>
    /// <param name="values">Receives L − m values.</param>
    public static void Evaluate(BalancedRecursion recursion, int m, in SpherePoint point, double seed, int exponent, Span<double> values)
    {
        var count = recursion.Degrees - m;
        var excess = recursion.Excess.AsSpan(recursion.Offset(m), count);
        var scale = recursion.Scale.AsSpan(recursion.Offset(m), count);
        values = values[..count];
        double p = seed, d = seed, z = point.Z, fall = -2 * point.Deficit, sign = 1;
        for (var n = 0; ; n++)
        {
            values[n] = exponent == 0 ? p * scale[n] * sign : 0;
            if (n == count - 1)
            {
                return;
            }

            d = double.MultiplyAddEstimate(double.MultiplyAddEstimate(excess[n], z, fall), p, d);
            p += d;
            sign *= point.Hemisphere; // P(ℓ,m)(−z) = (−1)^(ℓ+m) P(ℓ,m)(z)
            if (exponent < 0 && Math.Max(Math.Abs(p), Math.Abs(d)) > s_large)
            {
                p *= s_inverseRadix;
                d *= s_inverseRadix;
                exponent++;
            }
        }
    }
}
