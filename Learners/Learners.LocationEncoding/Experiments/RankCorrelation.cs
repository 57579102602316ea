namespace Learners.LocationEncoding.Experiments;

/// <summary>Spearman's rank correlation: 1 where two lists order their entries alike, −1 where they order them in reverse.</summary>
internal static class RankCorrelation
{
    /// <summary>Of pairs; equal values share the mean of their ranks. NaN where one list is all alike.</summary>
    /// <param name="pairs">At least two.</param>
    internal static double Of(IEnumerable<(double First, double Second)> pairs)
    {
        (double First, double Second)[] all = [.. pairs];
        double[] a = Ranks([.. all.Select(pair => pair.First)]), b = Ranks([.. all.Select(pair => pair.Second)]);
        var middle = (all.Length + 1) / 2.0;
        double both = 0, squareA = 0, squareB = 0;
        for (var i = 0; i < all.Length; i++)
        {
            both += (a[i] - middle) * (b[i] - middle);
            squareA += (a[i] - middle) * (a[i] - middle);
            squareB += (b[i] - middle) * (b[i] - middle);
        }

        return both / Math.Sqrt(squareA * squareB);
    }

    private static double[] Ranks(double[] values) =>
        [.. values.Select(value => values.Count(other => other < value) + ((values.Count(other => other == value) + 1) / 2.0))];
}
