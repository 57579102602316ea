namespace GeoCore.Encoding.Harmonics;

/// <summary>The balanced recursion with signs folded in, for single-precision features: two multiply-adds a degree and nothing else.</summary>
/// <remarks>
/// With signs s = + + − − + + − − … over n = ℓ − m, R = s Q follows R(n+1) = ±κ z R(n) + R(n−1), + where n is even: both terms are added, and two
/// registers take turns. Its error near the poles, 3e-10 at L = 1001, does not show in single precision.
/// </remarks>
internal sealed class AlternatingRecursion
{
    /// <summary>Derives the coefficients.</summary>
    /// <param name="recursion">The balanced recursion, its <see cref="BalancedRecursion.Excess"/> and <see cref="BalancedRecursion.Scale"/> filled.</param>
    public AlternatingRecursion(BalancedRecursion recursion)
    {
        Excess = [.. recursion.Excess];
        Scale = new float[Excess.Length];
        for (var m = 0; m < recursion.Degrees; m++)
        {
            var offset = recursion.Offset(m);
            for (var n = 0; n < recursion.Degrees - m; n++)
            {
                Excess[offset + n] *= (n & 1) == 0 ? 1 : -1;
                Scale[offset + n] = (float)recursion.Scale[offset + n] * ((n & 2) == 0 ? 1 : -1);
            }
        }
    }

    /// <summary>±(κ − 2), order after order, as <see cref="BalancedRecursion.Excess"/>.</summary>
    public double[] Excess { get; }

    /// <summary>What R is multiplied by to be a harmonic without its longitude.</summary>
    public float[] Scale { get; }
}
