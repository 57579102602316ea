using GeoCore.Tiling;

namespace GeoCore.Raster;

/// <summary>Where the pixels of a square lie in the source, with the extent of each where the kernel asks for it.</summary>
internal sealed class SquarePlaces
{
    /// <summary>Cells under one pixel that are looked at, at most, each way; more only occur where a projection tears.</summary>
    private const int LargestFootprint = 64;

    /// <summary>Cells on either side of a position that the widest kernel of fixed size may ask for.</summary>
    private const int Margin = 3;

    private readonly SourceLattice _source;
    private readonly TransformSquare _centres;
    private readonly TransformSquare? _corners;
    private readonly Extent[] _extents;

    internal SquarePlaces(SourceLattice source, in PixelGrid target, Resampling resampling)
    {
        _source = source;
        _centres = new TransformSquare(source, target, corners: false);
        _corners = AxisKernel.NeedsEdges(resampling) ? new TransformSquare(source, target, corners: true) : null;
        _extents = _corners is null ? [] : new Extent[_centres.Columns.Length];
    }

    /// <summary>Weights of a pixel along one axis, at most.</summary>
    internal static int LargestWeights => AxisKernel.Room(LargestFootprint);

    /// <summary>Goes to another square.</summary>
    internal void Fill(int column, int row)
    {
        _centres.Fill(column, row);
        for (var i = 0; i < _centres.Columns.Length; i++)
        {
            var isInside = _centres.Columns[i] >= 0 && _centres.Columns[i] < _source.Width && _centres.Rows[i] >= 0 && _centres.Rows[i] < _source.Height;
            _centres.Columns[i] = isInside ? _centres.Columns[i] : double.NaN;
        }

        if (_corners is not null)
        {
            _corners.Fill(column, row);
            FillExtents(_corners);
        }
    }

    /// <summary>Position of a pixel's centre; false where it lies outside the source.</summary>
    internal bool TryGet(int column, int row, out double x, out double y)
    {
        var at = row * _centres.Stride + column;
        (x, y) = (_centres.Columns[at], _centres.Rows[at]);
        return !double.IsNaN(x);
    }

    /// <summary>The rectangle around a pixel's corners, which stands for the pixel; NaN where it has no place or is torn.</summary>
    internal ((double West, double East) Columns, (double North, double South) Rows) Edges(int column, int row, double x, double y)
    {
        if (_corners is null)
        {
            return default;
        }

        var extent = _extents[row * _centres.Stride + column];
        return ((x + extent.West, x + extent.East), (y + extent.North, y + extent.South));
    }

    private void FillExtents(TransformSquare corners)
    {
        for (var i = 0; i < _extents.Length; i++)
        {
            var (x, y) = (_centres.Columns[i], _centres.Rows[i]);
            if (double.IsNaN(x))
            {
                continue;
            }

            double west = 0, east = 0, north = 0, south = 0;
            for (var corner = 0; corner < 4; corner++)
            {
                var at = (i / _centres.Stride + corner / 2) * corners.Stride + i % _centres.Stride + corner % 2;
                double dx = InTurn(corners.Columns[at] - x), dy = corners.Rows[at] - y;
                (west, east, north, south) = (Math.Min(west, dx), Math.Max(east, dx), Math.Min(north, dy), Math.Max(south, dy));
            }

            _extents[i] = east - west < LargestFootprint && south - north < LargestFootprint
                ? new Extent(west, east, north, south)
                : new Extent(double.NaN, double.NaN, double.NaN, double.NaN);
        }
    }

    /// <summary>The cells that some pixels need; of no width where none lies inside the source.</summary>
    /// <remarks>Columns of a source that goes round are brought into one turn, which may end beyond the raster.</remarks>
    internal RasterWindow Bounds(SquarePart part)
    {
        double west = double.PositiveInfinity, east = double.NegativeInfinity, north = west, south = east, first = double.NaN;
        for (var row = part.Top; row < part.Bottom; row++)
        {
            for (var column = part.Left; column < part.Right; column++)
            {
                if (!TryGet(column, row, out var x, out var y))
                {
                    continue;
                }

                if (_source.GoesRound)
                {
                    first = double.IsNaN(first) ? x : first;
                    x = _centres.Columns[row * _centres.Stride + column] = first + InTurn(x - first);
                }

                (west, east, north, south) = (Math.Min(west, x), Math.Max(east, x), Math.Min(north, y), Math.Max(south, y));
                if (_corners is not null && Edges(column, row, x, y) is var (columns, rows) && !double.IsNaN(columns.West))
                {
                    (west, east) = (Math.Min(west, columns.West), Math.Max(east, columns.East));
                    (north, south) = (Math.Min(north, rows.North), Math.Max(south, rows.South));
                }
            }
        }

        if (!(west <= east))
        {
            return default;
        }

        if (!_source.GoesRound)
        {
            (west, east) = (Math.Max(west, 0), Math.Min(east, _source.Width));
        }

        (north, south) = (Math.Max(north, 0), Math.Min(south, _source.Height));
        int left = (int)Math.Floor(west) - Margin, top = (int)Math.Floor(north) - Margin;
        return new RasterWindow(_source.Level, left, top, (int)Math.Ceiling(east) + Margin - left, (int)Math.Ceiling(south) + Margin - top);
    }

    /// <summary>A distance in columns by the shorter way round.</summary>
    private double InTurn(double distance)
    {
        var turn = _source.ColumnsPerTurn;
        return Math.Abs(distance) <= turn / 2 ? distance : distance - Math.Round(distance / turn) * turn;
    }

    /// <summary>The edges of a pixel as distances from its centre, in cells.</summary>
    private readonly record struct Extent(double West, double East, double North, double South);
}
