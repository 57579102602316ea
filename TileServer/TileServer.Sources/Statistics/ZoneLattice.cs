using GeoCore.Raster;
using GeoCore.Tiling;

namespace TileServer.Sources.Statistics;

/// <summary>Cells that a layer can be counted in.</summary>
/// <param name="Cells">All of them; a layer answers for any window.</param>
/// <param name="Resampling">How a cell gets its value: nearest where it is one of the layer's own.</param>
/// <param name="Level">Resolution of a raster, 0 for the full one; null where the layer has none like that.</param>
public sealed record ZoneLattice(PixelGrid Cells, Resampling Resampling, int? Level);
