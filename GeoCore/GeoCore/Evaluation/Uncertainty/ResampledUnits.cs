using System.Numerics;

namespace GeoCore.Evaluation.Uncertainty;

/// <summary>Queries, or blocks of them, that a bootstrap draws whole: weighted sums of several figures and of the weight.</summary>
public sealed class ResampledUnits
{
    private readonly double[] _sums;
    private readonly int _width;

    private ResampledUnits(int count, int figures)
    {
        Count = count;
        Figures = figures;
        // whole vectors, so that the inner loop has no remainder
        _width = (figures + Vector<double>.Count) / Vector<double>.Count * Vector<double>.Count;
        _sums = new double[count * _width];
    }

    /// <summary>Number of units.</summary>
    public int Count { get; }

    /// <summary>Number of figures.</summary>
    public int Figures { get; }

    /// <summary>Every row is a unit of its own.</summary>
    /// <param name="values">Figures of each row, one row after another.</param>
    /// <param name="weights">Weight of each row, finite and above 0.</param>
    /// <param name="blocks">Block of each row, which is drawn whole; empty where rows are independent.</param>
    /// <exception cref="ArgumentException">The numbers of values, weights and blocks do not fit, or a number is not finite.</exception>
    public static ResampledUnits Of(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, ReadOnlySpan<long> blocks = default)
    {
        var rows = weights.Length;
        if (rows == 0 || values.Length == 0 || values.Length % rows != 0 || (blocks.Length != 0 && blocks.Length != rows))
        {
            throw new ArgumentException($"{values.Length} values, {rows} weights and {blocks.Length} blocks do not fit.", nameof(values));
        }

        var figures = values.Length / rows;
        long[] names = blocks.Length == 0 ? [] : [.. blocks.ToArray().Distinct().Order()];
        var units = new ResampledUnits(blocks.Length == 0 ? rows : names.Length, figures);
        var exact = new ExactSum[units.Count * (figures + 1)];
        for (var row = 0; row < rows; row++)
        {
            if (!(weights[row] > 0))
            {
                throw new ArgumentException("Weights are above 0.", nameof(weights));
            }

            var unit = blocks.Length == 0 ? row : Array.BinarySearch(names, blocks[row]);
            var sums = exact.AsSpan(unit * (figures + 1), figures + 1);
            for (var figure = 0; figure < figures; figure++)
            {
                sums[figure].Add(weights[row] * values[row * figures + figure]);
            }

            sums[figures].Add(weights[row]);
        }

        for (var i = 0; i < exact.Length; i++)
        {
            units._sums[i / (figures + 1) * units._width + i % (figures + 1)] = exact[i].Value;
        }

        return units;
    }

    /// <summary>Weighted means of the figures over all units.</summary>
    internal double[] Means()
    {
        var sums = new double[_width];
        for (var unit = 0; unit < Count; unit++)
        {
            Add(sums, unit);
        }

        return Divide(sums);
    }

    /// <summary>Weighted means over as many units as there are, drawn with replacement.</summary>
    internal double[] Resample(RandomStream random)
    {
        var sums = new double[_width];
        for (var drawn = 0; drawn < Count; drawn++)
        {
            Add(sums, (int)(((random.Next() >> 32) * (uint)Count) >> 32));
        }

        return Divide(sums);
    }

    /// <summary>Weighted means without one unit, for every unit: figure-major.</summary>
    internal double[][] LeaveOneOut()
    {
        var all = new double[_width];
        for (var unit = 0; unit < Count; unit++)
        {
            Add(all, unit);
        }

        var means = new double[Figures][];
        for (var figure = 0; figure < Figures; figure++)
        {
            means[figure] = new double[Count];
            for (var unit = 0; unit < Count; unit++)
            {
                means[figure][unit] = (all[figure] - _sums[unit * _width + figure]) / (all[Figures] - _sums[unit * _width + Figures]);
            }
        }

        return means;
    }

    private void Add(double[] sums, int unit)
    {
        for (var i = 0; i < _width; i += Vector<double>.Count)
        {
            (new Vector<double>(sums, i) + new Vector<double>(_sums, unit * _width + i)).CopyTo(sums, i);
        }
    }

    private double[] Divide(double[] sums)
    {
        var means = new double[Figures];
        for (var figure = 0; figure < Figures; figure++)
        {
            means[figure] = sums[figure] / sums[Figures];
        }

        return means;
    }
}
