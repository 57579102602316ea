using GeoCore.Tiling;

namespace GeoCore.Geodesy;

/// <summary>Areas on the WGS 84 ellipsoid of cells bounded by meridians and parallels, in closed form.</summary>
/// <remarks>Snyder, USGS 1395 (1987), equation 3-12, as a difference that keeps its digits in the narrowest cell.</remarks>
public static class CellArea
{
    private const double AKm = Wgs84.SemiMajorAxis / 1000;

    /// <summary>Area of the Earth, km²: 510 065 621.72.</summary>
    public static double EarthKm2 { get; } = 2 * Math.PI * AKm * AKm * EqualArea.Pole(Wgs84.EccentricitySquared);

    /// <summary>Area of a cell, km².</summary>
    /// <param name="west">Degrees.</param>
    /// <param name="south">Degrees, −90 to 90.</param>
    /// <param name="east">Degrees; less than <paramref name="west"/> where the cell crosses the antimeridian, as 170 to −170 does.</param>
    /// <param name="north">Degrees, at least <paramref name="south"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The latitudes lie beyond a pole or in the wrong order, or the longitudes more than a turn apart.</exception>
    public static double Km2(double west, double south, double east, double north)
    {
        var width = east - west;
        if (width < 0)
        {
            width += 360;
        }

        if (!(width is >= 0 and <= 360))
        {
            throw new ArgumentOutOfRangeException(nameof(east), $"Longitudes {west} to {east} span no part of one turn.");
        }

        return width * BandPerDegreeKm2(south, north);
    }

    /// <summary>Area of one degree of longitude between two parallels, km².</summary>
    /// <param name="south">Degrees, −90 to 90.</param>
    /// <param name="north">Degrees, at least <paramref name="south"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The latitudes lie beyond a pole or in the wrong order.</exception>
    public static double BandPerDegreeKm2(double south, double north)
    {
        if (!(south >= -90 && north <= 90 && south <= north))
        {
            throw new ArgumentOutOfRangeException(nameof(south), $"Latitudes {south} to {north} are not an interval between the poles.");
        }

        var (sinSouth, _) = DegreeMath.SinCos(south);
        var (sinNorth, _) = DegreeMath.SinCos(north);
        var difference = 2 * DegreeMath.SinCos((north - south) / 2).Sin * DegreeMath.SinCos((north + south) / 2).Cos;
        return AKm * AKm / 2 * double.DegreesToRadians(1) * EqualArea.Zone(sinSouth, sinNorth, difference, Wgs84.EccentricitySquared);
    }

    /// <summary>Area of one pixel of every row of a grid whose lines are meridians and parallels, km²; zero beyond the poles.</summary>
    /// <param name="grid">A grid in a separable reference system, such as CRS84 or Web Mercator.</param>
    /// <param name="areas">Receives the grid's height in values, from north to south.</param>
    /// <exception cref="ArgumentException">The lines of <paramref name="grid"/> are not meridians and parallels, or <paramref name="areas"/> is too short.</exception>
    public static void RowsKm2(in PixelGrid grid, Span<double> areas)
    {
        if (!grid.Crs.IsSeparable || areas.Length < grid.Height)
        {
            throw new ArgumentException($"A grid in {grid.Crs} with {grid.Height} rows does not fit {areas.Length} areas of rows.", nameof(grid));
        }

        var width = grid.Crs.ToGeographic(grid.OriginX + grid.CellWidth, 0).Longitude - grid.Crs.ToGeographic(grid.OriginX, 0).Longitude;
        var north = EdgeLatitude(grid, 0);
        for (var row = 0; row < grid.Height; row++)
        {
            var south = EdgeLatitude(grid, row + 1);
            areas[row] = width * BandPerDegreeKm2(south, north);
            north = south;
        }
    }

    private static double EdgeLatitude(in PixelGrid grid, int row) =>
        Math.Clamp(grid.Crs.ToGeographic(0, grid.OriginY - (grid.Row + row) * grid.CellHeight).Latitude, -90, 90);
}
