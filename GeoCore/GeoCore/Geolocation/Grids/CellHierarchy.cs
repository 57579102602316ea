using GeoCore.Geodesy;

namespace GeoCore.Geolocation.Grids;

/// <summary>A division of the sphere into base cells and of every cell into four, along a curve that keeps close places close.</summary>
public abstract class CellHierarchy
{
    /// <summary>How far beyond the middle of an edge its neighbour is looked for, as a part of the way from the cell's centre.</summary>
    private const double Step = 0.02;

    /// <summary>Levels whose centres are kept once they have been asked for; 6 MB for HEALPix.</summary>
    private const int KeptLevels = 8;

    private readonly Lazy<UnitVector[]>[] _centres;

    private protected CellHierarchy() => _centres = [.. Enumerable.Range(0, KeptLevels).Select(level => new Lazy<UnitVector[]>(
        () => [.. Enumerable.Range(0, (int)CountAt(level)).Select(index => PointOf(new HierarchyCell(level, index), 0.5, 0.5))]))];

    /// <summary>HEALPix in nested order: all cells of a level have the same area.</summary>
    public static CellHierarchy Healpix { get; } = new HealpixHierarchy();

    /// <summary>S2: the six faces of a cube, cut by great circles, along Hilbert's curve.</summary>
    public static CellHierarchy S2 { get; } = new S2Hierarchy();

    /// <summary>How settings name the hierarchy.</summary>
    public abstract string Name { get; }

    /// <summary>Cells of level 0.</summary>
    public abstract int BaseCells { get; }

    /// <summary>The finest level.</summary>
    public abstract int MaximumLevel { get; }

    /// <summary>Whether all cells of a level have one area.</summary>
    public abstract bool IsEqualArea { get; }

    /// <summary>Cells of a level.</summary>
    /// <param name="level">0 to <see cref="MaximumLevel"/>.</param>
    public long CountAt(int level)
    {
        CheckLevel(level);
        return (long)BaseCells << (2 * level);
    }

    /// <summary>The cell of a level that holds a place.</summary>
    /// <param name="longitude">Degrees, any turn.</param>
    /// <param name="latitude">Degrees, −90 to 90.</param>
    /// <param name="level">0 to <see cref="MaximumLevel"/>.</param>
    public HierarchyCell CellAt(double longitude, double latitude, int level)
    {
        CheckLevel(level);
        return new HierarchyCell(level, IndexAt(UnitVector.Of(longitude, latitude), longitude, level));
    }

    /// <summary>The indices of the cells of a level that hold places on one parallel; they fit 32 bits.</summary>
    internal virtual void WriteCells(ReadOnlySpan<double> longitudes, double latitude, int level, Span<int> cells)
    {
        for (var i = 0; i < longitudes.Length; i++)
        {
            cells[i] = (int)CellAt(longitudes[i], latitude, level).Index;
        }
    }

    /// <summary>The middle of a cell.</summary>
    public UnitVector CentreOf(HierarchyCell cell) => cell.Level < KeptLevels ? _centres[cell.Level].Value[cell.Index] : PointOf(cell, 0.5, 0.5);

    /// <summary>Area of a cell, km².</summary>
    public abstract double AreaKm2(HierarchyCell cell);

    /// <summary>The outline of a cell, as <see cref="Grid.BoundaryOf"/>.</summary>
    public (double Longitude, double Latitude)[] BoundaryOf(HierarchyCell cell, int pointsPerEdge = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pointsPerEdge, 1);
        var places = new (double Longitude, double Latitude)[4 * pointsPerEdge];
        var centre = CentreOf(cell).Longitude;
        for (var i = 0; i < places.Length; i++)
        {
            var (x, y) = OnEdge(i / pointsPerEdge, (double)(i % pointsPerEdge) / pointsPerEdge);
            var point = PointOf(cell, x, y);
            // a pole has every longitude: the one of its neighbour on the outline is as good
            var longitude = Math.Abs(point.Latitude) < 90 ? point.Longitude : i > 0 ? places[i - 1].Longitude : centre;
            places[i] = (centre + Math.IEEERemainder(longitude - centre, 360), point.Latitude);
        }

        return places;
    }

    /// <summary>A place of a cell by its position from 0 to 1 along two edges; counter-clockwise from (0, 0) over (1, 0).</summary>
    internal abstract UnitVector PointOf(HierarchyCell cell, double x, double y);

    /// <summary>A place just across the middle of an edge.</summary>
    internal UnitVector Beyond(HierarchyCell cell, int edge)
    {
        var (x, y) = OnEdge(edge, 0.5);
        UnitVector middle = PointOf(cell, x, y), centre = CentreOf(cell);
        return UnitVector.Along(
            middle.X + Step * (middle.X - centre.X), middle.Y + Step * (middle.Y - centre.Y), middle.Z + Step * (middle.Z - centre.Z));
    }

    /// <summary>An angle from the centre of any cell of a level beyond which none of it lies, radians.</summary>
    internal double RadiusAt(int level) => BaseRadius / (1L << level);

    /// <summary>Of level 0; each level has half of it or less.</summary>
    private protected abstract double BaseRadius { get; }

    private protected abstract long IndexAt(UnitVector place, double longitude, int level);

    private static (double X, double Y) OnEdge(int edge, double part) => edge switch
    {
        0 => (part, 0),
        1 => (1, part),
        2 => (1 - part, 1),
        _ => (0, 1 - part),
    };

    private void CheckLevel(int level)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, MaximumLevel);
    }
}
