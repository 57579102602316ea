namespace Learners.DialoguePlanning.Experiments;

/// <summary>Mean difference of two systems over the same dialogues, with the interval that resampled dialogues give.</summary>
/// <param name="Mean">Of the differences.</param>
/// <param name="Low">2.5th percentile of the resampled means.</param>
/// <param name="High">97.5th percentile.</param>
/// <param name="Count">Dialogues.</param>
internal readonly record struct PairedDifference(double Mean, double Low, double High, int Count)
{
    private const int Resamples = 2000;
    private const int Seed = 1979;

    /// <summary>Whether the interval leaves 0 out.</summary>
    internal bool IsClear => Low > 0 || High < 0;

    /// <summary>Of two systems.</summary>
    /// <param name="left">Values by dialogue.</param>
    /// <param name="right">Values by dialogue; those of both count.</param>
    internal static PairedDifference Of(IReadOnlyDictionary<int, double> left, IReadOnlyDictionary<int, double> right)
    {
        double[] differences = [.. left.Keys.Where(right.ContainsKey).Order().Select(dialogue => left[dialogue] - right[dialogue])];
        if (differences.Length == 0)
        {
            return new PairedDifference(double.NaN, double.NaN, double.NaN, 0);
        }

        var random = new Random(Seed);
        var means = new double[Resamples];
        for (var i = 0; i < Resamples; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < differences.Length; j++)
            {
                sum += differences[random.Next(differences.Length)];
            }

            means[i] = sum / differences.Length;
        }

        Array.Sort(means);
        return new PairedDifference(differences.Average(), means[(int)(0.025 * Resamples)], means[(int)(0.975 * Resamples) - 1], differences.Length);
    }

    /// <summary>McNemar's exact test: the chance that so uneven a split of the dialogues on which two systems differ comes of nothing.</summary>
    /// <param name="left">1 for right, 0 for wrong, by dialogue; halves count for neither.</param>
    /// <param name="right">Likewise.</param>
    internal static double McNemar(IReadOnlyDictionary<int, double> left, IReadOnlyDictionary<int, double> right)
    {
        int[] signs = [.. left.Keys.Where(right.ContainsKey).Select(dialogue => Math.Sign(left[dialogue] - right[dialogue])).Where(sign => sign != 0)];
        var (n, few) = (signs.Length, Math.Min(signs.Count(sign => sign > 0), signs.Count(sign => sign < 0)));
        double term = Math.Pow(0.5, n), sum = 0;
        for (var k = 0; k <= few; k++)
        {
            sum += term;
            term *= (double)(n - k) / (k + 1);
        }

        return Math.Min(1, 2 * sum);
    }
}
