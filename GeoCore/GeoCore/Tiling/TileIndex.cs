using System.Diagnostics.CodeAnalysis;

namespace GeoCore.Tiling;

/// <summary>Address of a tile in a tile matrix set whose matrices double at each step; row 0 is in the north.</summary>
/// <param name="Z">Zoom, the position of the tile matrix in its set, at least 0.</param>
/// <param name="X">Column, from 0 in the west.</param>
/// <param name="Y">Row, from 0 in the north.</param>
public readonly record struct TileIndex(int Z, int X, int Y)
{
    /// <summary>The tile one zoom out that contains this one; the tile itself at zoom 0.</summary>
    public TileIndex Parent => Z == 0 ? this : new(Z - 1, X >> 1, Y >> 1);

    /// <summary>The four tiles one zoom in, in reading order.</summary>
    public TileIndex[] Children =>
    [
        new(Z + 1, 2 * X, 2 * Y), new(Z + 1, 2 * X + 1, 2 * Y),
        new(Z + 1, 2 * X, 2 * Y + 1), new(Z + 1, 2 * X + 1, 2 * Y + 1),
    ];

    /// <summary>Checks untrusted numbers against a set.</summary>
    /// <param name="set">The tile matrix set that must hold the tile.</param>
    /// <param name="z">Zoom.</param>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <param name="tile">The tile, where the numbers lie inside.</param>
    public static bool TryCreate(TileMatrixSet set, int z, int x, int y, [NotNullWhen(true)] out TileIndex? tile)
    {
        ArgumentNullException.ThrowIfNull(set);
        tile = null;
        if ((uint)z >= (uint)set.Matrices.Count)
        {
            return false;
        }

        var matrix = set.Matrices[z];
        if ((uint)x >= (uint)matrix.MatrixWidth || (uint)y >= (uint)matrix.MatrixHeight)
        {
            return false;
        }

        tile = new TileIndex(z, x, y);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Z}/{X}/{Y}";
}
