using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Sources.Retrieval;

namespace GeoCore.Geolocation.Sources;

/// <summary>Where a photograph may have been taken before it is looked at.</summary>
/// <remarks><see cref="DensityMap.Uniform"/> is the plainest of them.</remarks>
public static class LocationPriors
{
    /// <summary>Density at sea relative to that on land unless said.</summary>
    public const double DefaultSeaDensity = 0.05;

    /// <summary>Even on land, thinner at sea.</summary>
    /// <param name="grid">The cells.</param>
    /// <param name="landFractions">Share of land of each cell, 0 to 1.</param>
    /// <param name="seaDensity">Density at sea relative to that on land, at least 0.</param>
    /// <exception cref="ArgumentException">The fractions do not fit the cells.</exception>
    public static DensityMap Land(Grid grid, ReadOnlySpan<double> landFractions, double seaDensity = DefaultSeaDensity)
    {
        if (!(seaDensity >= 0 && double.IsFinite(seaDensity)))
            throw new ArgumentOutOfRangeException(nameof(seaDensity), seaDensity, "A density is not negative.");
        var densities = new double[landFractions.Length];
        for (var cell = 0; cell < densities.Length; cell++)
        {
            if (!(landFractions[cell] is >= 0 and <= 1))
                throw new ArgumentException($"The share of land of cell {cell} is {landFractions[cell]}.", nameof(landFractions));
            densities[cell] = landFractions[cell] + seaDensity * (1 - landFractions[cell]);
        }

        return DensityMap.FromDensities(grid, densities);
    }

    /// <summary>As dense as people live, raised to a power.</summary>
    /// <param name="grid">The cells.</param>
    /// <param name="personsPerKm2">Population density of each cell, at least 0.</param>
    /// <param name="exponent">1 for as many photographs a person everywhere; below 1 photographs follow people less closely.</param>
    /// <param name="leastPersonsPerKm2">Added everywhere, so that uninhabited places stay possible.</param>
    public static DensityMap Population(Grid grid, ReadOnlySpan<double> personsPerKm2, double exponent = 1, double leastPersonsPerKm2 = 0)
    {
        if (!(exponent >= 0 && double.IsFinite(exponent)))
            throw new ArgumentOutOfRangeException(nameof(exponent), exponent, "An exponent is not negative.");
        if (!(leastPersonsPerKm2 >= 0 && double.IsFinite(leastPersonsPerKm2)))
            throw new ArgumentOutOfRangeException(nameof(leastPersonsPerKm2), leastPersonsPerKm2, "A density is not negative.");
        var densities = new double[personsPerKm2.Length];
        for (var cell = 0; cell < densities.Length; cell++)
        {
            if (!(personsPerKm2[cell] >= 0))
                throw new ArgumentException($"The density of cell {cell} is {personsPerKm2[cell]}.", nameof(personsPerKm2));
            densities[cell] = Math.Pow(personsPerKm2[cell] + leastPersonsPerKm2, exponent);
        }

        return DensityMap.FromDensities(grid, densities);
    }

    /// <summary>As dense as photographs of a collection are, each spread as far as its neighbours are away.</summary>
    /// <param name="grid">The cells.</param>
    /// <param name="photographs">Their places.</param>
    /// <param name="bandwidths">How far each is spread.</param>
    /// <param name="cancellationToken">Looked at once per photograph.</param>
    public static DensityMap Photographs(Grid grid, GalleryPlaces photographs, BandwidthRule? bandwidths = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(photographs);
        var weights = new double[photographs.Count];
        Array.Fill(weights, 1.0 / weights.Length);
        return GalleryDensity.Spread(grid, photographs, (bandwidths ?? BandwidthRule.Default).Of(photographs), weights, cancellationToken).Map;
    }
}
