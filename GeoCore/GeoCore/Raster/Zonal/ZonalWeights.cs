namespace GeoCore.Raster.Zonal;

/// <summary>What a cell counts for.</summary>
public enum ZonalWeights
{
    /// <summary>The area of its part in the zone.</summary>
    CoverageArea,

    /// <summary>The share of it in the zone.</summary>
    Coverage,

    /// <summary>One, however little of it lies in the zone.</summary>
    None,
}
