namespace GeoCore.Encoding.Harmonics;

/// <summary>Coefficients of the Legendre recursion in its balanced form, for all degrees below L.</summary>
/// <remarks>
/// With F(n) = √2 Γ((n+1)/2)/Γ(n/2) and κ(ℓ,m) = (2ℓ+1)/(F(ℓ−m+1) F(ℓ+m+1)), the scaled functions Q = P̄·π√2/√κ of the fully normalised
/// P̄ satisfy Q(m,m) = rᵐ and Q(ℓ,m) = κ(ℓ−1,m) z Q(ℓ−1,m) − Q(ℓ−2,m): one coefficient a step, none for the seeds, and κ → 2.
/// It follows from F(n) F(n+1) = n, which makes κ(ℓ−1,m) κ(ℓ,m) = (4ℓ²−1)/(ℓ²−m²), the square of the usual coefficient a(ℓ,m).
/// What is stored is κ − 2, from double-double arithmetic: near a pole it decides the accuracy of the differences
/// D(ℓ) = Q(ℓ) − Q(ℓ−1) = D(ℓ−1) + ((κ−2) z − 2(1−z)) Q(ℓ−1), in which the recursion runs.
/// </remarks>
internal sealed class BalancedRecursion
{
    /// <summary>Largest L for which rᵐ may underflow without harm: 308 decades over the maximum 0.15977 of r·log₁₀(1/r), with a margin.</summary>
    public const int PlainDegrees = 1900;

    private BalancedRecursion(int degrees, HarmonicConvention convention)
    {
        Degrees = degrees;
        var length = checked(degrees * (degrees + 1) / 2);
        Excess = new double[length];
        Scale = new double[length];
        var f = GammaRatios(2 * degrees);
        var at = 0;
        for (var m = 0; m < degrees; m++)
        {
            for (var l = m; l < degrees; l++, at++)
            {
                var (high, low) = Product(f[l - m + 1], f[l + m + 1]);
                var excess = ((2 * l) + 1 - (2 * high) - (2 * low)) / high;
                Excess[at] = excess;
                Scale[at] = Math.Sqrt(2 + excess) / Math.PI * (m == 0 ? Math.Sqrt(0.5) : 1) * convention.Factor(l, m);
            }
        }

        Alternating = degrees <= PlainDegrees ? new AlternatingRecursion(this) : null;
    }

    /// <summary>L.</summary>
    public int Degrees { get; }

    /// <summary>κ(ℓ,m) − 2, order after order: (ℓ, m) stands at <see cref="Offset"/>(m) + ℓ − m.</summary>
    public double[] Excess { get; }

    /// <summary>What Q(ℓ,m) is multiplied by: √κ/(π√2), √2 for m &gt; 0, and the convention's factor.</summary>
    public double[] Scale { get; }

    /// <summary>The same recursion for single precision; null beyond <see cref="PlainDegrees"/>.</summary>
    public AlternatingRecursion? Alternating { get; }

    /// <summary>Coefficients for L degrees under a convention.</summary>
    public static BalancedRecursion For(int degrees, HarmonicConvention convention) => new(degrees, convention);

    /// <summary>Where the order m begins.</summary>
    public int Offset(int m) => (m * Degrees) - (m * (m - 1) / 2);

    /// <summary>F(0 … count) in double-double; F(0) is not used.</summary>
    private static (double High, double Low)[] GammaRatios(int count)
    {
        var ratios = new (double High, double Low)[count + 1];
        ratios[1] = (0.7978845608028654, -4.98465440455546e-17); // √(2/π)
        for (var n = 1; n < count; n++)
        {
            var (high, low) = ratios[n];
            var quotient = n / high;
            var remainder = Math.FusedMultiplyAdd(-quotient, high, n) - (quotient * low);
            var correction = remainder / high;
            ratios[n + 1] = (quotient + correction, correction - (quotient + correction - quotient));
        }

        return ratios;
    }

    private static (double High, double Low) Product((double High, double Low) a, (double High, double Low) b)
    {
        var high = a.High * b.High;
        return (high, Math.FusedMultiplyAdd(a.High, b.High, -high) + (a.High * b.Low) + (a.Low * b.High));
    }
}
