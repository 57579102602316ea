using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Pooling;

namespace Learners.Geolocation.Experiments.Ground;

/// <summary>Parts of a few photographs that lie in different blocks of the world, dealt anew by every seed.</summary>
internal static class BlockFolds
{
    /// <summary>The part of each photograph, from 0; photographs of one block, 1 630 km wide, are in one part.</summary>
    /// <param name="places">Degrees.</param>
    /// <param name="parts">At least 2.</param>
    /// <param name="seed">Decides the order of the blocks; each goes to the part that has fewest photographs so far.</param>
    internal static int[] Of(IReadOnlyList<(double Longitude, double Latitude)> places, int parts, int seed)
    {
        var blocks = BlocksOf(places);
        int[] order = [.. blocks.Distinct().Order()];
        new Random(seed).Shuffle(order);
        var (partOf, sizes) = (new Dictionary<int, int>(), new int[parts]);
        foreach (var block in order)
        {
            partOf[block] = Array.IndexOf(sizes, sizes.Min());
            sizes[partOf[block]] += blocks.Count(other => other == block);
        }

        return [.. blocks.Select(block => partOf[block])];
    }

    /// <summary>The block of each place.</summary>
    internal static int[] BlocksOf(IReadOnlyList<(double Longitude, double Latitude)> places)
    {
        var grid = NestedGrid.Healpix(SpatialFolds.BlockLevel);
        return [.. places.Select(place => grid.CellAt(place.Longitude, place.Latitude))];
    }
}
