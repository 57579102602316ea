namespace GeoCore.Evaluation;

/// <summary>The value in the middle of weighted values.</summary>
internal static class WeightedMedian
{
    /// <summary>The smallest value that half of the weight does not exceed.</summary>
    internal static double Of(IEnumerable<(double Value, double Weight)> values)
    {
        var ordered = values.OrderBy(item => item.Value).ToArray();
        ExactSum all = default, below = default;
        foreach (var (_, weight) in ordered)
        {
            all.Add(weight);
        }

        foreach (var (value, weight) in ordered)
        {
            below.Add(weight);
            if (below.Value >= all.Value / 2)
            {
                return value;
            }
        }

        throw new ArgumentException("A median needs a value.", nameof(values));
    }
}
