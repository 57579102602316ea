namespace Learners.LocationEncoding.Data;

/// <summary>The cells of a half-degree grid in which more than one class occurs: coasts, climate borders.</summary>
/// <remarks>Rows are half a degree high; their number of cells shrinks with the cosine of the latitude, so that cells are about equally large.</remarks>
public sealed class BoundaryCells
{
    private const int Rows = 360;
    private const double RowHeight = 180.0 / Rows;
    private const int LooksPerSide = 4;
    private readonly int[] _firstCell = new int[Rows + 1];
    private readonly bool[] _isBoundary;
    private readonly int[] _cells;
    private readonly double[] _areaUpTo;

    /// <summary>Looks at 4 × 4 places of every cell.</summary>
    /// <param name="labels">Knows the classes.</param>
    public BoundaryCells(ILabelSource labels)
    {
        for (var row = 0; row < Rows; row++)
        {
            _firstCell[row + 1] = _firstCell[row] + Math.Max(4, (int)Math.Round(2 * Rows * Math.Cos(SouthOf(row + 0.5) * Math.PI / 180)));
        }

        _isBoundary = new bool[_firstCell[Rows]];
        var cells = new List<int>();
        var areas = new List<double>();
        var total = 0.0;
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < ColumnsOf(row); column++)
            {
                if (!HasBoundary(labels, row, column))
                {
                    continue;
                }

                _isBoundary[_firstCell[row] + column] = true;
                cells.Add(_firstCell[row] + column);
                areas.Add(total += ShareOfSphere(row));
            }
        }

        _cells = [.. cells];
        _areaUpTo = [.. areas];
        Share = total;
    }

    /// <summary>Part of the sphere's area that the boundary cells cover, 0 to 1.</summary>
    public double Share { get; }

    /// <summary>Whether a place lies in a boundary cell.</summary>
    /// <param name="longitude">Degrees, −180 to 180.</param>
    /// <param name="latitude">Degrees, −90 to 90.</param>
    public bool Contains(double longitude, double latitude)
    {
        var row = Math.Clamp((int)Math.Floor((latitude + 90) / RowHeight), 0, Rows - 1);
        var column = Math.Clamp((int)Math.Floor((longitude + 180) / 360 * ColumnsOf(row)), 0, ColumnsOf(row) - 1);
        return _isBoundary[_firstCell[row] + column];
    }

    /// <summary>Draws a place uniformly from the area of the boundary cells.</summary>
    /// <param name="random">Gives three numbers.</param>
    public (double Longitude, double Latitude) Draw(ref RandomSequence random)
    {
        var found = Array.BinarySearch(_areaUpTo, random.NextDouble() * Share);
        var cell = _cells[Math.Min(found < 0 ? ~found : found, _cells.Length - 1)];
        var row = Array.BinarySearch(_firstCell, cell);
        row = row < 0 ? ~row - 1 : row;
        var width = 360.0 / ColumnsOf(row);
        var longitude = -180 + (cell - _firstCell[row] + random.NextDouble()) * width;
        double south = SineOf(row), north = SineOf(row + 1);
        return (longitude, Math.Asin(Math.Clamp(south + (north - south) * random.NextDouble(), -1, 1)) * 180 / Math.PI);
    }

    private static double SouthOf(double row) => -90 + row * RowHeight;

    private static double SineOf(int row) => Math.Sin(SouthOf(row) * Math.PI / 180);

    private static bool Differs(ILabelSource labels, ref int first, double longitude, double latitude)
    {
        var here = labels.ClassAt(longitude, latitude);
        first = first < 0 ? here : first;
        return here != first;
    }

    private int ColumnsOf(int row) => _firstCell[row + 1] - _firstCell[row];

    private double ShareOfSphere(int row) => (SineOf(row + 1) - SineOf(row)) / 2 / ColumnsOf(row);

    private bool HasBoundary(ILabelSource labels, int row, int column)
    {
        var width = 360.0 / ColumnsOf(row);
        var first = -1;
        for (var look = 0; look < LooksPerSide * LooksPerSide; look++)
        {
            var longitude = -180 + (column + (look % LooksPerSide + 0.5) / LooksPerSide) * width;
            var latitude = SouthOf(row + (look / LooksPerSide + 0.5) / LooksPerSide);
            if (Differs(labels, ref first, longitude, latitude))
            {
                return true;
            }
        }

        return false;
    }
}
