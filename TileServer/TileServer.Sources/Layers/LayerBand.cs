using GeoCore.Raster;

namespace TileServer.Sources.Layers;

/// <summary>A plane of values that a layer can give.</summary>
/// <param name="Number">Band number from 1, as in <c>bidx</c>.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Unit">Unit of the values, or null.</param>
/// <param name="DataType">Type in which values leave the server as data.</param>
/// <param name="NoData">Number that stands for nodata in whole-number types, or null.</param>
public sealed record LayerBand(int Number, string Name, string? Unit, RasterDataType DataType, double? NoData);
