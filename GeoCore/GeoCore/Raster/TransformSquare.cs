using GeoCore.Tiling;

namespace GeoCore.Raster;

/// <summary>Where the pixels of one square lie in the source, for any pair of reference systems: exact at nodes, quadratic between them where that is good enough.</summary>
/// <remarks>
/// Squares are aligned to the endless lattice of pixels and judge by themselves, so that every window finds the same positions. A square
/// whose nodes in the middle are further than <see cref="LargestBend"/> from the straight mix of its corners is cut in four. What quadratic
/// interpolation misses is of third order and a small part of that bend.
/// </remarks>
internal sealed class TransformSquare
{
    /// <summary>Pixels along the edge.</summary>
    internal const int Size = 32;

    /// <summary>Cells of the source.</summary>
    internal const double LargestBend = 0.125;

    /// <summary>Squares of this size are transformed pixel by pixel.</summary>
    private const int SmallestSquare = 2;

    private readonly SourceLattice _source;
    private readonly PixelGrid _target;
    private readonly double _shift;
    private readonly double[] _x = new double[9];
    private readonly double[] _y = new double[9];

    /// <summary>Prepares for the squares of a lattice.</summary>
    /// <param name="source">Cells.</param>
    /// <param name="target">Any window of the lattice of pixels.</param>
    /// <param name="corners">Whether the north-western corners of pixels are wanted instead of centres, one more each way.</param>
    internal TransformSquare(SourceLattice source, in PixelGrid target, bool corners)
    {
        (_source, _target, _shift) = (source, target, corners ? -0.5 : 0);
        Stride = Size + (corners ? 1 : 0);
        Columns = new double[Stride * Stride];
        Rows = new double[Stride * Stride];
    }

    /// <summary>Positions in a row of the square.</summary>
    internal int Stride { get; }

    /// <summary>Positions in columns of the source, row by row, in the turn of the raster's west edge; NaN where a pixel has no place there.</summary>
    internal double[] Columns { get; }

    /// <summary>Positions in rows of the source.</summary>
    internal double[] Rows { get; }

    /// <summary>Finds the positions of a square.</summary>
    /// <param name="column">First column, counted from the window's; with the window's own a multiple of <see cref="Size"/>.</param>
    /// <param name="row">First row.</param>
    internal void Fill(int column, int row) => Fill(column, row, 0, 0, Size);

    private void Fill(int column, int row, int left, int top, int size)
    {
        if (size > SmallestSquare && TryNodes(column + left, row + top, size))
        {
            Interpolate(left, top, size);
            return;
        }

        if (size > SmallestSquare)
        {
            var half = size / 2;
            Fill(column, row, left, top, half);
            Fill(column, row, left + half, top, half);
            Fill(column, row, left, top + half, half);
            Fill(column, row, left + half, top + half, half);
            return;
        }

        for (var r = top; r < top + size + Stride - Size; r++)
        {
            for (var c = left; c < left + size + Stride - Size; c++)
            {
                (_x[0], _y[0]) = (_target.CentreX(column + c + _shift), _target.CentreY(row + r + _shift));
                Transform(1);
                (Columns[r * Stride + c], Rows[r * Stride + c]) = (_x[0], _y[0]);
            }
        }
    }

    /// <summary>Transforms nine nodes of a square and says whether a straight mix of the corners comes near the other five.</summary>
    private bool TryNodes(int column, int row, int size)
    {
        for (var node = 0; node < 9; node++)
        {
            _x[node] = _target.CentreX(column + _shift + node % 3 * (size / 2));
            _y[node] = _target.CentreY(row + _shift + node / 3 * (size / 2));
        }

        Transform(9);
        return IsStraight(_x) && IsStraight(_y);
    }

    /// <summary>False for nodes that bend too much, lie on both sides of a turn or have no place.</summary>
    private static bool IsStraight(ReadOnlySpan<double> nodes)
    {
        for (var node = 1; node < 8; node++)
        {
            double u = node % 3 / 2.0, v = node / 3 / 2.0;
            var straight = (nodes[0] * (1 - u) + nodes[2] * u) * (1 - v) + (nodes[6] * (1 - u) + nodes[8] * u) * v;
            if (!(Math.Abs(straight - nodes[node]) <= LargestBend))
            {
                return false;
            }
        }

        return true;
    }

    private void Interpolate(int left, int top, int size)
    {
        var end = size + Stride - Size;
        for (var r = 0; r < end; r++)
        {
            var v = (double)r / size;
            double x0 = Quadratic(_x[0], _x[3], _x[6], v), x1 = Quadratic(_x[1], _x[4], _x[7], v), x2 = Quadratic(_x[2], _x[5], _x[8], v);
            double y0 = Quadratic(_y[0], _y[3], _y[6], v), y1 = Quadratic(_y[1], _y[4], _y[7], v), y2 = Quadratic(_y[2], _y[5], _y[8], v);
            Span<double> columns = Columns.AsSpan((top + r) * Stride + left, end), rows = Rows.AsSpan((top + r) * Stride + left, end);
            for (var c = 0; c < end; c++)
            {
                var u = (double)c / size;
                columns[c] = Quadratic(x0, x1, x2, u);
                rows[c] = Quadratic(y0, y1, y2, u);
            }
        }
    }

    /// <summary>The parabola through values at 0, ½ and 1.</summary>
    private static double Quadratic(double atStart, double atHalf, double atEnd, double t) =>
        atStart + t * (4 * atHalf - 3 * atStart - atEnd + 2 * t * (atStart - 2 * atHalf + atEnd));

    private void Transform(int count)
    {
        Span<double> x = _x.AsSpan(0, count), y = _y.AsSpan(0, count);
        _target.Crs.ToGeographic(x, y, x, y);
        SourceLattice.ForgetBeyondPoles(y);
        _source.Crs.FromGeographic(x, y, x, y);
        for (var i = 0; i < count; i++)
        {
            (x[i], y[i]) = (_source.ColumnInTurn(x[i]), _source.Row(y[i]));
        }
    }
}
