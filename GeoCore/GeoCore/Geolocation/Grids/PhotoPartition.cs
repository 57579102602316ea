using GeoCore.Evaluation;
using GeoCore.Geodesy;

namespace GeoCore.Geolocation.Grids;

/// <summary>Cells that hold about equally many photographs: the classes of a classifier of places.</summary>
/// <remarks>E. Müller-Budack, K. Pustu-Iren, R. Ewerth, "Geolocation estimation of photos using a hierarchical model and scene classification", ECCV 2018.</remarks>
public sealed class PhotoPartition
{
    private readonly int[] _photos;
    private readonly (double, double)[] _means;

    private PhotoPartition(AdaptiveGrid grid, int[] photos, (double, double)[] means, int dropped) =>
        (Grid, _photos, _means, Dropped) = (grid, photos, means, dropped);

    /// <summary>The cells; the number of a cell is the number of its class.</summary>
    public AdaptiveGrid Grid { get; }

    /// <summary>Photographs in each cell.</summary>
    public IReadOnlyList<int> Photos => _photos;

    /// <summary>The mean place of the photographs in each cell, degrees: the answer of a classifier that chose the cell.</summary>
    public IReadOnlyList<(double Longitude, double Latitude)> Means => _means;

    /// <summary>Photographs in cells that were dropped because they held too few.</summary>
    public int Dropped { get; }

    /// <summary>Divides cells until none holds more than <paramref name="most"/> photographs, and drops those with fewer than <paramref name="fewest"/>.</summary>
    /// <param name="longitudes">Of the photographs, degrees; their order does not matter.</param>
    /// <param name="latitudes">Degrees, as many.</param>
    /// <param name="most">τ_max, at least 1; 5000, 2000 and 1000 made the published coarse, middle and fine partitions.</param>
    /// <param name="fewest">τ_min, at least 1; 50 in the published partitions.</param>
    /// <param name="minimumLevel">Cells are divided to this level in any case.</param>
    /// <param name="maximumLevel">Cells of this level are not divided any more, however many they hold.</param>
    /// <param name="hierarchy">S2 unless given.</param>
    /// <exception cref="ArgumentException">The numbers of coordinates differ, or every cell would be dropped.</exception>
    public static PhotoPartition Build(
        ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, int most, int fewest = 50, int minimumLevel = 2, int maximumLevel = 30, CellHierarchy? hierarchy = null)
    {
        hierarchy ??= CellHierarchy.S2;
        if (longitudes.Length != latitudes.Length)
            throw new ArgumentException($"There are {longitudes.Length} longitudes and {latitudes.Length} latitudes.", nameof(latitudes));
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fewest, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(minimumLevel);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumLevel, minimumLevel);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maximumLevel, hierarchy.MaximumLevel);
        var leaves = new long[longitudes.Length];
        var photos = new int[leaves.Length];
        for (var i = 0; i < leaves.Length; i++)
        {
            leaves[i] = hierarchy.CellAt(longitudes[i], latitudes[i], hierarchy.MaximumLevel).Index;
            photos[i] = i;
        }

        Array.Sort(leaves, photos);
        var division = new Division(hierarchy, leaves, most, fewest, minimumLevel, maximumLevel);
        for (var face = 0; face < hierarchy.BaseCells; face++)
        {
            division.Visit(new HierarchyCell(0, face), 0, leaves.Length);
        }

        if (division.Kept.Count == 0)
            throw new ArgumentException($"No cell holds {fewest} photographs.", nameof(fewest));
        var means = new (double, double)[division.Kept.Count];
        for (var i = 0; i < means.Length; i++)
        {
            means[i] = Mean(longitudes, latitudes, photos.AsSpan(division.Kept[i].Start, division.Kept[i].Count));
        }

        // the visit follows the curve, so the grid keeps this order
        return new PhotoPartition(
            new AdaptiveGrid(hierarchy, division.Kept.Select(kept => kept.Cell)), [.. division.Kept.Select(kept => kept.Count)], means,
            leaves.Length - division.Kept.Sum(kept => kept.Count));
    }

    /// <summary>For each cell the cell of a coarser partition that contains it, or −1 where none does.</summary>
    /// <param name="coarser">Of the same hierarchy; from the same photographs and larger limits it contains every cell of this one.</param>
    public int[] CellsIn(PhotoPartition coarser)
    {
        ArgumentNullException.ThrowIfNull(coarser);
        return [.. Grid.Cells.Select(coarser.Grid.CellOf)];
    }

    /// <summary>The mean direction; exact sums make it the same in any order.</summary>
    private static (double, double) Mean(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, ReadOnlySpan<int> photos)
    {
        ExactSum x = default, y = default, z = default;
        foreach (var photo in photos)
        {
            var direction = UnitVector.Of(longitudes[photo], latitudes[photo]);
            x.Add(direction.X);
            y.Add(direction.Y);
            z.Add(direction.Z);
        }

        var mean = UnitVector.Along(x.Value, y.Value, z.Value);
        return (mean.Longitude, mean.Latitude);
    }

    private sealed class Division(CellHierarchy hierarchy, long[] leaves, int most, int fewest, int minimumLevel, int maximumLevel)
    {
        internal List<(HierarchyCell Cell, int Start, int Count)> Kept { get; } = [];

        internal void Visit(HierarchyCell cell, int start, int end)
        {
            var first = FirstFrom(cell, start, end);
            var count = FirstFrom(new HierarchyCell(cell.Level, cell.Index + 1), first, end) - first;
            if (count < fewest)
                return;
            if (cell.Level >= maximumLevel || (cell.Level >= minimumLevel && count <= most))
            {
                Kept.Add((cell, first, count));
                return;
            }

            for (var i = 0; i < 4; i++)
            {
                Visit(cell.Child(i), first, first + count);
            }
        }

        /// <summary>The first photograph at or after the beginning of a cell.</summary>
        private int FirstFrom(HierarchyCell cell, int start, int end)
        {
            var position = cell.FirstAt(hierarchy.MaximumLevel);
            while (start < end)
            {
                var middle = start + (end - start) / 2;
                if (leaves[middle] < position)
                    start = middle + 1;
                else
                    end = middle;
            }

            return start;
        }
    }
}
