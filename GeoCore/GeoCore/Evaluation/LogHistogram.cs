using System.Runtime.InteropServices;

namespace GeoCore.Evaluation;

/// <summary>How queries are spread over the areas where their recall begins and ends, or over distances: 64 classes a decade, in constant memory for any number of queries.</summary>
/// <remarks>A class stands for the geometric middle of its values, which is right to 1.8 %. Like every sum here, neither order nor merging changes a bit.</remarks>
public sealed class LogHistogram
{
    /// <summary>Classes of a factor of ten.</summary>
    public const int ClassesPerDecade = 64;

    /// <summary>Values below this are one class that stands for 0: a square metre in km², a millimetre in kilometres.</summary>
    public const double Smallest = 1e-6;

    private static readonly int s_lowest = (int)Math.Floor(Math.Log10(Smallest) * ClassesPerDecade);

    private readonly Dictionary<(int Begin, int End), ExactSum> _weights = [];

    /// <summary>Number of pairs of classes that hold a query.</summary>
    public int Count => _weights.Count;

    internal void Add(double begin, double end, double weight) => At((ClassOf(begin), ClassOf(end))).Add(weight);

    internal void Merge(LogHistogram other)
    {
        foreach (var (key, weight) in other._weights)
        {
            At(key).Add(weight);
        }
    }

    /// <summary>Share of the weight that is reached at a value, growing evenly from each query's begin to its end; 0 to 1.</summary>
    /// <param name="value">Area or distance.</param>
    public double ShareAt(double value)
    {
        ExactSum reached = default, all = default;
        foreach (var ((begin, end), sum) in _weights)
        {
            var (from, to) = (Middle(begin), Middle(end));
            reached.Add(sum.Value * (value >= to ? 1 : value <= from ? 0 : (value - from) / (to - from)));
            all.Add(sum.Value);
        }

        return reached.Value / all.Value;
    }

    /// <summary>The smallest value at which a share is reached.</summary>
    /// <param name="share">Above 0, up to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is outside its range.</exception>
    /// <exception cref="InvalidOperationException">There is no query.</exception>
    public double ValueAt(double share)
    {
        if (!(share is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share is above 0 and at most 1.");
        }

        double low = 0, high = _weights.Keys.Max(key => Middle(key.End));
        // the share never falls; 80 halvings of 10⁹ end far below the smallest class
        for (var i = 0; i < 80; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = ShareAt(middle) >= share ? (low, middle) : (middle, high);
        }

        return high;
    }

    /// <summary>The value halfway between begin and end that half of the weight does not exceed.</summary>
    public double Median() =>
        WeightedMedian.Of(_weights.Select(entry => ((Middle(entry.Key.Begin) + Middle(entry.Key.End)) / 2, entry.Value.Value)));

    private ref ExactSum At((int Begin, int End) key) => ref CollectionsMarshal.GetValueRefOrAddDefault(_weights, key, out _);

    private static int ClassOf(double value) => value < Smallest ? s_lowest - 1 : (int)Math.Floor(Math.Log10(value) * ClassesPerDecade);

    private static double Middle(int index) => index < s_lowest ? 0 : Math.Pow(10, (index + 0.5) / ClassesPerDecade);
}
