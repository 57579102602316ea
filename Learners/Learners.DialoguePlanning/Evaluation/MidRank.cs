namespace Learners.DialoguePlanning.Evaluation;

/// <summary>Ranks in which those who score the same share the places they take together.</summary>
internal static class MidRank
{
    /// <summary>1 + those above + half of those level.</summary>
    /// <param name="scores">Of all.</param>
    /// <param name="truth">Index of the one that is ranked.</param>
    internal static double Of(ReadOnlySpan<double> scores, int truth)
    {
        var (own, above, level) = (scores[truth], 0, 0);
        for (var i = 0; i < scores.Length; i++)
        {
            above += scores[i] > own ? 1 : 0;
            level += scores[i] == own && i != truth ? 1 : 0;
        }

        return 1 + above + (0.5 * level);
    }

    /// <summary>The mid-rank of every value, the smallest first.</summary>
    /// <param name="values">Any.</param>
    internal static double[] All(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        var order = Enumerable.Range(0, sorted.Length).ToArray();
        Array.Sort(sorted, order);
        var ranks = new double[sorted.Length];
        for (int from = 0, to; from < sorted.Length; from = to)
        {
            for (to = from + 1; to < sorted.Length && sorted[to] == sorted[from];)
            {
                to++;
            }

            for (var i = from; i < to; i++)
            {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }
        }

        return ranks;
    }

    /// <summary>Spearman's correlation: Pearson's of the mid-ranks; 0 where one side is constant.</summary>
    /// <param name="left">Values.</param>
    /// <param name="right">As many.</param>
    internal static double Spearman(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double[] a = All(left), b = All(right);
        double middle = (a.Length + 1) / 2.0, ab = 0, aa = 0, bb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            ab += (a[i] - middle) * (b[i] - middle);
            aa += (a[i] - middle) * (a[i] - middle);
            bb += (b[i] - middle) * (b[i] - middle);
        }

        return aa > 0 && bb > 0 ? ab / Math.Sqrt(aa * bb) : 0;
    }
}
