using GeoCore.Evaluation;

namespace GeoCore.Geolocation.Grids;

/// <summary>Cells of different levels of one hierarchy, none inside another: an antichain. They need not cover the sphere.</summary>
public sealed class AdaptiveGrid : HierarchicalGrid
{
    private readonly HierarchyCell[] _cells;
    private readonly long[] _first;

    /// <summary>Takes cells and puts them in the order of the curve.</summary>
    /// <param name="hierarchy">What the cells belong to.</param>
    /// <param name="cells">At least one; their order does not matter.</param>
    /// <exception cref="ArgumentException">There is no cell, one does not exist, or one lies in another.</exception>
    public AdaptiveGrid(CellHierarchy hierarchy, IEnumerable<HierarchyCell> cells) : base(hierarchy)
    {
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

        FinestLevel = _cells.Max(cell => cell.Level);
        IsComplete = covered == hierarchy.CountAt(hierarchy.MaximumLevel);
    }

    /// <summary>The cells in the order of the curve.</summary>
    public IReadOnlyList<HierarchyCell> Cells => _cells;

    /// <inheritdoc/>
    public override string Name => $"{Hierarchy.Name}-adaptive:{Count}";

    /// <inheritdoc/>
    public override int Count => _cells.Length;

    /// <inheritdoc/>
    public override bool IsComplete { get; }

    internal override int FinestLevel { get; }

    /// <inheritdoc/>
    public override int CellAt(double longitude, double latitude) => CellOf(Hierarchy.CellAt(longitude, latitude, Hierarchy.MaximumLevel));

    /// <inheritdoc/>
    public override HierarchyCell this[int cell]
    {
        get
        {
            Check(cell);
            return _cells[cell];
        }
    }

    /// <inheritdoc/>
    public override int CellOf(HierarchyCell cell)
    {
        var at = FirstFrom(First(cell) + 1) - 1;
        return at >= 0 && _cells[at].Contains(cell) ? at : -1;
    }

    /// <inheritdoc/>
    public override Range CellsIn(HierarchyCell cell)
    {
        var last = new HierarchyCell(cell.Level, cell.Index + 1);
        var start = FirstFrom(First(cell));
        // a larger cell may begin at the same place without lying inside
        if (start < Count && _cells[start].Level < cell.Level)
            start++;
        return start..Math.Max(start, FirstFrom(First(last)));
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
