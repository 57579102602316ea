namespace GeoCore.Encoding.Lattice;

/// <summary>A square of pixels that is interpolated or split as a whole. Its corner is a multiple of its size on the global lattice.</summary>
/// <param name="Column">West-most column, counted from the map's.</param>
/// <param name="Row">North-most row.</param>
/// <param name="Size">Pixels along an edge: 8, at which every pixel is a node, times a power of two.</param>
internal readonly record struct LatticeCell(int Column, int Row, int Size)
{
    /// <summary>Intervals between nodes along an edge; the last node is the first of the next cell.</summary>
    public const int Intervals = 8;

    /// <summary>Nodes along an edge.</summary>
    public const int Nodes = Intervals + 1;

    /// <summary>Pixels from node to node.</summary>
    public int Spacing => Size / Intervals;

    /// <summary>The four quarters.</summary>
    public ReadOnlySpan<LatticeCell> Split()
    {
        var half = Size / 2;
        return new LatticeCell[] { new(Column, Row, half), new(Column + half, Row, half), new(Column, Row + half, half), new(Column + half, Row + half, half) };
    }
}
