namespace GeoCore.Raster.Terrain;

/// <summary>What is made of heights.</summary>
public enum TerrainAlgorithm
{
    /// <summary>Light and shade, 1 to 255.</summary>
    Hillshade,

    /// <summary>How steep it is, in degrees or percent.</summary>
    Slope,

    /// <summary>Lines of equal height; elsewhere nodata.</summary>
    Contours,

    /// <summary>Red, green and blue with height = −10 000 + (65 536 R + 256 G + B) / 10, metres (Mapbox).</summary>
    TerrainRgb,

    /// <summary>Red, green and blue with height = 256 R + G + B / 256 − 32 768, metres (Mapzen).</summary>
    Terrarium,
}
