using GeoCore.Geolocation.Maps;
using NetTopologySuite.Geometries;

namespace TileServer.Sources.Layers.Predictions;

/// <summary>The highest-density region of a mass.</summary>
/// <param name="Level">Mass asked for.</param>
/// <param name="Mass">Probability of the region: the mass asked for, and what its last cells have beyond it.</param>
/// <param name="AreaKm2">Its area, km².</param>
/// <param name="Threshold">Density of its thinnest cell, per km².</param>
/// <param name="Cells">Its cells.</param>
public sealed record PredictionRegion(double Level, double Mass, double AreaKm2, double Threshold, IReadOnlyList<int> Cells)
{
    /// <summary>Most cells that outlines are drawn of one by one; of more the outline is that of larger cells.</summary>
    internal const int MostCells = 40_000;

    /// <summary>Finds the region of a map.</summary>
    /// <param name="layer">The map.</param>
    /// <param name="level">Mass, above 0 and at most 1.</param>
    public static PredictionRegion Of(PredictionLayer layer, double level)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (!(level is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "The mass of a region is above 0 and at most 1.");
        var map = layer.Map;
        var levels = layer.Levels;
        var cells = new List<int>();
        double mass = 0, areaKm2 = 0, threshold = double.PositiveInfinity;
        for (var cell = 0; cell < levels.Length; cell++)
        {
            if (!(levels[cell] < level))
                continue;
            cells.Add(cell);
            mass += map.Mass(cell);
            areaKm2 += map.Grid.Areas.Km2(cell);
            threshold = Math.Min(threshold, Math.Exp(map.LogDensity(cell)));
        }

        return new PredictionRegion(level, Math.Min(mass, 1), areaKm2, threshold, cells);
    }

    /// <summary>Its outline in longitudes and latitudes, cut at the antimeridian.</summary>
    /// <param name="layer">The map.</param>
    /// <param name="isExact">Whether every cell counts; false where larger cells were joined, which reach a little further.</param>
    public MultiPolygon Outline(PredictionLayer layer, out bool isExact)
    {
        ArgumentNullException.ThrowIfNull(layer);
        isExact = Cells.Count <= MostCells;
        if (isExact)
            return new CellPolygons(layer.Pyramid.Finest).Union(Cells);
        var larger = layer.Pyramid.Finest;
        int[] cells = [];
        for (var sideKm = 2 * larger.CellSideKm; cells.Length is 0 or > MostCells; sideKm = 2 * larger.CellSideKm)
        {
            var next = layer.Pyramid.Beyond(sideKm * 0.9);
            if (next == larger)
                break;
            larger = next;
            cells = [.. Enumerable.Range(0, larger.Grid.Count).Where(cell => larger.Levels[cell] < Level)];
        }

        return new CellPolygons(larger).Union(cells);
    }

    /// <summary>The parts that hang together, the most probable first.</summary>
    /// <param name="map">The map.</param>
    public IReadOnlyList<MapRegion> Parts(DensityMap map) => MapRegion.Of(map, Cells);
}
