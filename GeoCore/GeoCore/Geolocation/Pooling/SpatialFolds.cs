using GeoCore.Geolocation.Grids;

namespace GeoCore.Geolocation.Pooling;

/// <summary>Parts of the photographs that lie in different parts of the world, so that what is held out is not next door to what was fitted.</summary>
public static class SpatialFolds
{
    /// <summary>HEALPix level of the blocks: 192 of them, about 1630 km wide.</summary>
    public const int BlockLevel = 2;

    /// <summary>Deals the blocks with their photographs: the fullest first, each to the part that has fewest so far.</summary>
    /// <param name="longitudes">Of the photographs, degrees.</param>
    /// <param name="latitudes">Degrees, as many.</param>
    /// <param name="parts">At least 2.</param>
    /// <returns>The part of each photograph, from 0; the same in any order of the photographs.</returns>
    public static int[] Of(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, int parts = 5)
    {
        if (longitudes.Length != latitudes.Length)
            throw new ArgumentException($"There are {longitudes.Length} longitudes and {latitudes.Length} latitudes.", nameof(latitudes));
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 2);
        var blocks = new int[longitudes.Length];
        var counts = new int[CellHierarchy.Healpix.CountAt(BlockLevel)];
        for (var i = 0; i < blocks.Length; i++)
        {
            blocks[i] = (int)CellHierarchy.Healpix.CellAt(longitudes[i], latitudes[i], BlockLevel).Index;
            counts[blocks[i]]++;
        }

        var partOf = new int[counts.Length];
        var sizes = new int[parts];
        foreach (var block in Enumerable.Range(0, counts.Length).OrderByDescending(block => counts[block]).ThenBy(block => block))
        {
            partOf[block] = Array.IndexOf(sizes, sizes.Min());
            sizes[partOf[block]] += counts[block];
        }

        return [.. blocks.Select(block => partOf[block])];
    }
}
