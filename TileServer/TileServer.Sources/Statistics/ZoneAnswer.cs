using GeoCore.Raster.Zonal;
using TileServer.Sources.Layers;

namespace TileServer.Sources.Statistics;

/// <summary>What a layer says of a zone.</summary>
/// <param name="Bands">The planes asked for.</param>
/// <param name="Statistics">Of each plane.</param>
/// <param name="Lattice">The cells that were counted.</param>
/// <param name="AreaKm2">Area of the zone, whether the layer reaches it or not.</param>
public sealed record ZoneAnswer(IReadOnlyList<LayerBand> Bands, IReadOnlyList<ZonalStatistics> Statistics, ZoneLattice Lattice, double AreaKm2);
