namespace GeoCore.Raster.Zonal;

/// <summary>What share of every cell lies in a zone, exactly, one row after the other from north to south.</summary>
/// <remarks>
/// Every edge adds, with the sign of its direction, the area between itself and the east end of each row that it crosses: to the cells
/// that it cuts what lies east of it there, to all cells beyond its whole height. One sum from west to east turns that into shares. The
/// work is that of the edges, the cells that they cut and one addition for each cell of the window; no cell is intersected with the zone.
/// Edges that run there and back cancel, so that rings cut at a meridian join again where a projection brings both sides together.
/// </remarks>
public sealed class CoverageSweep
{
    /// <summary>Shares nearer to none or all of a cell than this are the rounding of sums.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Columns that an edge may lean over and still count as upright.</summary>
    private const double Upright = 1e-12;

    private readonly ZoneEdge[] _edges;
    private readonly List<int> _active = [];
    private readonly double[] _sums;
    private readonly double _sign;
    private int _next;

    /// <summary>Begins at the first row.</summary>
    /// <param name="edges">Closed rings that do not cross, holes running against outer rings; columns and rows are those of the window.</param>
    /// <param name="width">Columns of the window.</param>
    public CoverageSweep(IEnumerable<ZoneEdge> edges, int width)
    {
        _edges = [.. edges.Where(edge => edge.Y1 != edge.Y2)];
        Array.Sort(_edges, static (one, other) => Math.Min(one.Y1, one.Y2).CompareTo(Math.Min(other.Y1, other.Y2)));
        _sums = new double[width + 2];
        double area = 0;
        foreach (var edge in _edges)
            area += (edge.X1 + edge.X2) * (edge.Y2 - edge.Y1);

        // rings that run clockwise on the map have the zone on the other side of their edges
        _sign = area > 0 ? -1 : 1;
    }

    /// <summary>The row that comes next, from 0.</summary>
    public int Row { get; private set; }

    /// <summary>Finds the shares of the next row.</summary>
    /// <param name="coverage">Receives a share of 0 to 1 for every column of the window.</param>
    public void Next(Span<double> coverage)
    {
        Array.Clear(_sums);
        for (; _next < _edges.Length && Math.Min(_edges[_next].Y1, _edges[_next].Y2) < Row + 1; _next++)
            _active.Add(_next);
        var kept = 0;
        for (var place = 0; place < _active.Count; place++)
        {
            var index = _active[place];
            AddEdge(_edges[index]);
            if (Math.Max(_edges[index].Y1, _edges[index].Y2) > Row + 1)
                _active[kept++] = index;
        }

        _active.RemoveRange(kept, _active.Count - kept);
        double sum = 0;
        for (var column = 0; column < _sums.Length - 2; column++)
        {
            sum += _sums[column];
            var share = sum * _sign;
            coverage[column] = share < Rounding ? 0 : share > 1 - Rounding ? 1 : share;
        }

        Row++;
    }

    private void AddEdge(in ZoneEdge edge)
    {
        var (top, bottom) = edge.Y1 < edge.Y2 ? (edge.Y1, edge.Y2) : (edge.Y2, edge.Y1);
        (top, bottom) = (Math.Max(top, Row), Math.Min(bottom, Row + 1));
        if (!(bottom > top))
            return;
        var height = edge.Y1 < edge.Y2 ? bottom - top : top - bottom;
        Spread(XAt(edge, top), XAt(edge, bottom), height);
    }

    /// <summary>Where an edge crosses a parallel of the lattice; its ends are taken as they are, so that edges which meet do so to the last bit.</summary>
    private static double XAt(in ZoneEdge edge, double y) =>
        y == edge.Y1 ? edge.X1 : y == edge.Y2 ? edge.X2 : edge.X1 + ((y - edge.Y1) / (edge.Y2 - edge.Y1) * (edge.X2 - edge.X1));

    /// <summary>Adds a piece of an edge within the row: its height, and in the cells under it the part of that which lies east of it.</summary>
    private void Spread(double one, double other, double height)
    {
        var width = _sums.Length - 2;
        var (from, to) = one <= other ? (one, other) : (other, one);
        if (to <= 0)
        {
            _sums[0] += height;
            return;
        }

        if (from >= width)
            return;
        if (to - from < Upright)
        {
            AddTo((int)Math.Max(from, 0), Math.Max(from, 0), height);
            return;
        }

        var perColumn = height / (to - from);
        if (from < 0)
        {
            _sums[0] += perColumn * -from;
            from = 0;
        }

        to = Math.Min(to, width);
        for (var cell = (int)from; cell < to; cell++)
        {
            double west = Math.Max(from, cell), east = Math.Min(to, cell + 1);
            AddTo(cell, (west + east) / 2, perColumn * (east - west));
        }
    }

    private void AddTo(int cell, double middle, double height)
    {
        var east = height * (cell + 1 - middle);
        _sums[cell] += east;
        _sums[cell + 1] += height - east;
    }
}
