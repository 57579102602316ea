using GeoCore.Geodesy;

namespace GeoCore.Geolocation.Grids;

/// <summary>A grid whose cells belong to a hierarchy and are numbered along its curve.</summary>
public abstract class HierarchicalGrid : Grid
{
    private protected HierarchicalGrid(CellHierarchy hierarchy)
    {
        ArgumentNullException.ThrowIfNull(hierarchy);
        Hierarchy = hierarchy;
    }

    /// <summary>What the cells belong to.</summary>
    public CellHierarchy Hierarchy { get; }

    /// <summary>A cell with its level.</summary>
    /// <param name="cell">0 to <see cref="Grid.Count"/> − 1.</param>
    public abstract HierarchyCell this[int cell] { get; }

    /// <summary>The number of the cell that is, or contains, a cell of the hierarchy; −1 where none does.</summary>
    public abstract int CellOf(HierarchyCell cell);

    /// <summary>The cells that lie inside a cell of the hierarchy, itself included, as a range of numbers.</summary>
    public abstract Range CellsIn(HierarchyCell cell);

    /// <inheritdoc/>
    public override (double Longitude, double Latitude) CentreOf(int cell) => PointIn(cell, 0.5, 0.5);

    /// <inheritdoc/>
    public override (double Longitude, double Latitude) PointIn(int cell, double x, double y)
    {
        var place = Hierarchy.PointOf(this[cell], x, y);
        return (place.Longitude, place.Latitude);
    }

    /// <summary>The level of the smallest cells.</summary>
    internal abstract int FinestLevel { get; }

    /// <inheritdoc/>
    public override double AreaKm2(int cell) => Hierarchy.AreaKm2(this[cell]);

    /// <inheritdoc/>
    public override (double Longitude, double Latitude)[] BoundaryOf(int cell, int pointsPerEdge = 1) => Hierarchy.BoundaryOf(this[cell], pointsPerEdge);

    /// <inheritdoc/>
    public override int EdgeNeighbours(int cell, Span<int> neighbours)
    {
        var count = 0;
        for (var edge = 0; edge < 4; edge++)
        {
            var beyond = Hierarchy.Beyond(this[cell], edge);
            var neighbour = CellAt(beyond.Longitude, beyond.Latitude);
            if (neighbour >= 0)
                neighbours[count++] = neighbour;
        }

        return count;
    }

    /// <inheritdoc/>
    public override void CellsWithin(double longitude, double latitude, double radiusKm, List<int> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var cap = new Cap(Hierarchy, longitude, latitude, radiusKm, FinestLevel + 1);
        for (var i = 0; i < Hierarchy.BaseCells; i++)
        {
            Visit(cap, new HierarchyCell(0, i), cells);
        }
    }

    private protected override UnitVector ComputeDirection(int cell) => Hierarchy.CentreOf(this[cell]);

    private void Visit(Cap cap, HierarchyCell cell, List<int> cells)
    {
        var (start, count) = CellsIn(cell).GetOffsetAndLength(Count);
        if (count == 0)
            return;
        var relation = count == 1 ? CapRelation.Touches : cap.Relation(cell);
        if (count == 1 && cap.Holds(DirectionOf(start)))
            cells.Add(start);
        for (var i = start; relation == CapRelation.Inside && i < start + count; i++)
        {
            cells.Add(i);
        }

        for (var i = 0; relation == CapRelation.Touches && count > 1 && i < 4; i++)
        {
            Visit(cap, cell.Child(i), cells);
        }
    }
}
