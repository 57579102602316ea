using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;

namespace TileServer.Sources.Layers.Predictions;

/// <summary>A map at the resolutions that pixels of different sizes need, each made when first used.</summary>
internal sealed class PredictionPyramid
{
    /// <summary>A map of a few cells of very different sizes does not become one of very many small ones.</summary>
    private const int MostCells = 1 << 20;

    private readonly PredictionLevel[] _levels;

    internal PredictionPyramid(DensityMap map)
    {
        var levels = new List<PredictionLevel> { new(map) };
        foreach (var grid in LargerGrids(map.Grid))
            levels.Add(new PredictionLevel(levels[^1], grid));
        _levels = [.. levels];
    }

    /// <summary>The map's own cells.</summary>
    internal PredictionLevel Finest => _levels[0];

    /// <summary>The largest cells whose sides are no longer than a length, or the map's own.</summary>
    internal PredictionLevel Within(double sideKm) => _levels.LastOrDefault(level => level.CellSideKm <= sideKm) ?? Finest;

    /// <summary>The smallest cells whose sides are no shorter than a length, or the largest there are.</summary>
    internal PredictionLevel Beyond(double sideKm) => _levels.FirstOrDefault(level => level.CellSideKm >= sideKm) ?? _levels[^1];

    /// <summary>Levels of the hierarchy, or halves of latitude and longitude while they come out even.</summary>
    private static IEnumerable<Grid> LargerGrids(Grid grid)
    {
        if (grid is HierarchicalGrid hierarchical)
        {
            var finest = hierarchical is NestedGrid nested ? nested.Level : Enumerable.Range(0, grid.Count).Max(cell => hierarchical[cell].Level);
            for (var level = finest - 1; level >= 0; level--)
            {
                if (hierarchical.Hierarchy.CountAt(level) > Math.Max(grid.Count, MostCells))
                    continue;
                yield return new NestedGrid(hierarchical.Hierarchy, level);
            }
        }

        while (grid is LatLonGrid { Columns: > 2 } latLon && latLon.Columns % 2 == 0 && latLon.Rows % 2 == 0)
        {
            grid = new LatLonGrid(latLon.Columns / 2, latLon.Rows / 2);
            yield return grid;
        }
    }
}
