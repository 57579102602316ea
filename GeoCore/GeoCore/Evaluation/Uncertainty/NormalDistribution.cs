namespace GeoCore.Evaluation.Uncertainty;

/// <summary>The standard normal distribution, to about 15 digits in absolute terms.</summary>
internal static class NormalDistribution
{
    /// <summary>Beyond this no double of the tail is left beside 1.</summary>
    private const double Edge = 8.3;

    /// <summary>Share below x.</summary>
    /// <remarks>Φ(x) = ½ + φ(x) · Σ x²ⁿ⁺¹ / (2n+1)!!, whose terms have one sign.</remarks>
    internal static double Cumulative(double x)
    {
        if (Math.Abs(x) > Edge)
        {
            return x > 0 ? 1 : 0;
        }

        double term = x, sum = x;
        for (var n = 3; Math.Abs(term) > 1e-18 * Math.Abs(sum); n += 2)
        {
            term *= x * x / n;
            sum += term;
        }

        return Math.Clamp(0.5 + sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI), 0, 1);
    }

    /// <summary>The x with a share below it, by halving.</summary>
    /// <param name="share">Above 0, below 1.</param>
    internal static double Quantile(double share)
    {
        double low = -Edge, high = Edge;
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Cumulative(middle) < share ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
