using System.Numerics.Tensors;

namespace GeoCore.Geolocation.Maps;

/// <summary>Spreads every cell of a map around its centre, so that an answer is no sharper than wanted.</summary>
public static class MapBlur
{
    /// <summary>Mass in the thinnest cells that stays where it is, because spreading it would cost most and change nothing.</summary>
    private const double Unmoved = 1e-6;

    /// <summary>Convolves a map with the normal distribution of the sphere; mass is conserved cell by cell.</summary>
    /// <param name="map">The map.</param>
    /// <param name="bandwidthKm">Of the kernel, km, above 0. Narrower than the cells it changes nothing.</param>
    /// <param name="cancellationToken">Looked at once per cell.</param>
    /// <remarks>Cost: the cells that hold the mass times the cells within reach of one, 5.7 bandwidths.</remarks>
    public static DensityMap Blur(DensityMap map, double bandwidthKm, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(map);
        var kernel = new VonMisesFisherKernel(bandwidthKm);
        var masses = map.Masses();
        var spread = new KernelSpread(map.Grid);
        var result = (double[])masses.Clone();
        foreach (var cell in TopCells.ForMass(map, (1 - map.ResidualMass) * (1 - Unmoved)).Cells)
        {
            cancellationToken.ThrowIfCancellationRequested();
            result[cell] -= masses[cell];
            var (longitude, latitude) = map.Grid.CentreOf(cell);
            spread.Add(longitude, latitude, masses[cell], kernel, result);
        }

        // what cancels may leave a rounding below 0
        TensorPrimitives.Max(result, 0, result);
        return DensityMap.FromMasses(map.Grid, result, map.ResidualMass);
    }
}
