using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;

namespace TileServer.Sources.Layers.Predictions;

/// <summary>A map on cells of one size: its own, or larger ones that stand for those within.</summary>
internal sealed class PredictionLevel
{
    private readonly Lazy<float[]> _densities;
    private readonly Lazy<float[]> _probabilities;
    private readonly Lazy<float[]> _masses;
    private readonly Lazy<float[]> _levels;

    /// <summary>The map itself.</summary>
    internal PredictionLevel(DensityMap map)
    {
        Grid = map.Grid;
        CellSideKm = SideOf(map.Grid);
        _densities = new(() => [.. Enumerable.Range(0, map.Grid.Count).Select(cell => (float)Math.Exp(map.LogDensity(cell)))]);
        _masses = _probabilities = new(() => [.. map.Masses().Select(mass => (float)mass)]);
        _levels = new(() => MassLevels.Of(map));
    }

    /// <summary>Larger cells.</summary>
    /// <param name="finer">The cells within.</param>
    /// <param name="grid">The larger ones.</param>
    internal PredictionLevel(PredictionLevel finer, Grid grid)
    {
        Grid = grid;
        CellSideKm = SideOf(grid);
        var parents = new Lazy<CellParents>(() => new CellParents(finer.Grid, grid));
        _densities = new(() => parents.Value.Mean(finer.Densities));
        _probabilities = new(() => parents.Value.Mean(finer.Probabilities));
        _masses = new(() => parents.Value.Sum(finer.Masses));
        _levels = new(() => parents.Value.Least(finer.Levels));
    }

    /// <summary>The cells.</summary>
    internal Grid Grid { get; }

    /// <summary>Side of a square as large as the smallest cells, km.</summary>
    internal double CellSideKm { get; }

    /// <summary>Probability per km²; on larger cells the mean over area, NaN where nothing is known.</summary>
    internal float[] Densities => _densities.Value;

    /// <summary>Probability of one of the map's own cells; on larger cells the mean over area.</summary>
    internal float[] Probabilities => _probabilities.Value;

    /// <summary>Probability of these cells.</summary>
    internal float[] Masses => _masses.Value;

    /// <summary>Probability of all that is denser; on larger cells the least.</summary>
    internal float[] Levels => _levels.Value;

    private static double SideOf(Grid grid) => Math.Sqrt(grid switch
    {
        LatLonGrid latLon => latLon.AreaKm2(latLon.Rows / 2 * latLon.Columns),
        HierarchicalGrid and not NestedGrid => Enumerable.Range(0, grid.Count).Min(grid.AreaKm2),
        _ => grid.Areas.TotalKm2 / grid.Count,
    });
}
