using GeoCore.Geolocation.Maps;

namespace GeoCore.Geolocation.Pooling;

/// <summary>What a pool found.</summary>
/// <param name="Map">The pooled map.</param>
/// <param name="LogEvidence">ln of the normaliser Z, nats: low where sources contradict each other, as they do for photographs unlike those they were trained with.</param>
/// <param name="Contributions">
/// What each source adds to ln of the pooled density where the map expects the place, w_m E[φ_m] in nats; empty for rules without ratios.
/// </param>
public sealed record PooledMap(DensityMap Map, double LogEvidence, IReadOnlyList<double> Contributions);
