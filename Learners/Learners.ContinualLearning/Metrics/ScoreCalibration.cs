namespace Learners.ContinualLearning.Metrics;

/// <summary>How far a threshold, and a probability, that was right once still is: figures over the scores of all tasks together.</summary>
internal static class ScoreCalibration
{
    private const int Bins = 10;

    /// <summary>Expected calibration error: the mean over examples of |probability − frequency| in ten bins of equal width.</summary>
    /// <param name="scores">ln of the odds of genuine.</param>
    /// <param name="isGenuine">The truth.</param>
    internal static double Error(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isGenuine)
    {
        double[] sums = new double[Bins], hits = new double[Bins];
        for (var i = 0; i < scores.Length; i++)
        {
            var probability = 1 / (1 + Math.Exp(-scores[i]));
            var bin = Math.Min(Bins - 1, (int)(probability * Bins));
            sums[bin] += probability;
            hits[bin] += isGenuine[i] ? 1 : 0;
        }

        return sums.Zip(hits, (sum, hit) => Math.Abs(sum - hit)).Sum() / Math.Max(1, scores.Length);
    }

    /// <summary>Lowest cost of a threshold where one example in twenty is fake, against the cost of no detector, which is 1.</summary>
    /// <param name="genuine">Scores of genuine examples.</param>
    /// <param name="fake">Scores of fakes.</param>
    /// <remarks>A false alarm costs 1 and a fake let through costs 10, as in the ASVspoof challenges.</remarks>
    internal static double MinimumCost(ReadOnlySpan<float> genuine, ReadOnlySpan<float> fake)
    {
        const double fakeShare = 0.05, missCost = 10;
        float[] low = genuine.ToArray(), high = fake.ToArray();
        Array.Sort(low);
        Array.Sort(high);
        var nothing = Math.Min(fakeShare * missCost, 1 - fakeShare);
        var least = nothing;
        foreach (var threshold in low.Concat(high))
        {
            double refused = First(low, threshold) / (double)low.Length, passed = 1 - First(high, threshold) / (double)high.Length;
            least = Math.Min(least, (1 - fakeShare) * refused + fakeShare * missCost * passed);
        }

        return least / nothing;
    }

    // how many are below a threshold
    private static int First(float[] sorted, float threshold)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < threshold ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
