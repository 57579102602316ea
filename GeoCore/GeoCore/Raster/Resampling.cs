namespace GeoCore.Raster;

/// <summary>How a pixel takes its value from the source's cells, with GDAL's meanings.</summary>
public enum Resampling
{
    /// <summary>The cell that holds the pixel's centre.</summary>
    Nearest,

    /// <summary>Linear in both directions between the four nearest cell centres.</summary>
    Bilinear,

    /// <summary>Cubic convolution with a = −0.5 over 4 × 4 cells.</summary>
    Cubic,

    /// <summary>Lanczos' windowed sinc over 6 × 6 cells.</summary>
    Lanczos,

    /// <summary>Mean of the cells under the pixel, weighted by the share of them that it covers.</summary>
    Average,

    /// <summary>The most frequent value of the cells under the pixel.</summary>
    Mode,
}
