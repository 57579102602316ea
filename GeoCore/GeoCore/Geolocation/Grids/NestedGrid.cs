using GeoCore.Evaluation;

namespace GeoCore.Geolocation.Grids;

/// <summary>All cells of one level of a hierarchy; the number of a cell is its index, so that cell i consists of cells 4 i to 4 i + 3 of the next level.</summary>
public sealed class NestedGrid : Grid
{
    /// <summary>Takes the cells of a level.</summary>
    /// <param name="hierarchy">Such as <see cref="CellHierarchy.Healpix"/>.</param>
    /// <param name="level">0 to 13 for HEALPix, to 14 for S2.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such level, or its cells are more than a map can have.</exception>
    public NestedGrid(CellHierarchy hierarchy, int level)
    {
        ArgumentNullException.ThrowIfNull(hierarchy);
        if (!IsPossible(hierarchy, level))
            throw new ArgumentOutOfRangeException(nameof(level), level, $"A map cannot have the cells of this level of {hierarchy.Name}.");
        (Hierarchy, Level) = (hierarchy, level);
        Count = (int)hierarchy.CountAt(level);
    }

    /// <summary>What the level belongs to.</summary>
    public CellHierarchy Hierarchy { get; }

    /// <summary>Its level.</summary>
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

    /// <summary>The cell with its level.</summary>
    public HierarchyCell this[int cell]
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
    public override (double Longitude, double Latitude) CentreOf(int cell)
    {
        var centre = Hierarchy.CentreOf(this[cell]);
        return (centre.Longitude, centre.Latitude);
    }

    /// <inheritdoc/>
    public override double AreaKm2(int cell) => Hierarchy.AreaKm2(this[cell]);

    /// <inheritdoc/>
    public override (double Longitude, double Latitude)[] BoundaryOf(int cell, int pointsPerEdge = 1) => Hierarchy.BoundaryOf(this[cell], pointsPerEdge);

    /// <inheritdoc/>
    public override int EdgeNeighbours(int cell, Span<int> neighbours)
    {
        for (var edge = 0; edge < 4; edge++)
        {
            var beyond = Hierarchy.Beyond(this[cell], edge);
            neighbours[edge] = CellAt(beyond.Longitude, beyond.Latitude);
        }

        return 4;
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

    internal static bool IsPossible(CellHierarchy hierarchy, int level) =>
        level >= 0 && level <= hierarchy.MaximumLevel && hierarchy.CountAt(level) <= MaximumCells;

    private void Visit(in Cap cap, HierarchyCell cell, ICollection<int> cells)
    {
        if (cell.Level == Level)
        {
            if (cap.HoldsCentre(cell))
                cells.Add((int)cell.Index);
            return;
        }

        switch (cap.Relation(cell))
        {
            case CapRelation.Inside:
                var first = (int)cell.FirstAt(Level);
                for (var i = 0; i < 1 << (2 * (Level - cell.Level)); i++)
                {
                    cells.Add(first + i);
                }

                break;
            case CapRelation.Touches:
                for (var i = 0; i < 4; i++)
                {
                    Visit(cap, cell.Child(i), cells);
                }

                break;
        }
    }

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
