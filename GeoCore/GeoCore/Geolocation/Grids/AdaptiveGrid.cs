using GeoCore.Evaluation;

namespace GeoCore.Geolocation.Grids;

/// <summary>Cells of different levels of one hierarchy, none inside another: an antichain. They need not cover the sphere.</summary>
public sealed class AdaptiveGrid : Grid
{
    private readonly HierarchyCell[] _cells;
    private readonly long[] _first;

    /// <summary>Takes cells and puts them in the order of the curve.</summary>
    /// <param name="hierarchy">What the cells belong to.</param>
    /// <param name="cells">At least one; their order does not matter.</param>
    /// <exception cref="ArgumentException">There is no cell, one does not exist, or one lies in another.</exception>
    public AdaptiveGrid(CellHierarchy hierarchy, IEnumerable<HierarchyCell> cells)
    {
        ArgumentNullException.ThrowIfNull(hierarchy);
        Hierarchy = hierarchy;
        _cells = [.. cells.OrderBy(First)];
        _first = [.. _cells.Select(First)];
        if (_cells.Length == 0)
            throw new ArgumentException("A grid needs a cell.", nameof(cells));
        long covered = 0;
        for (var i = 0; i < _cells.Length; i++)
        {
            var (level, index) = _cells[i];
            if (level < 0 || level > hierarchy.MaximumLevel || index < 0 || index >= hierarchy.CountAt(level))
                throw new ArgumentException($"{hierarchy.Name} has no cell {index} of level {level}.", nameof(cells));
            if (i > 0 && _first[i] < End(i - 1))
                throw new ArgumentException($"Cells {_cells[i - 1]} and {_cells[i]} overlap.", nameof(cells));
            covered += End(i) - _first[i];
        }

        IsComplete = covered == hierarchy.CountAt(hierarchy.MaximumLevel);
    }

    /// <summary>What the cells belong to.</summary>
    public CellHierarchy Hierarchy { get; }

    /// <summary>The cells in the order of the curve.</summary>
    public IReadOnlyList<HierarchyCell> Cells => _cells;

    /// <inheritdoc/>
    public override string Name => $"{Hierarchy.Name}-adaptive:{Count}";

    /// <inheritdoc/>
    public override int Count => _cells.Length;

    /// <inheritdoc/>
    public override bool IsComplete { get; }

    /// <inheritdoc/>
    public override int CellAt(double longitude, double latitude) => CellOf(Hierarchy.CellAt(longitude, latitude, Hierarchy.MaximumLevel));

    /// <summary>The number of the cell that is, or contains, a cell of the hierarchy; −1 where none does.</summary>
    public int CellOf(HierarchyCell cell)
    {
        var at = FirstFrom(First(cell) + 1) - 1;
        return at >= 0 && _cells[at].Contains(cell) ? at : -1;
    }

    /// <summary>The cells that lie inside a cell of the hierarchy, itself included, as a range of numbers.</summary>
    public Range CellsIn(HierarchyCell cell)
    {
        var last = new HierarchyCell(cell.Level, cell.Index + 1);
        var start = FirstFrom(First(cell));
        // a larger cell may begin at the same place without lying inside
        if (start < Count && _cells[start].Level < cell.Level)
            start++;
        return start..Math.Max(start, FirstFrom(First(last)));
    }

    /// <inheritdoc/>
    public override (double Longitude, double Latitude) CentreOf(int cell)
    {
        Check(cell);
        var centre = Hierarchy.CentreOf(_cells[cell]);
        return (centre.Longitude, centre.Latitude);
    }

    /// <inheritdoc/>
    public override double AreaKm2(int cell)
    {
        Check(cell);
        return Hierarchy.AreaKm2(_cells[cell]);
    }

    /// <inheritdoc/>
    public override (double Longitude, double Latitude)[] BoundaryOf(int cell, int pointsPerEdge = 1)
    {
        Check(cell);
        return Hierarchy.BoundaryOf(_cells[cell], pointsPerEdge);
    }

    /// <inheritdoc/>
    public override int EdgeNeighbours(int cell, Span<int> neighbours)
    {
        Check(cell);
        var count = 0;
        for (var edge = 0; edge < 4; edge++)
        {
            var beyond = Hierarchy.Beyond(_cells[cell], edge);
            var neighbour = CellAt(beyond.Longitude, beyond.Latitude);
            if (neighbour >= 0)
                neighbours[count++] = neighbour;
        }

        return count;
    }

    /// <inheritdoc/>
    public override void CellsWithin(double longitude, double latitude, double radiusKm, ICollection<int> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var cap = new Cap(Hierarchy, longitude, latitude, radiusKm);
        for (var i = 0; i < Hierarchy.BaseCells; i++)
        {
            Visit(cap, new HierarchyCell(0, i), cells);
        }
    }

    private void Visit(in Cap cap, HierarchyCell cell, ICollection<int> cells)
    {
        var (start, count) = CellsIn(cell).GetOffsetAndLength(Count);
        if (count == 0)
            return;
        var relation = count == 1 ? CapRelation.Touches : cap.Relation(cell);
        if (count == 1 && cap.HoldsCentre(_cells[start]))
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

    private protected override CellAreas CreateAreas() => CellAreas.PerCell([.. _cells.Select(Hierarchy.AreaKm2)]);

    private long First(HierarchyCell cell) => cell.FirstAt(Hierarchy.MaximumLevel);

    private long End(int cell) => _first[cell] + (1L << (2 * (Hierarchy.MaximumLevel - _cells[cell].Level)));

    /// <summary>The number of the first cell that begins at a position of the finest level or after it.</summary>
    private int FirstFrom(long position)
    {
        var at = Array.BinarySearch(_first, position);
        return at < 0 ? ~at : at;
    }
}
