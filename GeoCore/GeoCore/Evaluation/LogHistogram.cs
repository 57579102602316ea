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
    private Interval[]? _ordered; // until the next query

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

    internal void Save(BinaryWriter writer)
    {
        writer.Write(_weights.Count);
        foreach (var (key, weight) in _weights.OrderBy(entry => entry.Key))
        {
            writer.Write(key.Begin);
            writer.Write(key.End);
            weight.Save(writer);
        }
    }

    internal static LogHistogram Load(BinaryReader reader)
    {
        var histogram = new LogHistogram();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            histogram._weights.Add((reader.ReadInt32(), reader.ReadInt32()), ExactSum.Load(reader));
        }

        return histogram;
    }

    /// <summary>Share of the weight that is reached at a value, growing evenly from each query's begin to its end; 0 to 1.</summary>
    /// <param name="value">Area or distance.</param>
    /// <exception cref="InvalidOperationException">There is no query.</exception>
    public double ShareAt(double value)
    {
        double reached = 0, all = 0;
        foreach (var (begin, end, weight) in Ordered())
        {
            reached += weight * (value >= end ? 1 : value <= begin ? 0 : (value - begin) / (end - begin));
            all += weight;
        }

        return reached / all;
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

        // the share never falls; halving ends between neighbouring numbers
        var ordered = Ordered();
        double low = 0, high = ordered.Max(item => item.End);
        if (ShareAt(0) >= share)
        {
            return 0;
        }

        for (var i = 0; i < 80 && (low + high) / 2 is var middle && middle > low && middle < high; i++)
        {
            (low, high) = ShareAt(middle) >= share ? (low, middle) : (middle, high);
        }

        return high;
    }

    /// <summary>The value halfway between begin and end that half of the weight does not exceed.</summary>
    /// <exception cref="InvalidOperationException">There is no query.</exception>
    public double Median() => WeightedMedian.Of(Ordered().Select(item => ((item.Begin + item.End) / 2, item.Weight)));

    /// <summary>What is held, by class, so that sums come out the same in whatever order queries came.</summary>
    private Interval[] Ordered() => _weights.Count == 0
        ? throw new InvalidOperationException("There is no query.")
        : _ordered ??= [.. _weights.OrderBy(entry => entry.Key).Select(entry => new Interval(Middle(entry.Key.Begin), Middle(entry.Key.End), entry.Value.Value))];

    private ref ExactSum At((int Begin, int End) key)
    {
        _ordered = null;
        return ref CollectionsMarshal.GetValueRefOrAddDefault(_weights, key, out _);
    }

    private static int ClassOf(double value) => value < Smallest ? s_lowest - 1 : (int)Math.Floor(Math.Log10(value) * ClassesPerDecade);

    private static double Middle(int index) => index < s_lowest ? 0 : Math.Pow(10, (index + 0.5) / ClassesPerDecade);

    private readonly record struct Interval(double Begin, double End, double Weight);
}
