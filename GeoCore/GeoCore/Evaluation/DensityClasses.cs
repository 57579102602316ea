using System.Numerics;

namespace GeoCore.Evaluation;

/// <summary>Mass and area of a map's cells in up to 65 536 classes by the upper bits of the order-preserving integer image of their density: all that is needed to find where a sum from the top crosses a value without sorting the map.</summary>
internal sealed class DensityClasses
{
    private readonly int _shift;
    private readonly double[] _masses;
    private readonly long[] _units;

    internal DensityClasses(ReadOnlySpan<float> logDensities, CellAreas areas)
    {
        // about as many classes as cells: fewer would leave more to sort, more would take longer to add up than the map
        var bits = Math.Clamp(BitOperations.Log2((uint)logDensities.Length), 8, 16);
        _shift = 32 - bits;
        _masses = new double[1 << bits];
        _units = new long[1 << bits];
        Peak = MapMass.Peak(logDensities);
        Span<double> block = stackalloc double[MapMass.BlockLength];
        for (var start = 0; start < logDensities.Length; start += block.Length)
        {
            var cells = logDensities.Slice(start, Math.Min(block.Length, logDensities.Length - start));
            MapMass.Fill(cells, Peak, areas, start, block[..cells.Length]);
            for (var i = 0; i < cells.Length; i++)
            {
                if (cells[i] > float.NegativeInfinity)
                {
                    var index = ClassOf(cells[i]);
                    _masses[index] += block[i];
                    _units[index] += areas.UnitsOf(start + i);
                }
            }
        }

        TotalMass = _masses.Sum();
    }

    /// <summary>The class of the highest densities.</summary>
    internal int Last => _masses.Length - 1;

    /// <summary>Logarithm of the highest density.</summary>
    internal float Peak { get; }

    /// <summary>Of all cells, relative to the peak's density.</summary>
    internal double TotalMass { get; }

    /// <summary>The class in which the mass from the top reaches a value, and the mass of those above it.</summary>
    internal (int Class, double Above) Crossing(double wanted)
    {
        var (index, above) = (Last, 0.0);
        while (index > 0 && above + _masses[index] < wanted)
        {
            above += _masses[index--];
        }

        // rounding may let the whole fall short of itself: the last class with cells is then the one
        while (index < Last && _units[index] == 0 && _masses[index] == 0)
        {
            index++;
            above -= _masses[index];
        }

        return (index, Math.Max(0, above));
    }

    /// <summary>The class in which the area from the top goes beyond a value, and the area of those above it.</summary>
    internal (int Class, long Above) CrossingUnits(long budget)
    {
        var (index, above) = (Last, 0L);
        while (index > 0 && above + _units[index] <= budget)
        {
            above += _units[index--];
        }

        return (index, above);
    }

    /// <summary>Cells of the classes above one, by number.</summary>
    internal List<int> CellsAbove(ReadOnlySpan<float> logDensities, int index)
    {
        var found = new List<int>();
        for (var cell = 0; cell < logDensities.Length; cell++)
        {
            if (logDensities[cell] > float.NegativeInfinity && ClassOf(logDensities[cell]) > index)
            {
                found.Add(cell);
            }
        }

        return found;
    }

    internal long UnitsAbove(int index) => _units.AsSpan(index + 1).ToArray().Sum();

    /// <summary>Cells of the classes between two, by falling density, equal ones by number, with the logarithms of their densities.</summary>
    internal (int[] Cells, float[] Levels) Sorted(ReadOnlySpan<float> logDensities, int least, int most)
    {
        var found = new List<int>();
        for (var cell = 0; cell < logDensities.Length; cell++)
        {
            if (logDensities[cell] > float.NegativeInfinity && ClassOf(logDensities[cell]) is var index && index >= least && index <= most)
            {
                found.Add(cell);
            }
        }

        int[] cells = [.. found];
        var levels = new float[cells.Length];
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = -logDensities[cells[i]];
        }

        Array.Sort(levels, cells);
        for (var start = 0; start < cells.Length;)
        {
            var end = start + 1;
            while (end < cells.Length && levels[end] == levels[start])
            {
                end++;
            }

            cells.AsSpan(start, end - start).Sort(); // the sort of levels is not stable
            start = end;
        }

        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = -levels[i];
        }

        return (cells, levels);
    }

    private int ClassOf(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value + 0f); // −0 is 0
        return (int)((bits ^ ((bits >> 31) != 0 ? uint.MaxValue : 0x80000000)) >> _shift);
    }
}
