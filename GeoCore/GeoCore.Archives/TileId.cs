using GeoCore.Tiling;

namespace GeoCore.Archives;

/// <summary>Numbers of tiles in PMTiles: zooms one after the other, each along a Hilbert curve.</summary>
/// <remarks>PMTiles specification 3, "Tile IDs"; the curve as in Hilbert 1891. The curve of a zoom visits the children of a tile where that of the zoom before visits the tile.</remarks>
public static class TileId
{
    /// <summary>The number of a tile.</summary>
    /// <param name="tile">Address with a zoom of 0 to 24; row 0 is in the north.</param>
    public static long Of(TileIndex tile)
    {
        long x = tile.X, y = tile.Y, along = 0;
        for (var side = 1L << tile.Z >> 1; side > 0; side >>= 1)
        {
            var (right, low) = ((x & side) != 0, (y & side) != 0);
            along += side * side * ((right ? 3 : 0) ^ (low ? 1 : 0));
            Turn(side, right, low, ref x, ref y);
        }

        return FirstOf(tile.Z) + along;
    }

    /// <summary>The tile of a number.</summary>
    /// <param name="id">A number that <see cref="Of"/> gives.</param>
    public static TileIndex ToTile(long id)
    {
        var zoom = 0;
        while (FirstOf(zoom + 1) <= id)
            zoom++;
        var along = id - FirstOf(zoom);
        long x = 0, y = 0;
        for (var side = 1L; side < 1L << zoom; side <<= 1, along >>= 2)
        {
            var right = (along & 2) != 0;
            var low = ((along & 1) != 0) ^ right;
            Turn(side, right, low, ref x, ref y);
            (x, y) = (x + (right ? side : 0), y + (low ? side : 0));
        }

        return new TileIndex(zoom, (int)x, (int)y);
    }

    /// <summary>How many tiles all smaller zooms have together.</summary>
    public static long FirstOf(int zoom) => ((1L << (2 * zoom)) - 1) / 3;

    /// <summary>Turns a square so that the curve in it begins and ends where the larger one needs it.</summary>
    private static void Turn(long side, bool right, bool low, ref long x, ref long y)
    {
        if (low)
            return;
        if (right)
            (x, y) = (side - 1 - (x & (side - 1)), side - 1 - (y & (side - 1)));
        (x, y) = (y & (side - 1), x & (side - 1));
    }
}
