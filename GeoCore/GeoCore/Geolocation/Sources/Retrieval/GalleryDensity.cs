using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;

namespace GeoCore.Geolocation.Sources.Retrieval;

/// <summary>A map made of weighted places.</summary>
/// <param name="Map">The map.</param>
/// <param name="MassError">By how much the masses of the kernels missed the weights before they were normalised, where kernels are wider than cells.</param>
public readonly record struct GalleryMap(DensityMap Map, double MassError);

/// <summary>Maps made of weighted places.</summary>
public static class GalleryDensity
{
    /// <summary>Weights of the lightest places that are left out together, because each costs as much as a heavy one.</summary>
    private const double Negligible = 1e-6;

    /// <summary>Each cell has the weights of the places in it.</summary>
    /// <param name="grid">The cells.</param>
    /// <param name="places">The places; those in no cell make the residual.</param>
    /// <param name="weights">One a place, at least 0, together 1.</param>
    /// <exception cref="ArgumentException">The weights do not fit, or none of them lies in a cell.</exception>
    public static DensityMap Count(Grid grid, GalleryPlaces places, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(grid);
        var total = Check(places, weights);
        var masses = new double[grid.Count];
        var outside = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (grid.CellAt(places.Longitudes[i], places.Latitudes[i]) is >= 0 and var cell)
                masses[cell] += weights[i];
            else
                outside += weights[i];
        }

        return DensityMap.FromMasses(grid, masses, outside / total);
    }

    /// <summary>Each place is spread by a normal distribution of the sphere.</summary>
    /// <param name="grid">The cells.</param>
    /// <param name="places">The places.</param>
    /// <param name="bandwidthsKm">One a place, km, above 0.</param>
    /// <param name="weights">One a place, at least 0, together 1.</param>
    /// <param name="cancellationToken">Looked at once per place.</param>
    /// <exception cref="ArgumentException">The numbers do not fit.</exception>
    public static GalleryMap Spread(
        Grid grid, GalleryPlaces places, ReadOnlySpan<double> bandwidthsKm, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(grid);
        var total = Check(places, weights);
        if (bandwidthsKm.Length != places.Count)
            throw new ArgumentException($"{places.Count} places take as many bandwidths, not {bandwidthsKm.Length}.", nameof(bandwidthsKm));
        var masses = new double[grid.Count];
        var spread = new KernelSpread(grid);
        double wide = 0, integral = 0;
        var cellKm = Math.Sqrt(grid.Areas.TotalKm2 / grid.Count);
        var least = Threshold(weights, Negligible * total);
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] < least || weights[i] == 0)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            var raw = spread.Add(places.Longitudes[i], places.Latitudes[i], weights[i], new VonMisesFisherKernel(bandwidthsKm[i]), masses);
            if (bandwidthsKm[i] >= cellKm)
                (wide, integral) = (wide + weights[i], integral + weights[i] * raw);
        }

        return new GalleryMap(DensityMap.FromMasses(grid, masses), wide > 0 ? integral / wide - 1 : 0);
    }

    /// <summary>The weight below which all together are negligible.</summary>
    private static double Threshold(ReadOnlySpan<double> weights, double negligible)
    {
        var sorted = weights.ToArray();
        Array.Sort(sorted);
        var sum = 0.0;
        foreach (var weight in sorted)
        {
            sum += weight;
            if (sum > negligible)
                return weight;
        }

        return 0;
    }

    private static double Check(GalleryPlaces places, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(places);
        var total = 0.0;
        foreach (var weight in weights)
        {
            total += weight >= 0 ? weight : double.NaN;
        }

        return weights.Length == places.Count && total > 0 && double.IsFinite(total)
            ? total
            : throw new ArgumentException($"{places.Count} places take as many weights, not negative and not all 0.", nameof(weights));
    }
}
