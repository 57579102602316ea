using GeoCore.Geolocation.Maps;

namespace GeoCore.Geolocation.Release;

/// <summary>A map as it may be told.</summary>
/// <param name="Map">The map.</param>
/// <param name="Notices">What was done to it, a sentence each.</param>
public sealed record ReleasedMap(DensityMap Map, IReadOnlyList<string> Notices);
