using GeoCore.Geodesy;
using GeoCore.Tiling;

namespace GeoCore.Raster;

/// <summary>The cells of one level of a source as positions: cell i covers i to i + 1, from the west and from the north.</summary>
internal readonly struct SourceLattice
{
    /// <summary>How far the girth may differ from the raster's width, in cells, for its last column to be the neighbour of its first.</summary>
    private const double GirthTolerance = 0.01;

    private readonly double _minX, _maxY, _cellWidth, _cellHeight;

    internal SourceLattice(RasterInfo info, int level)
    {
        Crs = info.Crs;
        Level = level;
        (Width, Height) = (info.Levels[level].Width, info.Levels[level].Height);
        (_minX, _maxY) = (info.Envelope.MinX, info.Envelope.MaxY);
        (_cellWidth, _cellHeight) = (info.Envelope.Width / Width, info.Envelope.Height / Height);
        Girth = Crs.IsGeographic ? 360
            : Crs.IsSeparable ? Crs.FromGeographic(180, 0).X - Crs.FromGeographic(-180, 0).X
            : double.PositiveInfinity;
        GoesRound = Math.Abs(Girth / _cellWidth - Width) < GirthTolerance;
        if (GoesRound)
        {
            _cellWidth = Girth / Width; // a rounded cell size must not leave a slit at the seam
        }
    }

    internal CoordinateReferenceSystem Crs { get; }

    internal int Level { get; }

    internal int Width { get; }

    internal int Height { get; }

    /// <summary>Width of the whole Earth in units of <see cref="Crs"/>; infinite where a place has one x only.</summary>
    internal double Girth { get; }

    /// <summary>Columns once round the Earth; infinite where a place has one x only.</summary>
    internal double ColumnsPerTurn => Girth / _cellWidth;

    /// <summary>Whether the raster goes round the Earth.</summary>
    internal bool GoesRound { get; }

    /// <summary>Position of an x in columns, counted in the turn that begins at the raster's west edge.</summary>
    internal double ColumnInTurn(double x)
    {
        x -= _minX;
        x = double.IsFinite(Girth) ? x - Math.Floor(x / Girth) * Girth : x;
        var column = x / _cellWidth;
        return GoesRound && column >= Width ? column - Width : column; // rounded up to the end of the turn
    }

    /// <summary>Columns from one x to another that is less than half a turn away.</summary>
    internal double ColumnsBetween(double from, double to) =>
        (double.IsFinite(Girth) ? Math.IEEERemainder(to - from, Girth) : to - from) / _cellWidth;

    /// <summary>Position of a y in rows.</summary>
    internal double Row(double y) => (_maxY - y) / _cellHeight;

    /// <summary>Latitudes beyond a pole are no places; projections would fold them back onto the Earth.</summary>
    internal static void ForgetBeyondPoles(Span<double> latitudes)
    {
        foreach (ref var latitude in latitudes)
        {
            latitude = Math.Abs(latitude) <= 90 ? latitude : double.NaN;
        }
    }

    /// <summary>The coarsest level whose cells are no larger than pixels, compared in the middle of the raster and of its quarters.</summary>
    /// <remarks>It follows from the lattice of pixels alone, never from a window of it, so that neighbouring windows agree.</remarks>
    internal static int ChooseLevel(RasterInfo info, in PixelGrid target)
    {
        const double rounding = 1e-3; // of scales measured across a pixel
        var full = new SourceLattice(info, 0);
        double cells = 0;
        // the middle alone may be a pole, where no scale can be told
        foreach (var (u, v) in (ReadOnlySpan<(double, double)>)[(0.5, 0.5), (0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)])
        {
            var here = full.CellsPerPixel(info.Envelope.MinX + u * info.Envelope.Width, info.Envelope.MinY + v * info.Envelope.Height, target);
            cells = double.IsFinite(here) ? Math.Max(cells, here) : cells;
        }

        var level = 0;
        for (var next = 1; next < info.Levels.Count; next++)
        {
            var growth = Math.Max((double)full.Width / info.Levels[next].Width, (double)full.Height / info.Levels[next].Height);
            if (growth <= cells * (1 + rounding))
            {
                level = next;
            }
        }

        return level;
    }

    /// <summary>Cells along the shorter side of a pixel at a place of this system; infinite where that cannot be told.</summary>
    private double CellsPerPixel(double sourceX, double sourceY, in PixelGrid target)
    {
        var (longitude, latitude) = Crs.ToGeographic(sourceX, sourceY);
        var (x, y) = target.Crs.FromGeographic(longitude, latitude);
        return double.IsFinite(x) && double.IsFinite(y)
            ? Math.Min(
                Distance(target.Crs, x - target.CellWidth / 2, y, x + target.CellWidth / 2, y),
                Distance(target.Crs, x, y - target.CellHeight / 2, x, y + target.CellHeight / 2))
            : double.PositiveInfinity;
    }

    /// <summary>Cells between two places of another system; infinite where one has no place here.</summary>
    private double Distance(CoordinateReferenceSystem crs, double x1, double y1, double x2, double y2)
    {
        var (longitude1, latitude1) = crs.ToGeographic(x1, y1);
        var (longitude2, latitude2) = crs.ToGeographic(x2, y2);
        var (fromX, fromY) = Crs.FromGeographic(longitude1, latitude1);
        var (toX, toY) = Crs.FromGeographic(longitude2, latitude2);
        var across = toX - fromX;
        across = double.IsFinite(Girth) ? Math.IEEERemainder(across, Girth) : across;
        var distance = Math.Sqrt(across / _cellWidth * (across / _cellWidth) + (toY - fromY) / _cellHeight * ((toY - fromY) / _cellHeight));
        return double.IsFinite(distance) && distance > 0 ? distance : double.PositiveInfinity;
    }
}
