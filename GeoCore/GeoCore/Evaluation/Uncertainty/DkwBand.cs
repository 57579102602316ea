namespace GeoCore.Evaluation.Uncertainty;

/// <summary>A band around a whole Recall-vs-Area curve that needs no resampling.</summary>
/// <remarks>Dvoretzky, Kiefer and Wolfowitz (1956) with the constant of Massart, Annals of Probability 18 (1990).</remarks>
public static class DkwBand
{
    /// <summary>Half the height of the band: the true curve leaves it nowhere with the given confidence.</summary>
    /// <param name="count">Independent queries, above 0; with weights (Σw)² / Σw², which is an approximation.</param>
    /// <param name="level">Confidence, above 0, below 1.</param>
    /// <returns>sqrt(ln(2 / (1 − level)) / (2 count)), at most 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static double HalfHeight(double count, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (!(level is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "Confidence is above 0 and below 1.");
        }

        return Math.Min(1, Math.Sqrt(Math.Log(2 / (1 - level)) / (2 * count)));
    }
}
