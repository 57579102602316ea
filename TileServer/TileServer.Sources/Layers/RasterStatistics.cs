using System.Buffers;
using GeoCore.Raster;

namespace TileServer.Sources.Layers;

/// <summary>Looks at a bounded number of cells: an overview, or where there is none small enough, windows spread evenly over the coarsest level.</summary>
internal static class RasterStatistics
{
    /// <summary>Most cells looked at, 512 by 512: a few blocks to decode and some milliseconds to sort.</summary>
    internal const int MostCells = 512 * 512;

    internal static BandStatistics Of(IRasterSource source, int band)
    {
        var levels = source.Info.Levels;
        for (var level = 0; level < levels.Count; level++)
        {
            if ((long)levels[level].Width * levels[level].Height <= MostCells)
                return OfWindows(source, band, [new RasterWindow(level, 0, 0, levels[level].Width, levels[level].Height)]);
        }

        return OfWindows(source, band, SpreadWindows(levels[^1], levels.Count - 1));
    }

    /// <summary>Sixteen windows from edge to edge, together within the bound.</summary>
    private static List<RasterWindow> SpreadWindows(RasterLevel level, int index)
    {
        const int along = 4;
        const int mostEdge = 512 / along;
        var windows = new List<RasterWindow>(along * along);
        for (var row = 0; row < along; row++)
        {
            for (var column = 0; column < along; column++)
            {
                var width = Math.Min(mostEdge, level.Width);
                var height = Math.Min(mostEdge, level.Height);
                windows.Add(new RasterWindow(
                    index, (int)((long)(level.Width - width) * column / (along - 1)), (int)((long)(level.Height - height) * row / (along - 1)), width, height));
            }
        }

        return windows;
    }

    private static BandStatistics OfWindows(IRasterSource source, int band, List<RasterWindow> windows)
    {
        var rented = ArrayPool<float>.Shared.Rent(windows.Sum(window => window.Width * window.Height));
        try
        {
            var length = 0;
            foreach (var window in windows)
            {
                source.Read(window, band, rented.AsSpan(length, window.Width * window.Height));
                length += window.Width * window.Height;
            }

            return BandStatistics.Of(rented.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }
}
