using System.Numerics.Tensors;

namespace GeoCore.Geolocation.Maps;

/// <summary>Spreads every cell of a map around its centre, so that an answer is no sharper than wanted.</summary>
public static class MapBlur
{
    /// <summary>Mass in the thinnest cells that stays where it is, because spreading it would cost most and change nothing.</summary>
    private const double Unmoved = 1e-6;

    private const int MostPieces = 16;
    private const int MostPartialCells = 1 << 24;

    /// <summary>Convolves a map with the normal distribution of the sphere; mass is conserved cell by cell.</summary>
    /// <param name="map">The map.</param>
    /// <param name="bandwidthKm">Of the kernel, km, above 0. Narrower than the cells it changes nothing.</param>
    /// <param name="cancellationToken">Looked at once per cell.</param>
    /// <remarks>Cost: the cells that hold the mass times the cells within reach of one, 4.8 bandwidths.</remarks>
    public static DensityMap Blur(DensityMap map, double bandwidthKm, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(map);
        var kernel = new VonMisesFisherKernel(bandwidthKm);
        var masses = map.Masses();
        var result = (double[])masses.Clone();
        int[] moved = [.. TopCells.ForMass(map, (1 - map.ResidualMass) * (1 - Unmoved)).Cells];
        // every piece adds into cells of its own, and the pieces are added in their order: threads change nothing
        var pieces = Math.Clamp(MostPartialCells / masses.Length, 1, MostPieces);
        var parts = new double[pieces][];
        Parallel.For(0, pieces, new ParallelOptions { CancellationToken = cancellationToken }, piece =>
        {
            var part = parts[piece] = new double[masses.Length];
            var spread = new KernelSpread(map.Grid);
            foreach (var cell in moved.AsSpan((int)((long)moved.Length * piece / pieces)..(int)((long)moved.Length * (piece + 1) / pieces)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (longitude, latitude) = map.Grid.CentreOf(cell);
                part[cell] -= masses[cell];
                spread.Add(longitude, latitude, masses[cell], kernel, part);
            }
        });
        foreach (var part in parts)
        {
            TensorPrimitives.Add(result, part, result);
        }

        // what cancels may leave a rounding below 0
        TensorPrimitives.Max(result, 0, result);
        return DensityMap.FromMasses(map.Grid, result, map.ResidualMass);
    }
}
