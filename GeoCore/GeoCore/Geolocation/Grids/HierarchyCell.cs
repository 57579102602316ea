namespace GeoCore.Geolocation.Grids;

/// <summary>A cell of a hierarchy in which every cell consists of four of the next level.</summary>
/// <param name="Level">0 for the base cells.</param>
/// <param name="Index">Position along the curve through the level; the children of i are 4 i to 4 i + 3.</param>
public readonly record struct HierarchyCell(int Level, long Index)
{
    /// <summary>The cell one level up; a base cell is its own.</summary>
    public HierarchyCell Parent => Level == 0 ? this : new(Level - 1, Index >> 2);

    /// <summary>The four cells one level down.</summary>
    public HierarchyCell[] Children => [Child(0), Child(1), Child(2), Child(3)];

    /// <summary>One of the cells one level down.</summary>
    /// <param name="position">0 to 3.</param>
    public HierarchyCell Child(int position) => new(Level + 1, (Index << 2) + position);

    /// <summary>The cell of a level that contains this one.</summary>
    /// <param name="level">0 to <see cref="Level"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is below this cell.</exception>
    public HierarchyCell AncestorAt(int level)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, Level);
        return new HierarchyCell(level, Index >> (2 * (Level - level)));
    }

    /// <summary>Whether another cell is this one or lies in it.</summary>
    public bool Contains(HierarchyCell other) => other.Level >= Level && other.AncestorAt(Level) == this;

    /// <summary>The first cell of a finer level inside this one; the last is the first of the next cell less one.</summary>
    internal long FirstAt(int level) => Index << (2 * (level - Level));

    /// <inheritdoc/>
    public override string ToString() => $"{Level}/{Index}";
}
