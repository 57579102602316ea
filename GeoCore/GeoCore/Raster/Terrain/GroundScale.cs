using GeoCore.Geodesy;
using GeoCore.Tiling;

namespace GeoCore.Raster.Terrain;

/// <summary>How large the pixels of a row are on the ground.</summary>
internal static class GroundScale
{
    /// <summary>Width and height of the pixels of a row, metres: on the ellipsoid where lines are meridians and parallels, as the projection has it elsewhere.</summary>
    /// <param name="grid">Pixels.</param>
    /// <param name="row">Row of the window, also beside it.</param>
    internal static (double Width, double Height) Of(in PixelGrid grid, int row)
    {
        if (!grid.Crs.IsSeparable)
            return (grid.CellWidth, grid.CellHeight);
        var y = grid.CentreY(row);
        var (west, latitude) = grid.Crs.ToGeographic(grid.OriginX, y);
        var east = grid.Crs.ToGeographic(grid.OriginX + grid.CellWidth, y).Longitude;
        var north = grid.Crs.ToGeographic(grid.OriginX, y + (grid.CellHeight / 2)).Latitude;
        var south = grid.Crs.ToGeographic(grid.OriginX, y - (grid.CellHeight / 2)).Latitude;
        var (sin, cos) = DegreeMath.SinCos(latitude);
        var flattened = 1 - (Wgs84.EccentricitySquared * sin * sin);

        // radii of curvature: across the meridian, and along it (Snyder, USGS 1395, equations 4-20 and 4-18)
        var across = Wgs84.SemiMajorAxis / Math.Sqrt(flattened);
        var along = across * (1 - Wgs84.EccentricitySquared) / flattened;
        return (double.DegreesToRadians(east - west) * across * cos, double.DegreesToRadians(north - south) * along);
    }
}
