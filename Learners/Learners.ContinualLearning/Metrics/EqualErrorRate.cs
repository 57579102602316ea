namespace Learners.ContinualLearning.Metrics;

/// <summary>The error rate at the threshold where as many genuine examples are refused as fakes are let through. Higher scores are more genuine.</summary>
/// <remarks>
/// It depends on ranks alone; above one half the detector is inverted, and stays so. Equal scores are one step, so that the order of examples means nothing.
/// </remarks>
internal static class EqualErrorRate
{
    /// <summary>Linear between the thresholds on both sides of equality.</summary>
    /// <param name="genuine">Scores of genuine examples, at least one.</param>
    /// <param name="fake">Scores of fakes, at least one.</param>
    /// <exception cref="ArgumentException">One of them is empty, or a score is no number.</exception>
    internal static double Interpolated(ReadOnlySpan<float> genuine, ReadOnlySpan<float> fake)
    {
        (double Refused, double Passed) before = (0, 1);
        foreach (var point in Points(genuine, fake))
        {
            if (point.Refused >= point.Passed)
            {
                double low = before.Refused - before.Passed, high = point.Refused - point.Passed;
                var share = high > low ? -low / (high - low) : 0;
                return before.Refused + share * (point.Refused - before.Refused);
            }

            before = point;
        }

        return before.Refused;
    }

    /// <summary>At the threshold where the two rates are nearest to each other, their mean: the convention of the ASVspoof toolkit.</summary>
    /// <param name="genuine">Scores of genuine examples, at least one.</param>
    /// <param name="fake">Scores of fakes, at least one.</param>
    /// <exception cref="ArgumentException">One of them is empty, or a score is no number.</exception>
    internal static double Nearest(ReadOnlySpan<float> genuine, ReadOnlySpan<float> fake)
    {
        (double Refused, double Passed) best = (0, 1);
        foreach (var point in Points(genuine, fake))
        {
            if (Math.Abs(point.Refused - point.Passed) < Math.Abs(best.Refused - best.Passed))
            {
                best = point;
            }
        }

        return (best.Refused + best.Passed) / 2;
    }

    // share of genuine examples refused and of fakes passed, behind each group of equal scores
    private static List<(double Refused, double Passed)> Points(ReadOnlySpan<float> genuine, ReadOnlySpan<float> fake)
    {
        if (genuine.IsEmpty || fake.IsEmpty)
        {
            throw new ArgumentException("an equal error rate needs genuine and fake scores");
        }

        float[] low = genuine.ToArray(), high = fake.ToArray();
        if (low.Any(float.IsNaN) || high.Any(float.IsNaN))
        {
            throw new ArgumentException("a score is no number");
        }

        Array.Sort(low);
        Array.Sort(high);
        var points = new List<(double, double)>();
        int i = 0, j = 0;
        while (i < low.Length || j < high.Length)
        {
            var score = i < low.Length && (j == high.Length || low[i] <= high[j]) ? low[i] : high[j];
            while (i < low.Length && low[i] == score)
            {
                i++;
            }

            while (j < high.Length && high[j] == score)
            {
                j++;
            }

            points.Add(((double)i / low.Length, 1 - (double)j / high.Length));
        }

        return points;
    }
}
