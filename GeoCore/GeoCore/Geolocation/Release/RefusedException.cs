namespace GeoCore.Geolocation.Release;

/// <summary>An answer is not given because it lies in a zone; the message is the zone's reason.</summary>
/// <param name="zone">The zone.</param>
public sealed class RefusedException(RefusalZone zone) : Exception(zone?.Reason)
{
    /// <summary>The zone.</summary>
    public RefusalZone Zone { get; } = zone ?? throw new ArgumentNullException(nameof(zone));
}
