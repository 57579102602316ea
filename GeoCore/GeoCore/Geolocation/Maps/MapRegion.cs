using GeoCore.Geolocation.Grids;

namespace GeoCore.Geolocation.Maps;

/// <summary>Cells that hang together by their edges.</summary>
/// <param name="Cells">In the order of their numbers.</param>
/// <param name="AreaKm2">km².</param>
/// <param name="Mass">Probability.</param>
/// <param name="Peak">Its densest cell; of equally dense ones the first.</param>
public sealed record MapRegion(IReadOnlyList<int> Cells, double AreaKm2, double Mass, int Peak)
{
    /// <summary>Divides cells into regions.</summary>
    /// <param name="map">The map.</param>
    /// <param name="cells">Cells of its grid, each once, such as those of <see cref="TopCells"/>.</param>
    /// <returns>The most probable region first.</returns>
    public static IReadOnlyList<MapRegion> Of(DensityMap map, IReadOnlyList<int> cells)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(cells);
        var positions = new Dictionary<int, int>(cells.Count);
        var leaders = new int[cells.Count];
        for (var i = 0; i < leaders.Length; i++)
        {
            leaders[i] = i;
            positions.Add(cells[i], i);
        }

        Span<int> neighbours = stackalloc int[4];
        for (var i = 0; i < leaders.Length; i++)
        {
            foreach (var neighbour in neighbours[..map.Grid.EdgeNeighbours(cells[i], neighbours)])
            {
                if (positions.TryGetValue(neighbour, out var other))
                    Join(leaders, i, other);
            }
        }

        return [.. Enumerable.Range(0, leaders.Length).GroupBy(i => Leader(leaders, i), i => cells[i])
            .Select(group => Of(map, [.. group.Order()])).OrderByDescending(region => region.Mass).ThenBy(region => region.Cells[0])];
    }

    /// <summary>The number of regions that some cells form.</summary>
    /// <param name="map">The map.</param>
    /// <param name="cells">Cells of its grid, each once.</param>
    public static int Count(DensityMap map, IReadOnlyList<int> cells) => Of(map, cells).Count;

    private static MapRegion Of(DensityMap map, int[] cells)
    {
        Grid grid = map.Grid;
        return new MapRegion(cells, cells.Sum(grid.Areas.Km2), cells.Sum(map.Mass), cells.MaxBy(cell => map.Values[cell]));
    }

    private static int Leader(int[] leaders, int i)
    {
        while (leaders[i] != i)
        {
            i = leaders[i] = leaders[leaders[i]];
        }

        return i;
    }

    private static void Join(int[] leaders, int a, int b)
    {
        var (first, second) = (Leader(leaders, a), Leader(leaders, b));
        leaders[Math.Max(first, second)] = Math.Min(first, second);
    }
}
