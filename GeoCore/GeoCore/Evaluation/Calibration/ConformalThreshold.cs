namespace GeoCore.Evaluation.Calibration;

/// <summary>The mass that a region must reach so that it holds the truth of a new query as often as is asked for, whatever the maps are worth.</summary>
/// <remarks>
/// Vovk, Gammerman and Shafer, "Algorithmic Learning in a Random World" (2005), the strata being Mondrian categories; weights after Tibshirani, Barber,
/// Candès and Ramdas, "Conformal prediction under covariate shift", NeurIPS 2019. The score is u of <see cref="HighestDensityMass"/>. A threshold of 1
/// means that nothing short of everything is sure enough.
/// </remarks>
public static class ConformalThreshold
{
    /// <summary>The threshold for queries like those of the calibration.</summary>
    /// <param name="masses">u of the calibration queries; may be empty.</param>
    /// <param name="miss">Share of truths that may lie outside, α, above 0, below 1.</param>
    /// <returns>The ⌈(n + 1)(1 − α)⌉-th smallest u, or 1 where there are not as many.</returns>
    public static double Plain(ReadOnlySpan<double> masses, double miss)
    {
        Check(miss);
        // a product such as 10 · 0.9 must not step over its whole number by rounding
        var rank = (int)Math.Ceiling((masses.Length + 1) * (1 - miss) - 1e-9);
        if (rank > masses.Length)
        {
            return 1;
        }

        var sorted = masses.ToArray();
        Array.Sort(sorted);
        return sorted[Math.Max(0, rank - 1)];
    }

    /// <summary>A threshold for each stratum, so that each is covered as often as all are.</summary>
    /// <param name="queries">Stratum, known without the truth, and u of the calibration queries.</param>
    /// <param name="miss">α, above 0, below 1.</param>
    /// <returns>By the stratum's name. A stratum that is not in it has the threshold 1.</returns>
    public static IReadOnlyDictionary<string, double> Mondrian(IEnumerable<(string Stratum, double Mass)> queries, double miss) =>
        queries.GroupBy(query => query.Stratum, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Plain([.. group.Select(query => query.Mass)], miss), StringComparer.Ordinal);

    /// <summary>The threshold where new queries come from elsewhere than those of the calibration.</summary>
    /// <param name="masses">u of the calibration queries; may be empty.</param>
    /// <param name="weights">How much likelier each of them is among new queries than in the calibration, such as the quotient of the priors of its region; not negative.</param>
    /// <param name="newWeight">The same of the new query.</param>
    /// <param name="miss">α, above 0, below 1.</param>
    /// <returns>The smallest u up to which 1 − α of all weight, the new query's included, has been reached; 1 where it is not.</returns>
    /// <exception cref="ArgumentException">The numbers of masses and weights differ, or a weight is negative or not finite.</exception>
    public static double Weighted(ReadOnlySpan<double> masses, ReadOnlySpan<double> weights, double newWeight, double miss)
    {
        Check(miss);
        if (masses.Length != weights.Length)
        {
            throw new ArgumentException($"There are {masses.Length} masses and {weights.Length} weights.", nameof(weights));
        }

        foreach (var weight in (ReadOnlySpan<double>)[.. weights, newWeight])
        {
            if (!(weight >= 0 && double.IsFinite(weight)))
            {
                throw new ArgumentException("Weights are finite and not negative.", nameof(weights));
            }
        }

        var (sorted, ordered) = (masses.ToArray(), weights.ToArray());
        Array.Sort(sorted, ordered);
        var wanted = (ordered.Sum() + newWeight) * (1 - miss) * (1 - 1e-12);
        var reached = 0.0;
        for (var i = 0; i < sorted.Length; i++)
        {
            reached += ordered[i];
            if (reached >= wanted && reached > 0)
            {
                return sorted[i];
            }
        }

        return 1;
    }

    private static void Check(double miss)
    {
        if (!(miss is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(miss), miss, "A share of misses is above 0 and below 1.");
        }
    }
}
