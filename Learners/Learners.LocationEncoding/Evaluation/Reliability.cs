namespace Learners.LocationEncoding.Evaluation;

/// <summary>Answers of one bin of probability.</summary>
/// <param name="Index">From 0, the least probable.</param>
/// <param name="Probability">Mean of what was claimed.</param>
/// <param name="Frequency">Part of it that came true.</param>
/// <param name="Share">Part of all answers.</param>
public readonly record struct ReliabilityBin(int Index, double Probability, double Frequency, double Share);

/// <summary>Whether what is given a probability comes true as often, in bins of equal width.</summary>
/// <remarks>The reliability diagram and the expected calibration error of Guo et al., arXiv 1706.04599, section 2.</remarks>
public sealed class Reliability
{
    /// <summary>Bins from 0 to 1.</summary>
    public const int Bins = 15;
    private readonly double[] _claimed = new double[Bins];
    private readonly double[] _gap = new double[Bins];
    private readonly long[] _count = new long[Bins];
    private readonly long[] _true = new long[Bins];
    private long _all;

    /// <summary>Adds an answer.</summary>
    /// <param name="probability">What was claimed, 0 to 1.</param>
    /// <param name="isTrue">Whether it came true.</param>
    public void Add(double probability, bool isTrue)
    {
        var bin = Math.Min(Bins - 1, (int)(probability * Bins));
        _claimed[bin] += probability;
        _gap[bin] += probability - (isTrue ? 1 : 0);
        _count[bin]++;
        _true[bin] += isTrue ? 1 : 0;
        _all++;
    }

    /// <summary>Mean distance between claim and frequency, every bin by its share; NaN without answers.</summary>
    public double Error => _gap.Sum(Math.Abs) / _all;

    /// <summary>The bins that hold answers.</summary>
    public IReadOnlyList<ReliabilityBin> Filled =>
    [
        .. Enumerable.Range(0, Bins).Where(bin => _count[bin] > 0)
            .Select(bin => new ReliabilityBin(bin, _claimed[bin] / _count[bin], (double)_true[bin] / _count[bin], (double)_count[bin] / _all)),
    ];
}
