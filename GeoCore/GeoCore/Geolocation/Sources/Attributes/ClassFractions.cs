using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;

namespace GeoCore.Geolocation.Sources.Attributes;

/// <summary>How much of each cell belongs to each class of an attribute; what is missing to 1 is unknown. Immutable.</summary>
public sealed class ClassFractions
{
    private const double Rounding = 1e-9;

    private readonly int[] _starts;
    private readonly byte[] _classes;
    private readonly double[] _fractions;

    private ClassFractions(Grid grid, int classCount, int[] starts, byte[] classes, double[] fractions) =>
        (Grid, ClassCount, _starts, _classes, _fractions) = (grid, classCount, starts, classes, fractions);

    /// <summary>The cells.</summary>
    public Grid Grid { get; }

    /// <summary>Number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>Takes a table.</summary>
    /// <param name="grid">The cells.</param>
    /// <param name="classCount">1 to 256.</param>
    /// <param name="fractions">[cells, classes]; at least 0, at most 1 together in a cell.</param>
    /// <exception cref="ArgumentException">The table does not fit, or a cell has more than itself.</exception>
    public static ClassFractions FromTable(Grid grid, int classCount, ReadOnlySpan<double> fractions)
    {
        var builder = new Builder(grid, classCount);
        if (fractions.Length != (long)grid.Count * classCount)
            throw new ArgumentException($"{grid.Count} cells of {classCount} classes take another number than {fractions.Length} of fractions.", nameof(fractions));
        for (var cell = 0; cell < grid.Count; cell++)
        {
            builder.Add(fractions.Slice(cell * classCount, classCount));
        }

        return builder.Build();
    }

    /// <summary>Takes one class a cell.</summary>
    /// <param name="grid">The cells.</param>
    /// <param name="classCount">1 to 256.</param>
    /// <param name="classOf">The class of each cell; −1 where it is unknown.</param>
    /// <exception cref="ArgumentException">The numbers do not fit.</exception>
    public static ClassFractions FromClasses(Grid grid, int classCount, ReadOnlySpan<int> classOf)
    {
        var builder = new Builder(grid, classCount);
        if (classOf.Length != grid.Count)
            throw new ArgumentException($"{grid.Count} cells take as many classes, not {classOf.Length}.", nameof(classOf));
        var row = new double[classCount];
        foreach (var own in classOf)
        {
            Array.Clear(row);
            if (own != -1)
                row[own >= 0 && own < classCount ? own : throw new ArgumentException($"There is no class {own}.", nameof(classOf))] = 1;
            builder.Add(row);
        }

        return builder.Build();
    }

    /// <summary>Counts classes at places spread evenly over every cell.</summary>
    /// <param name="grid">The cells.</param>
    /// <param name="classCount">1 to 256.</param>
    /// <param name="classAt">The class at a longitude and latitude in degrees; −1 where it is unknown.</param>
    /// <param name="perSide">Places along each side of a cell, at least 1.</param>
    /// <param name="cancellationToken">Looked at once per cell.</param>
    public static ClassFractions FromPlaces(
        Grid grid, int classCount, Func<double, double, int> classAt, int perSide = 4, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(classAt);
        ArgumentOutOfRangeException.ThrowIfLessThan(perSide, 1);
        var builder = new Builder(grid, classCount);
        var row = new double[classCount];
        for (var cell = 0; cell < grid.Count; cell++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Array.Clear(row);
            for (var i = 0; i < perSide * perSide; i++)
            {
                var (longitude, latitude) = grid.PointIn(cell, (i % perSide + 0.5) / perSide, (i / perSide + 0.5) / perSide);
                var own = classAt(longitude, latitude);
                if (own >= 0)
                    row[own] += 1.0 / (perSide * perSide);
            }

            builder.Add(row);
        }

        return builder.Build();
    }

    /// <summary>Σ over the classes of a cell of its fraction times a value, and the value of what is unknown times the rest.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="values">One a class.</param>
    /// <param name="unknown">Of the part without a class.</param>
    public double Mean(int cell, ReadOnlySpan<double> values, double unknown)
    {
        double sum = 0, known = 0;
        for (var i = _starts[cell]; i < _starts[cell + 1]; i++)
        {
            sum += _fractions[i] * values[_classes[i]];
            known += _fractions[i];
        }

        return 1 - known > Rounding ? sum + (1 - known) * unknown : sum;
    }

    /// <summary>P(k): how probable each class is under a map; less than 1 together where some of it is unknown.</summary>
    /// <param name="map">On the grid of the fractions.</param>
    /// <exception cref="ArgumentException">The map is on another grid.</exception>
    public double[] ClassMasses(DensityMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        _ = map.Grid.Count == Grid.Count && map.Grid.Name == Grid.Name ? 0 : throw new ArgumentException($"The map is on {map.Grid.Name}, not on {Grid.Name}.", nameof(map));
        return ClassMasses(map.Masses());
    }

    /// <summary>The same from the masses of the cells.</summary>
    internal double[] ClassMasses(ReadOnlySpan<double> masses)
    {
        var sums = new double[ClassCount];
        for (var cell = 0; cell < masses.Length; cell++)
        {
            for (var i = _starts[cell]; i < _starts[cell + 1]; i++)
            {
                sums[_classes[i]] += masses[cell] * _fractions[i];
            }
        }

        return sums;
    }

    /// <summary>Fractions averaged by a normal distribution around every cell: places are noisy, and a photograph in a park shows a city.</summary>
    /// <param name="bandwidthKm">km, above 0; narrower than the cells it changes nothing.</param>
    /// <param name="cancellationToken">Looked at once per cell.</param>
    public ClassFractions Blurred(double bandwidthKm, CancellationToken cancellationToken = default)
    {
        var kernel = new VonMisesFisherKernel(bandwidthKm);
        var builder = new Builder(Grid, ClassCount);
        var row = new double[ClassCount];
        var around = new KernelSpread(Grid);
        for (var cell = 0; cell < Grid.Count; cell++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Array.Clear(row);
            around.Visit(cell, kernel, (neighbour, weight) =>
            {
                for (var i = _starts[neighbour]; i < _starts[neighbour + 1]; i++)
                {
                    row[_classes[i]] += weight * _fractions[i];
                }
            });
            builder.Add(row);
        }

        return builder.Build();
    }

    private sealed class Builder
    {
        private readonly Grid _grid;
        private readonly int _classCount;
        private readonly List<int> _starts = [0];
        private readonly List<byte> _classes = [];
        private readonly List<double> _fractions = [];

        internal Builder(Grid grid, int classCount)
        {
            ArgumentNullException.ThrowIfNull(grid);
            ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(classCount, byte.MaxValue + 1);
            (_grid, _classCount) = (grid, classCount);
        }

        internal void Add(ReadOnlySpan<double> row)
        {
            var sum = 0.0;
            for (var k = 0; k < row.Length; k++)
            {
                if (!(row[k] >= 0))
                    throw new ArgumentException($"Cell {_starts.Count - 1} has the fraction {row[k]} of class {k}.", nameof(row));
                sum += row[k];
                if (row[k] > 0)
                {
                    _classes.Add((byte)k);
                    _fractions.Add(row[k]);
                }
            }

            if (!(sum <= 1 + Rounding))
                throw new ArgumentException($"The fractions of cell {_starts.Count - 1} are {sum} together.", nameof(row));
            _starts.Add(_classes.Count);
        }

        internal ClassFractions Build() => new(_grid, _classCount, [.. _starts], [.. _classes], [.. _fractions]);
    }
}
