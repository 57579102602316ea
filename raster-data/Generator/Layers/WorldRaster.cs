using GeoCore.Raster;

namespace RasterData.Generator.Layers;

/// <summary>Values of a layer over the whole Earth.</summary>
/// <param name="Grid">Cells.</param>
/// <param name="DataType">How they are stored.</param>
/// <param name="Bands">Values of each band, row by row.</param>
/// <param name="NoData">Value that means nothing, or null.</param>
/// <param name="Unit">Unit of the values, or null.</param>
public sealed record WorldRaster(WorldGrid Grid, RasterDataType DataType, IReadOnlyList<float[]> Bands, double? NoData, string? Unit);
