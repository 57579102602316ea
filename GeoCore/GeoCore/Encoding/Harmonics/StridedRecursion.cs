namespace GeoCore.Encoding.Harmonics;

/// <summary>The balanced recursion for single-precision features: every second degree in double, the degrees between in one float step.</summary>
/// <remarks>
/// Eliminating odd steps n = ℓ − m from Q(ℓ) = κ(ℓ−1) z Q(ℓ−1) − Q(ℓ−2) leaves
/// Q(ℓ+2) = (κ(ℓ+1) κ(ℓ) z² − κ(ℓ+1)/κ(ℓ−1) − 1) Q(ℓ) − κ(ℓ+1)/κ(ℓ−1) Q(ℓ−2). With Q = μ s R, μ(ℓ) μ(ℓ+2) = κ(ℓ+1) and signs s = + + − − …,
/// this is R(ℓ+2) = (c₁ z² + c₀) R(ℓ) + R(ℓ−2): two multiply-adds for two degrees. An odd degree is Q(ℓ+1) + Q(ℓ−1) = κ(ℓ) z Q(ℓ), a running
/// sum with alternating signs; its float roundings are not fed back, so they add up like √(L/2) and are not amplified.
/// Half as many doubles have to be narrowed, which is what the plain form spends most time on.
/// </remarks>
internal sealed class StridedRecursion
{
    /// <summary>Largest L for which the roundings of the running sum stay below 2e-7 of the largest harmonic with a margin.</summary>
    public const int MaximumDegrees = 256;

    /// <summary>Derives the coefficients.</summary>
    /// <param name="recursion">The balanced recursion, its <see cref="BalancedRecursion.Excess"/> and <see cref="BalancedRecursion.Scale"/> filled.</param>
    public StridedRecursion(BalancedRecursion recursion)
    {
        Squares = new double[recursion.Excess.Length];
        Factors = new float[2 * Squares.Length];
        for (var m = 0; m < recursion.Degrees; m++)
        {
            FillOrder(recursion, recursion.Offset(m), recursion.Degrees - m);
        }
    }

    /// <summary>At an even step c₁, at the odd step after it c₀; order after order, as <see cref="BalancedRecursion.Excess"/>.</summary>
    public double[] Squares { get; }

    /// <summary>
    /// Four floats for two degrees, from twice the place of the even one: what R is multiplied by to be a harmonic without its longitude, what z R
    /// is multiplied by to be the next term of the running sum, what that sum is multiplied by to be the next harmonic, and one unused.
    /// </summary>
    public float[] Factors { get; }

    private void FillOrder(BalancedRecursion recursion, int offset, int count)
    {
        double Kappa(int n) => 2 + recursion.Excess[offset + n];
        var mu = 1.0;
        for (int n = 0, j = 0; n < count; n += 2, j++)
        {
            double sign = (j & 2) == 0 ? 1 : -1, alternate = (j & 1) == 0 ? 1 : -1;
            var factors = Factors.AsSpan(2 * (offset + n));
            factors[0] = (float)(recursion.Scale[offset + n] * mu * sign);
            factors[1] = (float)(Kappa(n) * mu * sign * alternate);
            if (n + 1 >= count)
            {
                return;
            }

            factors[2] = (float)(recursion.Scale[offset + n + 1] * alternate);
            var next = Kappa(n + 1) / mu;
            var before = n == 0 ? 0 : Kappa(n + 1) / Kappa(n - 1);
            Squares[offset + n] = alternate * mu / next * Kappa(n + 1) * Kappa(n);
            Squares[offset + n + 1] = -alternate * mu / next * (1 + before);
            mu = next;
        }
    }
}
