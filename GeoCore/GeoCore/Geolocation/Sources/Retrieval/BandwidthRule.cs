namespace GeoCore.Geolocation.Sources.Retrieval;

/// <summary>How far each place of a gallery is spread: as far as its k-th neighbour is away, within limits.</summary>
/// <param name="Neighbour">k, at least 1.</param>
/// <param name="LeastKm">Smallest bandwidth, km, above 0.</param>
/// <param name="MostKm">Largest bandwidth, km.</param>
public sealed record BandwidthRule(int Neighbour = 8, double LeastKm = 2, double MostKm = 200)
{
    /// <summary>The eighth neighbour, 2 to 200 km.</summary>
    public static BandwidthRule Default { get; } = new();

    /// <summary>Bandwidths of all places, km.</summary>
    /// <param name="places">The places.</param>
    /// <exception cref="ArgumentException">The limits are no interval above 0.</exception>
    public double[] Of(GalleryPlaces places)
    {
        ArgumentNullException.ThrowIfNull(places);
        if (!(LeastKm > 0 && MostKm >= LeastKm && double.IsFinite(MostKm)))
            throw new ArgumentException($"Bandwidths from {LeastKm} to {MostKm} km are no interval above 0.", nameof(places));
        return [.. places.DistancesToNeighbour(Neighbour).Select(distance => Math.Clamp(distance, LeastKm, MostKm))];
    }
}
