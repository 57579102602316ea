namespace GeoCore.Raster.Mosaics;

/// <summary>Which value a pixel has where several rasters have one.</summary>
public enum MosaicRule
{
    /// <summary>That of the first raster in the list.</summary>
    First,

    /// <summary>That of the last raster in the list.</summary>
    Last,

    /// <summary>The largest.</summary>
    Highest,

    /// <summary>The smallest.</summary>
    Lowest,

    /// <summary>The mean of all.</summary>
    Mean,

    /// <summary>That of the raster of the latest time.</summary>
    Newest,
}
