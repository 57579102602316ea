using GeoCore.Tiling;

namespace GeoCore.Raster;

/// <summary>Where pixels lie in the source, for any pair of reference systems: exact at the nodes of a quadtree, linear between them where that is good enough.</summary>
/// <remarks>
/// Squares are aligned to the endless lattice of pixels and judge by themselves, so that every window finds the same positions. A square is
/// accepted when the positions in its middle and in the middles of its edges are less than <see cref="LargestError"/> off.
/// </remarks>
internal sealed class TransformLattice
{
    /// <summary>Cells of the source.</summary>
    internal const double LargestError = 0.02;

    private const int LargestSquare = 32;
    private const int SmallestSquare = 2;

    private readonly SourceLattice _source;
    private readonly PixelGrid _target;
    private readonly double _shift;
    private readonly double[] _x = new double[9];
    private readonly double[] _y = new double[9];

    private TransformLattice(SourceLattice source, in PixelGrid target, double shift, int width, int height)
    {
        (_source, _target, _shift, Width) = (source, target, shift, width);
        Columns = new double[width * height];
        Rows = new double[width * height];
    }

    /// <summary>Positions in columns of the source, row by row; NaN where a pixel has no place there.</summary>
    internal double[] Columns { get; }

    /// <summary>Positions in rows of the source.</summary>
    internal double[] Rows { get; }

    private int Width { get; }

    /// <summary>Positions of the centres of pixels, or of their corners, of which there is one more each way.</summary>
    internal static TransformLattice Of(SourceLattice source, in PixelGrid target, bool corners, CancellationToken cancellationToken)
    {
        int width = target.Width + (corners ? 1 : 0), height = target.Height + (corners ? 1 : 0);
        var lattice = new TransformLattice(source, target, corners ? -0.5 : 0, width, height);
        // squares begin at multiples of their size in the endless lattice
        long left = -Modulo(target.Column), top = -Modulo(target.Row);
        for (var row = top; row < height; row += LargestSquare)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var column = left; column < width; column += LargestSquare)
            {
                lattice.Fill((int)column, (int)row, LargestSquare, height);
            }
        }

        return lattice;
    }

    private static long Modulo(long value) => (value % LargestSquare + LargestSquare) % LargestSquare;

    private void Fill(int column, int row, int size, int height)
    {
        if (column + size <= 0 || row + size <= 0 || column >= Width || row >= height)
        {
            return;
        }

        if (size > SmallestSquare && TryNodes(column, row, size))
        {
            Interpolate(column, row, size, height);
            return;
        }

        if (size > SmallestSquare)
        {
            var half = size / 2;
            Fill(column, row, half, height);
            Fill(column + half, row, half, height);
            Fill(column, row + half, half, height);
            Fill(column + half, row + half, half, height);
            return;
        }

        for (var r = Math.Max(row, 0); r < Math.Min(row + size, height); r++)
        {
            for (var c = Math.Max(column, 0); c < Math.Min(column + size, Width); c++)
            {
                (_x[0], _y[0]) = (_target.CentreX(c + _shift), _target.CentreY(r + _shift));
                Transform(1);
                (Columns[r * Width + c], Rows[r * Width + c]) = (_x[0], _y[0]);
            }
        }
    }

    /// <summary>Transforms nine nodes of a square and says whether a linear mix of the corners meets the other five.</summary>
    private bool TryNodes(int column, int row, int size)
    {
        for (var node = 0; node < 9; node++)
        {
            _x[node] = _target.CentreX(column + _shift + node % 3 * (size / 2));
            _y[node] = _target.CentreY(row + _shift + node / 3 * (size / 2));
        }

        Transform(9);
        for (var node = 0; node < 9; node++)
        {
            double u = node % 3 / 2.0, v = node / 3 / 2.0;
            if (!(Math.Abs(Mix(_x, u, v) - _x[node]) < LargestError && Math.Abs(Mix(_y, u, v) - _y[node]) < LargestError))
            {
                return false; // too curved, across a turn, or partly without a place
            }
        }

        return true;
    }

    private void Interpolate(int column, int row, int size, int height)
    {
        for (var r = Math.Max(row, 0); r < Math.Min(row + size, height); r++)
        {
            for (var c = Math.Max(column, 0); c < Math.Min(column + size, Width); c++)
            {
                double u = (double)(c - column) / size, v = (double)(r - row) / size;
                (Columns[r * Width + c], Rows[r * Width + c]) = (Mix(_x, u, v), Mix(_y, u, v));
            }
        }
    }

    private static double Mix(double[] nodes, double u, double v) =>
        (nodes[0] * (1 - u) + nodes[2] * u) * (1 - v) + (nodes[6] * (1 - u) + nodes[8] * u) * v;

    private void Transform(int count)
    {
        Span<double> x = _x.AsSpan(0, count), y = _y.AsSpan(0, count);
        _target.Crs.ToGeographic(x, y, x, y);
        _source.Crs.FromGeographic(x, y, x, y);
        for (var i = 0; i < count; i++)
        {
            x[i] = _source.Column(x[i] + _source.TurnTo(x[i]));
            y[i] = _source.Row(y[i]);
        }
    }
}
