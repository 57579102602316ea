using GeoCore.Tiling;

namespace GeoCore.Raster.Zonal;

/// <summary>A part of a zone, and the window of a lattice around it; windows of different parts share no cell.</summary>
/// <param name="Window">The cells that the part may touch.</param>
/// <param name="Edges">Its edges in columns and rows of the window.</param>
public sealed record ZonePart(PixelGrid Window, IReadOnlyList<ZoneEdge> Edges);
