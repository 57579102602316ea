namespace GeoCore.Raster.Terrain;

/// <summary>Settings of <see cref="TerrainAlgorithm"/>; each looks at its own.</summary>
public sealed record TerrainOptions
{
    /// <summary>The usual ones.</summary>
    public static TerrainOptions Default { get; } = new();

    /// <summary>Where the light comes from, degrees clockwise from north, 0 to 360.</summary>
    public double Azimuth { get; init; } = 315;

    /// <summary>How high it stands, degrees, 0 to 90.</summary>
    public double Altitude { get; init; } = 45;

    /// <summary>Factor on heights, above 0: more than 1 exaggerates, and 0.3048 makes metres of feet.</summary>
    public double Exaggeration { get; init; } = 1;

    /// <summary>Whether slopes are told in percent instead of degrees.</summary>
    public bool IsPercent { get; init; }

    /// <summary>Height between contours, above 0.</summary>
    public double Interval { get; init; } = 100;

    /// <summary>A height that has a contour.</summary>
    public double Base { get; init; }

    /// <summary>Height that stands for nodata in coded heights, which clients read without looking at opacity.</summary>
    public double NoDataHeight { get; init; }
}
