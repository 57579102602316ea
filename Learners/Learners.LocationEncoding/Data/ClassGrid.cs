namespace Learners.LocationEncoding.Data;

/// <summary>Classes on a global grid of equal steps in longitude and latitude, west to east from −180 and north to south.</summary>
public sealed class ClassGrid : ILabelSource
{
    private readonly byte[] _cells;

    /// <summary>Takes a grid.</summary>
    /// <param name="cells">Class of each cell, row by row from the north-west corner.</param>
    /// <param name="columns">Cells around the Earth.</param>
    /// <param name="rows">Cells from pole to pole.</param>
    /// <param name="classCount">Number of classes; every cell is below it.</param>
    /// <exception cref="InvalidDataException">The sizes do not agree, or a cell holds an unknown class.</exception>
    public ClassGrid(byte[] cells, int columns, int rows, int classCount)
    {
        if (cells.Length != columns * rows || cells.Length == 0)
        {
            throw new InvalidDataException($"a grid of {columns} × {rows} cells cannot hold {cells.Length} values");
        }

        if (cells.Max() >= classCount)
        {
            throw new InvalidDataException($"the grid holds class {cells.Max()}; classes run from 0 to {classCount - 1}");
        }

        _cells = cells;
        Columns = columns;
        Rows = rows;
        ClassCount = classCount;
    }

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>Cells around the Earth.</summary>
    public int Columns { get; }

    /// <summary>Cells from pole to pole.</summary>
    public int Rows { get; }

    /// <summary>Class of a cell.</summary>
    /// <param name="column">From −180 eastwards.</param>
    /// <param name="row">From the north pole southwards.</param>
    public byte this[int column, int row] => _cells[row * Columns + column];

    /// <inheritdoc/>
    public int ClassAt(double longitude, double latitude)
    {
        var (column, row) = CellAt(longitude, latitude);
        return _cells[row * Columns + column];
    }

    /// <summary>The cell a place lies in.</summary>
    /// <param name="longitude">Degrees, any multiple of a turn.</param>
    /// <param name="latitude">Degrees, −90 to 90.</param>
    public (int Column, int Row) CellAt(double longitude, double latitude)
    {
        var column = (int)Math.Floor((Crs84Longitude.Normalise(longitude) + 180) / 360 * Columns);
        var row = (int)Math.Floor((90 - latitude) / 180 * Rows);
        return (Math.Clamp(column, 0, Columns - 1), Math.Clamp(row, 0, Rows - 1));
    }
}
