using GeoCore.Geodesy;
using GeoCore.Raster;
using GeoCore.Tiling;

namespace TileServer.Sources.Statistics;

/// <summary>Makes the lattices of layers, the finest first.</summary>
internal static class ZoneLattices
{
    /// <summary>The levels of a raster, and beyond the last ever larger cells of it.</summary>
    /// <param name="info">The raster.</param>
    /// <param name="isCategorical">Whether cells of an overview get the most frequent value instead of the mean.</param>
    internal static IEnumerable<ZoneLattice> OfRaster(RasterInfo info, bool isCategorical)
    {
        var joining = isCategorical ? Resampling.Mode : Resampling.Average;
        PixelGrid GridOf(int width, int height) => new(
            info.Crs, info.Envelope.MinX, info.Envelope.MaxY, info.Envelope.Width / width, info.Envelope.Height / height, 0, 0, width, height);
        for (var level = 0; level < info.Levels.Count; level++)
            yield return new ZoneLattice(GridOf(info.Levels[level].Width, info.Levels[level].Height), level == 0 ? Resampling.Nearest : joining, level);
        var (columns, rows) = (info.Levels[^1].Width, info.Levels[^1].Height);
        while (columns > 1 || rows > 1)
        {
            (columns, rows) = ((columns + 1) / 2, (rows + 1) / 2);
            yield return new ZoneLattice(GridOf(columns, rows), joining, info.Levels.Count - 1);
        }
    }

    /// <summary>Cells of longitude and latitude over the whole Earth.</summary>
    /// <param name="columns">Columns of the finest; halved while they come out even.</param>
    internal static IEnumerable<ZoneLattice> OfEarth(int columns)
    {
        for (; columns >= 2; columns = columns % 4 == 0 ? columns / 2 : 0)
            yield return new ZoneLattice(new PixelGrid(Crs84.Instance, -180, 90, 360.0 / columns, 360.0 / columns, 0, 0, columns, columns / 2), Resampling.Nearest, null);
    }
}
