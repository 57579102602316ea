using GeoCore.Tiling;
using NetTopologySuite.Geometries;

namespace GeoCore.Archives;

/// <summary>The tiles of one zoom that touch a box.</summary>
/// <param name="Zoom">Zoom of WebMercatorQuad.</param>
/// <param name="West">First column.</param>
/// <param name="North">First row.</param>
/// <param name="East">Last column.</param>
/// <param name="South">Last row.</param>
public readonly record struct TileRange(int Zoom, int West, int North, int East, int South)
{
    /// <summary>How many they are.</summary>
    public long Count => (East - West + 1L) * (South - North + 1L);

    /// <summary>The tiles of a zoom that touch a box.</summary>
    /// <param name="zoom">Zoom, 0 to 24.</param>
    /// <param name="bounds">Longitudes and latitudes in degrees.</param>
    public static TileRange Of(int zoom, Envelope bounds)
    {
        ArgumentNullException.ThrowIfNull(bounds);
        var side = 1 << zoom;
        var (west, east) = ((bounds.MinX + 180) / 360, (bounds.MaxX + 180) / 360);
        var (north, south) = (Down(bounds.MaxY), Down(bounds.MinY));
        var (firstColumn, firstRow) = (Whole(Math.Floor(west * side)), Whole(Math.Floor(north * side)));

        // a box that ends where a tile begins does not touch it
        return new TileRange(
            zoom, firstColumn, firstRow, Math.Max(firstColumn, Whole(Math.Ceiling(east * side) - 1)), Math.Max(firstRow, Whole(Math.Ceiling(south * side) - 1)));

        int Whole(double place) => (int)Math.Clamp(place, 0, side - 1);
    }

    /// <summary>The tiles in the order of <see cref="TileId"/>: along the curve, over nothing outside.</summary>
    public IEnumerable<TileIndex> AlongCurve()
    {
        var open = new Stack<(int Zoom, long Along)>();
        open.Push((0, 0));
        while (open.TryPop(out var square))
        {
            var tile = TileId.ToTile(TileId.FirstOf(square.Zoom) + square.Along);
            var shift = Zoom - square.Zoom;
            if (tile.X > East >> shift || tile.X < West >> shift || tile.Y > South >> shift || tile.Y < North >> shift)
                continue;
            if (shift == 0)
            {
                yield return tile;
                continue;
            }

            // the curve in a square runs through its four parts one after the other
            for (var part = 3; part >= 0; part--)
                open.Push((square.Zoom + 1, (square.Along << 2) + part));
        }
    }

    /// <summary>Share of the way from the north edge of WebMercatorQuad to the south edge (spherical Mercator).</summary>
    private static double Down(double latitude)
    {
        var phi = Math.Clamp(latitude, -TileArchives.MostLatitude, TileArchives.MostLatitude) * Math.PI / 180;
        return (1 - (Math.Asinh(Math.Tan(phi)) / Math.PI)) / 2;
    }
}
