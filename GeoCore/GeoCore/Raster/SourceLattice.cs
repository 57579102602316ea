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
    }

    internal CoordinateReferenceSystem Crs { get; }

    internal int Level { get; }

    internal int Width { get; }

    internal int Height { get; }

    /// <summary>Width of the whole Earth in units of <see cref="Crs"/>; infinite where a place has one x only.</summary>
    internal double Girth { get; }

    /// <summary>Whether the raster goes round the Earth.</summary>
    internal bool GoesRound { get; }

    /// <summary>What has to be added to an x to bring it into the turn that begins at the raster's west edge.</summary>
    internal double TurnTo(double x) => double.IsFinite(Girth) ? -Math.Floor((x - _minX) / Girth) * Girth : 0;

    /// <summary>Position of an x in columns.</summary>
    internal double Column(double x) => (x - _minX) / _cellWidth;

    /// <summary>Position of a y in rows.</summary>
    internal double Row(double y) => (_maxY - y) / _cellHeight;

    /// <summary>The coarsest level whose cells are no larger than pixels, compared in the middle of the raster.</summary>
    /// <remarks>It follows from the lattice of pixels alone, never from a window of it, so that neighbouring windows agree.</remarks>
    internal static int ChooseLevel(RasterInfo info, in PixelGrid target)
    {
        const double rounding = 1e-6;
        var full = new SourceLattice(info, 0);
        var centre = info.Envelope.Centre;
        var (longitude, latitude) = info.Crs.ToGeographic(centre.X, centre.Y);
        var (x, y) = target.Crs.FromGeographic(longitude, latitude);
        if (!double.IsFinite(x) || !double.IsFinite(y))
        {
            return 0; // the middle does not occur in the target: no reason to be coarse
        }

        var cells = Math.Min(
            full.Distance(target.Crs, x - target.CellWidth / 2, y, x + target.CellWidth / 2, y),
            full.Distance(target.Crs, x, y - target.CellHeight / 2, x, y + target.CellHeight / 2));
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
