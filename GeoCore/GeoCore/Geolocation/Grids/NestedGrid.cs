using GeoCore.Evaluation;

namespace GeoCore.Geolocation.Grids;

/// <summary>All cells of one level of a hierarchy; the number of a cell is its index, so that cell i consists of cells 4 i to 4 i + 3 of the next level.</summary>
public sealed class NestedGrid : HierarchicalGrid
{
    /// <summary>Takes the cells of a level.</summary>
    /// <param name="hierarchy">Such as <see cref="CellHierarchy.Healpix"/>.</param>
    /// <param name="level">0 to 13 for HEALPix, to 14 for S2.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such level, or its cells are more than a map can have.</exception>
    public NestedGrid(CellHierarchy hierarchy, int level) : base(hierarchy)
    {
        if (!IsPossible(hierarchy, level))
            throw new ArgumentOutOfRangeException(nameof(level), level, $"A map cannot have the cells of this level of {hierarchy.Name}.");
        Level = level;
        Count = (int)hierarchy.CountAt(level);
    }

    /// <summary>The level of all cells.</summary>
    public int Level { get; }

    /// <inheritdoc/>
    public override string Name => $"{Hierarchy.Name}:{Level}";

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override bool IsComplete => true;

    /// <summary>HEALPix in nested order, 12 · 4ᵏ cells of one area.</summary>
    /// <param name="level">k, 0 to 13.</param>
    public static NestedGrid Healpix(int level) => new(CellHierarchy.Healpix, level);

    /// <summary>The S2 cells of a level, 6 · 4ˡ.</summary>
    /// <param name="level">0 to 14.</param>
    public static NestedGrid S2(int level) => new(CellHierarchy.S2, level);

    /// <inheritdoc/>
    public override HierarchyCell this[int cell]
    {
        get
        {
            Check(cell);
            return new HierarchyCell(Level, cell);
        }
    }

    /// <inheritdoc/>
    public override int CellAt(double longitude, double latitude) => (int)Hierarchy.CellAt(longitude, latitude, Level).Index;

    /// <inheritdoc/>
    public override void CellsAt(ReadOnlySpan<double> longitudes, double latitude, Span<int> cells) => Hierarchy.WriteCells(longitudes, latitude, Level, cells);

    /// <inheritdoc/>
    public override int CellOf(HierarchyCell cell) => cell.Level < Level ? -1 : (int)cell.AncestorAt(Level).Index;

    /// <inheritdoc/>
    public override Range CellsIn(HierarchyCell cell) =>
        cell.Level > Level ? 0..0 : (int)cell.FirstAt(Level)..(int)new HierarchyCell(cell.Level, cell.Index + 1).FirstAt(Level);

    internal override int FinestLevel => Level;

    internal static bool IsPossible(CellHierarchy hierarchy, int level) =>
        level >= 0 && level <= hierarchy.MaximumLevel && hierarchy.CountAt(level) <= MaximumCells;

    private protected override CellAreas CreateAreas()
    {
        if (Hierarchy.IsEqualArea)
            return CellAreas.Uniform(Count, AreaKm2(0));
        var areas = new double[Count];
        for (var cell = 0; cell < areas.Length; cell++)
        {
            areas[cell] = AreaKm2(cell);
        }

        return CellAreas.PerCell(areas);
    }
}
