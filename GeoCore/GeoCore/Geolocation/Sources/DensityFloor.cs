using GeoCore.Geolocation.Maps;

namespace GeoCore.Geolocation.Sources;

/// <summary>A little of another map in every map of a source, so that no source alone can rule a place out.</summary>
public sealed class DensityFloor
{
    /// <summary>Share of the floor unless a validation says otherwise.</summary>
    public const double DefaultShare = 1e-3;

    private readonly DensityMap _floor;

    /// <summary>Takes a floor.</summary>
    /// <param name="floor">Such as <see cref="LocationPriors.Land"/>.</param>
    /// <param name="share">ε, 0 to 1; at 0 maps stay as they are.</param>
    public DensityFloor(DensityMap floor, double share = DefaultShare)
    {
        ArgumentNullException.ThrowIfNull(floor);
        if (!(share is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies between 0 and 1.");
        (_floor, Share) = (floor, share);
    }

    /// <summary>ε.</summary>
    public double Share { get; }

    /// <summary>(1 − ε) ρ + ε ρ_floor.</summary>
    /// <param name="map">On the floor's grid.</param>
    /// <exception cref="ArgumentException">The map is on another grid.</exception>
    public DensityMap Under(DensityMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return Share == 0 ? map : MapMixture.Of([map, _floor], [1 - Share, Share]);
    }
}
