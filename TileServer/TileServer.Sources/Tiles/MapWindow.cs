using System.Globalization;
using GeoCore.Geodesy;
using GeoCore.Tiling;
using TileServer.Sources.Styles;

namespace TileServer.Sources.Tiles;

/// <summary>A box of any size in any reference system, cut into any number of pixels.</summary>
/// <remarks>
/// Where its pixels are those of a tile matrix set to within a thousandth of a pixel, they are taken for them, so that a window over a tile
/// has the tile's pixels to the last bit.
/// </remarks>
public sealed class MapWindow
{
    /// <summary>Most pixels along an edge.</summary>
    public const int MostEdge = 4096;

    /// <summary>Most pixels.</summary>
    public const int MostPixels = 16_777_216;

    /// <summary>Largest coordinate, in metres or degrees: far beyond the Earth, and small enough for pixels of a millimetre to differ.</summary>
    public const double LargestCoordinate = 1e9;

    /// <summary>Share of a pixel by which edges may miss those of a tile matrix set.</summary>
    private const double SnapTolerance = 1e-3;

    /// <summary>Width of a pixel beside its coordinate, from which on pixels can be told apart.</summary>
    private const double SmallestRelativeCell = 1e-14;

    private static readonly TileMatrixSet[] s_lattices =
        [TileMatrixSets.WebMercatorQuad, TileMatrixSets.WorldCrs84Quad, TileMatrixSets.UpsArcticWgs84Quad, TileMatrixSets.UpsAntarcticWgs84Quad];

    private MapWindow(PixelGrid grid, TileMatrixSet? set, TileIndex? tile) => (Grid, TileMatrixSet, Tile) = (grid, set, tile);

    /// <summary>The pixels.</summary>
    public PixelGrid Grid { get; }

    /// <summary>The set of which the window is a tile, or null.</summary>
    public TileMatrixSet? TileMatrixSet { get; }

    /// <summary>The tile that the window is, with <see cref="PixelGrid.Width"/> pixels along its edge; or null.</summary>
    public TileIndex? Tile { get; }

    /// <summary>A window whose pixels are known.</summary>
    /// <param name="grid">At most <see cref="MostPixels"/>.</param>
    public static MapWindow Of(PixelGrid grid)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)grid.Width * grid.Height, MostPixels, nameof(grid));
        return new MapWindow(grid, null, null);
    }

    /// <summary>Checks untrusted numbers.</summary>
    /// <param name="crs">Reference system of the box.</param>
    /// <param name="minX">West edge, degrees or metres.</param>
    /// <param name="minY">South edge.</param>
    /// <param name="maxX">East edge, greater than <paramref name="minX"/>; beyond 180 degrees for a box across the antimeridian.</param>
    /// <param name="maxY">North edge.</param>
    /// <param name="width">Pixels from west to east, 1 to <see cref="MostEdge"/>.</param>
    /// <param name="height">Pixels from north to south.</param>
    /// <exception cref="OptionException">A number is not finite or not in its range; names <c>bbox</c>, <c>width</c> or <c>height</c>.</exception>
    public static MapWindow Create(CoordinateReferenceSystem crs, double minX, double minY, double maxX, double maxY, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(crs);
        CheckEdge("width", width);
        CheckEdge("height", height);
        if ((long)width * height > MostPixels)
            throw new OptionException("width", Number(width), $"at most {MostPixels} pixels");
        var text = string.Join(',', new[] { minX, minY, maxX, maxY }.Select(Number));
        foreach (var edge in (ReadOnlySpan<double>)[minX, minY, maxX, maxY])
        {
            if (!(Math.Abs(edge) <= LargestCoordinate))
                throw new OptionException("bbox", text, $"four finite numbers of at most {Number(LargestCoordinate)}");
        }

        var (cellWidth, cellHeight) = ((maxX - minX) / width, (maxY - minY) / height);
        if (!(maxX > minX && maxY > minY))
            throw new OptionException("bbox", text, "minimum x, minimum y, maximum x, maximum y, with minima below maxima");
        if (cellWidth < SmallestRelativeCell * Math.Max(1, Math.Max(Math.Abs(minX), Math.Abs(maxX))) || cellHeight < SmallestRelativeCell * Math.Max(1, Math.Max(Math.Abs(minY), Math.Abs(maxY))))
            throw new OptionException("bbox", text, "a box whose pixels can be told apart");
        return Snapped(crs, minX, maxY, cellWidth, cellHeight, width, height)
            ?? new MapWindow(new PixelGrid(crs, minX, maxY, cellWidth, cellHeight, 0, 0, width, height), null, null);
    }

    private static void CheckEdge(string name, int pixels)
    {
        if (pixels is not (>= 1 and <= MostEdge))
            throw new OptionException(name, Number(pixels), $"1 to {MostEdge} pixels");
    }

    /// <summary>The window on the lattice of a tile matrix set, or null where it is on none.</summary>
    private static MapWindow? Snapped(CoordinateReferenceSystem crs, double minX, double maxY, double cellWidth, double cellHeight, int width, int height)
    {
        var set = Array.Find(s_lattices, known => known.Crs.Identifier == crs.Identifier || (known.Crs.IsGeographic && crs.IsGeographic));
        if (set is null)
            return null;
        var (first, matrices) = (set.Matrices[0], set.Matrices.Count);
        var finer = (int)Math.Round(Math.Log2(first.CellSize / cellWidth));

        // tiles of 1024 pixels have the pixels of two zooms further in
        if (finer < 0 || finer >= matrices + 2)
            return null;
        var size = first.CellSize / (1L << finer);
        var (column, row) = ((minX - first.OriginX) / size, (first.OriginY - maxY) / size);
        if (!IsWhole(column) || !IsWhole(row) || !IsWhole(column + (cellWidth / size * width)) || !IsWhole(row + (cellHeight / size * height))
            || Math.Round(cellWidth / size * width) != width || Math.Round(cellHeight / size * height) != height)
            return null;
        var grid = new PixelGrid(crs, first.OriginX, first.OriginY, size, size, (long)Math.Round(column), (long)Math.Round(row), width, height);
        return new MapWindow(grid, set, TileOf(set, grid, finer));
    }

    private static TileIndex? TileOf(TileMatrixSet set, in PixelGrid grid, int finer)
    {
        if (grid.Width != grid.Height || grid.Width is not (256 or 512 or TileRequest.MostPixels) || grid.Column % grid.Width != 0 || grid.Row % grid.Height != 0)
            return null;
        var zoom = finer - int.Log2(grid.Width / set.Matrices[0].TileSize);
        var (x, y) = (grid.Column / grid.Width, grid.Row / grid.Height);
        return x is >= 0 and <= int.MaxValue && y is >= 0 and <= int.MaxValue && TileIndex.TryCreate(set, zoom, (int)x, (int)y, out var tile) ? tile : null;
    }

    private static bool IsWhole(double value) => Math.Abs(value - Math.Round(value)) < SnapTolerance;

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
