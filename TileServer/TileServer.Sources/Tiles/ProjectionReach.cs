using GeoCore.Geodesy;
using GeoCore.Raster;
using GeoCore.Tiling;

namespace TileServer.Sources.Tiles;

/// <summary>Forgets what lies where a projection does not reach: far away its inverse gives places of the Earth a second time.</summary>
internal static class ProjectionReach
{
    private const int Block = 32;

    /// <summary>Sets pixels to NaN whose place does not project back to them, or that lie beyond a pole or the square of Web Mercator.</summary>
    /// <param name="grid">Pixels.</param>
    /// <param name="values">Their values.</param>
    /// <param name="cancellationToken">Looked at once a block.</param>
    internal static void Forget(PixelGrid grid, PixelBuffer<float> values, CancellationToken cancellationToken)
    {
        if (grid.Crs.IsSeparable)
        {
            ForgetRows(grid, values);
            return;
        }

        for (var top = 0; top < grid.Height; top += Block)
        {
            for (var left = 0; left < grid.Width; left += Block)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (right, bottom) = (Math.Min(left + Block, grid.Width), Math.Min(top + Block, grid.Height));
                if (!IsReached(grid, left, top, right, bottom))
                    ForgetBlock(grid, values, left, top, right, bottom);
            }
        }
    }

    private static void ForgetRows(in PixelGrid grid, PixelBuffer<float> values)
    {
        var isMercator = ReferenceEquals(grid.Crs, WebMercator.Instance);
        for (var row = 0; row < grid.Height; row++)
        {
            var y = grid.CentreY(row);
            if (isMercator ? Math.Abs(y) <= WebMercator.HalfWorld : Math.Abs(grid.Crs.ToGeographic(0, y).Latitude) <= 90)
                continue;
            for (var band = 0; band < values.BandCount; band++)
                values.Band(band).Slice(row * grid.Width, grid.Width).Fill(float.NaN);
        }
    }

    /// <summary>Whether corners, middles of the edges and middle of a block are reached: then all of it is taken to be.</summary>
    private static bool IsReached(in PixelGrid grid, int left, int top, int right, int bottom)
    {
        for (var node = 0; node < 9; node++)
        {
            if (!Returns(grid, left + ((right - 1 - left) * (node % 3) / 2.0), top + ((bottom - 1 - top) * (node / 3) / 2.0)))
                return false;
        }

        return true;
    }

    private static void ForgetBlock(in PixelGrid grid, PixelBuffer<float> values, int left, int top, int right, int bottom)
    {
        for (var row = top; row < bottom; row++)
        {
            for (var column = left; column < right; column++)
            {
                for (var band = 0; band < values.BandCount && !Returns(grid, column, row); band++)
                    values.Band(band)[(row * grid.Width) + column] = float.NaN;
            }
        }
    }

    private static bool Returns(in PixelGrid grid, double column, double row)
    {
        var (x, y) = (grid.CentreX(column), grid.CentreY(row));
        var (longitude, latitude) = grid.Crs.ToGeographic(x, y);
        if (!double.IsFinite(longitude) || latitude is not (>= -90 and <= 90))
            return false;
        var (backX, backY) = grid.Crs.FromGeographic(longitude, latitude);
        return Math.Abs(backX - x) <= grid.CellWidth && Math.Abs(backY - y) <= grid.CellHeight;
    }
}
