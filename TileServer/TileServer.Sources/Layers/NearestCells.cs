using System.Buffers;
using GeoCore.Raster;
using GeoCore.Tiling;

namespace TileServer.Sources.Layers;

/// <summary>Takes the full-resolution cell that holds each pixel's centre.</summary>
internal static class NearestCells
{
    internal static void Read(
        IRasterSource source, RasterExtent extent, int band, PixelGrid grid, Span<float> values, CancellationToken cancellationToken)
    {
        var width = source.Info.Levels[0].Width;
        var longitudes = new double[grid.Width];
        var latitudes = new double[grid.Width];
        var cells = ArrayPool<float>.Shared.Rent(width);
        try
        {
            var held = -1;
            for (var row = 0; row < grid.Height; row++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                grid.GetRowCentres(row, longitudes, latitudes);
                for (var column = 0; column < grid.Width; column++)
                {
                    ref var value = ref values[(row * grid.Width) + column];
                    if (!extent.TryLocate(longitudes[column], latitudes[column], out var cellColumn, out var cellRow))
                    {
                        value = float.NaN;
                        continue;
                    }

                    if (held != cellRow)
                        source.Read(new RasterWindow(0, 0, held = cellRow, width, 1), band, cells.AsSpan(0, width));
                    value = cells[cellColumn];
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(cells);
        }
    }
}
