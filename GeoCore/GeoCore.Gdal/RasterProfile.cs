using GeoCore.Geodesy;
using GeoCore.Raster;
using NetTopologySuite.Geometries;

namespace GeoCore.Gdal;

/// <summary>Everything about a raster to be written but its cells.</summary>
/// <param name="Crs">Reference system with an EPSG code.</param>
/// <param name="Envelope">Outer edges of the cells in units of <paramref name="Crs"/>.</param>
/// <param name="DataType">Type of the stored cells. Whole numbers are rounded to the nearest and cut off at the type's limits.</param>
/// <param name="NoData">Written for NaN; needed when cells of a whole-number type hold NaN, which is otherwise written as 0.</param>
public sealed record RasterProfile(CoordinateReferenceSystem Crs, Envelope Envelope, RasterDataType DataType, double? NoData = null)
{
    /// <summary>Names of the bands; missing ones stay without.</summary>
    public IReadOnlyList<string> BandNames { get; init; } = [];

    /// <summary>Unit of the values, or null.</summary>
    public string? Unit { get; init; }

    /// <summary>What each band is the colour of; missing ones are a quantity.</summary>
    public IReadOnlyList<BandColor> Colors { get; init; } = [];

    /// <summary>RGBA of each index of the first band, or null. At most 256 colours.</summary>
    public IReadOnlyList<uint>? Palette { get; init; }
}
