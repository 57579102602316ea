using GeoCore.Geolocation.Sources;

namespace GeoCore.Geolocation.Pooling;

/// <summary>A source in an ensemble.</summary>
/// <param name="Source">What makes its maps.</param>
/// <param name="Weight">At least 0; at 0 it is switched off.</param>
/// <param name="Floor">Mixed into its maps and its training prior; null for none.</param>
public sealed record EnsembleMember(ILocationSource Source, double Weight = 1, DensityFloor? Floor = null);
