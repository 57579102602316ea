using System.Diagnostics.CodeAnalysis;
using GeoCore.Evaluation;
using GeoCore.Geodesy;

namespace GeoCore.Geolocation.Grids;

/// <summary>Disjoint cells on the sphere of radius <see cref="Wgs84.MeanRadiusKm"/>, numbered from 0. Immutable.</summary>
/// <remarks>A grid need not cover the sphere; what its cells leave out is the residual.</remarks>
public abstract class Grid
{
    /// <summary>Cells that a map can have in memory.</summary>
    internal const long MaximumCells = int.MaxValue - 56;

    /// <summary>Cells whose directions are kept once they have been asked for: 24 bytes each.</summary>
    private const int MostDirections = 1 << 20;

    private readonly Lazy<CellAreas> _areas;
    private readonly Lazy<UnitVector[]> _directions;

    private protected Grid()
    {
        _areas = new Lazy<CellAreas>(CreateAreas);
        _directions = new Lazy<UnitVector[]>(() => [.. Enumerable.Range(0, Count).Select(ComputeDirection)]);
    }

    /// <summary>How settings name the grid, such as <c>healpix:7</c>; grids of one name have the same cells unless they are adaptive.</summary>
    public abstract string Name { get; }

    /// <summary>Number of cells.</summary>
    public abstract int Count { get; }

    /// <summary>Whether every place lies in a cell.</summary>
    public abstract bool IsComplete { get; }

    /// <summary>Areas of the cells, as the evaluation takes them; made when first asked for.</summary>
    public CellAreas Areas => _areas.Value;

    /// <summary>Area that no cell covers, km².</summary>
    public double ResidualKm2 => IsComplete ? 0 : Math.Max(0, GreatCircle.SphereAreaKm2 - Areas.TotalKm2);

    /// <summary>The grid that a name stands for.</summary>
    /// <param name="name"><c>latlon:8640x4320</c>, <c>healpix:7</c> or <c>s2:8</c>, as <see cref="Name"/> writes them.</param>
    /// <param name="grid">The grid, where the name is one and the grid is small enough to be held.</param>
    public static bool TryParse(string? name, [NotNullWhen(true)] out Grid? grid) => GridName.TryParse(name, out grid);

    /// <summary>The cell of a place, or −1 where there is none; a place on an edge belongs to one of the neighbours.</summary>
    /// <param name="longitude">Degrees, any turn.</param>
    /// <param name="latitude">Degrees, −90 to 90.</param>
    /// <exception cref="ArgumentOutOfRangeException">This is no place.</exception>
    public abstract int CellAt(double longitude, double latitude);

    /// <summary>The cells of places on one parallel, as <see cref="CellAt"/> has them: a row of pixels shares what depends on its latitude.</summary>
    /// <param name="longitudes">Degrees, any turn.</param>
    /// <param name="latitude">Degrees, −90 to 90.</param>
    /// <param name="cells">Receives one cell a place, −1 where there is none; at least as long as <paramref name="longitudes"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is no place.</exception>
    public virtual void CellsAt(ReadOnlySpan<double> longitudes, double latitude, Span<int> cells)
    {
        for (var i = 0; i < longitudes.Length; i++)
        {
            cells[i] = CellAt(longitudes[i], latitude);
        }
    }

    /// <summary>The place in the middle of a cell, degrees.</summary>
    /// <param name="cell">0 to <see cref="Count"/> − 1.</param>
    public abstract (double Longitude, double Latitude) CentreOf(int cell);

    /// <summary>A place of a cell by its position along two of its edges, so that a raster may be sampled evenly in it.</summary>
    /// <param name="cell">0 to <see cref="Count"/> − 1.</param>
    /// <param name="x">0 to 1; eastward on latitude and longitude.</param>
    /// <param name="y">0 to 1; northward on latitude and longitude.</param>
    /// <returns>Degrees.</returns>
    public abstract (double Longitude, double Latitude) PointIn(int cell, double x, double y);

    /// <summary>Area of a cell, km², in closed form.</summary>
    /// <param name="cell">0 to <see cref="Count"/> − 1.</param>
    public abstract double AreaKm2(int cell);

    /// <summary>The outline of a cell, degrees, counter-clockwise as seen from above; the first place is not repeated.</summary>
    /// <param name="cell">0 to <see cref="Count"/> − 1.</param>
    /// <param name="pointsPerEdge">Places on each of the four edges, its end not counted; more than 1 follow edges that are no straight lines on a map.</param>
    /// <returns>Four times <paramref name="pointsPerEdge"/> places; longitudes go on past ±180° instead of jumping.</returns>
    public abstract (double Longitude, double Latitude)[] BoundaryOf(int cell, int pointsPerEdge = 1);

    /// <summary>The cells across the middles of a cell's edges.</summary>
    /// <param name="cell">0 to <see cref="Count"/> − 1.</param>
    /// <param name="neighbours">Receives up to four cells; at least four long.</param>
    /// <returns>How many were written. Beside a smaller cell the neighbour is one of several, but each of those names this cell.</returns>
    public abstract int EdgeNeighbours(int cell, Span<int> neighbours);

    /// <summary>Adds the cells whose centres lie within a distance of a place.</summary>
    /// <param name="longitude">Degrees.</param>
    /// <param name="latitude">Degrees, −90 to 90.</param>
    /// <param name="radiusKm">On the sphere, kilometres, at least 0.</param>
    /// <param name="cells">Receives them in an order that is the same every time.</param>
    public abstract void CellsWithin(double longitude, double latitude, double radiusKm, List<int> cells);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The direction of a cell's centre; kept where cells are not too many.</summary>
    internal UnitVector DirectionOf(int cell) => Count <= MostDirections ? _directions.Value[cell] : ComputeDirection(cell);

    private protected abstract UnitVector ComputeDirection(int cell);

    private protected abstract CellAreas CreateAreas();

    private protected void Check(int cell)
    {
        if ((uint)cell >= (uint)Count)
            throw new ArgumentOutOfRangeException(nameof(cell), cell, $"The grid {Name} has {Count} cells.");
    }
}
