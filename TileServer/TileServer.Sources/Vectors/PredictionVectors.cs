using GeoCore.Geolocation.Grids;
using GeoCore.Tiling;
using GeoCore.Tiling.Archives;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using TileServer.Sources.Layers.Predictions;

namespace TileServer.Sources.Vectors;

/// <summary>A probability of places as a vector tile: its cells, its highest-density regions, and its densest place.</summary>
internal static class PredictionVectors
{
    /// <summary>What a probability of places has in its vector tiles.</summary>
    internal static IReadOnlyList<FeatureLayer> FeatureLayers { get; } =
    [
        new("cells", "Cells of the map, at low zooms joined to larger ones", new Dictionary<string, string>
        {
            ["id"] = "Hierarchy, level and number", ["p"] = "Probability", ["d"] = "Probability per km²", ["q"] = "Probability of all denser cells", ["lon"] = "Degrees", ["lat"] = "Degrees",
        }),
        new("regions", "Highest-density regions", new Dictionary<string, string>
        {
            ["level"] = "Mass asked for", ["mass"] = "Mass held", ["area_km2"] = "Area", ["threshold"] = "Least probability per km²",
        }),
        new("points", "The densest cell, and the truth where it is known", new Dictionary<string, string> { ["kind"] = "mode or truth", ["lon"] = "Degrees", ["lat"] = "Degrees" }),
    ];

    /// <summary>Masses of the regions where a request names none.</summary>
    internal static IReadOnlyList<double> UsualLevels { get; } = [0.95, 0.9, 0.8, 0.5];

    /// <summary>Cells along the edge of a tile beyond which larger ones take their places, with their masses summed.</summary>
    private const double MostCellsAlong = 100;

    /// <summary>Distance from the middle of a cell within which all of it lies, in sides of a square of its area.</summary>
    private const double CellReach = 2;

    /// <summary>Writes a tile.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="grid">The tile with one pixel for each unit of its extent.</param>
    /// <param name="choice">Which features.</param>
    /// <param name="cancellationToken">Looked at once per cell.</param>
    /// <returns>The tile, of no length where it has no features.</returns>
    internal static byte[] Write(PredictionLayer layer, PixelGrid grid, FeatureChoice choice, CancellationToken cancellationToken)
    {
        var window = new TileWindow(grid);
        var tile = new VectorTileWriter();
        if (choice.Holds("cells"))
            tile.Add(Cells(layer, grid, window, cancellationToken));
        if (choice.Holds("regions"))
            tile.Add(Regions(layer, window, choice.Levels.Count > 0 ? choice.Levels : UsualLevels, cancellationToken));
        if (choice.Holds("points"))
            tile.Add(Points(layer, window));
        return tile.ToArray();
    }

    private static VectorTileLayer Cells(PredictionLayer layer, PixelGrid grid, TileWindow window, CancellationToken cancellationToken)
    {
        var features = new VectorTileLayer("cells");
        var level = layer.Pyramid.Beyond(PredictionPixels.PixelKm(grid) * VectorTileWriter.Extent / MostCellsAlong);
        var polygons = new CellPolygons(level);
        var cells = new List<int>();
        var (longitude, latitude, radiusKm) = window.Cap();
        level.Grid.CellsWithin(longitude, latitude, radiusKm + (CellReach * LargestSideKm(level)), cells);
        foreach (var cell in cells)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (level.Masses[cell] > 0)
                AddCell(features, level, polygons, cell, window);
        }

        return features;
    }

    /// <summary>A cell smaller than a unit is drawn as one, so that no mass is lost.</summary>
    private static void AddCell(VectorTileLayer features, PredictionLevel level, CellPolygons polygons, int cell, TileWindow window)
    {
        var (longitude, latitude) = level.Grid.CentreOf(cell);
        var middle = window.Project(longitude, latitude);
        List<List<(int X, int Y)>> rings = [.. polygons.RingsOf(cell)
            .Select(ring => TileWindow.Cut(ring[..^1].Select(corner => window.Project(corner.X, corner.Y)).Where(corner => double.IsFinite(corner.X + corner.Y))))
            .Where(ring => ring.Count > 0)];
        if (rings.Count == 0 && TileWindow.Holds(middle))
        {
            var (x, y) = ((int)middle.X, (int)middle.Y);
            rings = [[(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]];
        }

        if (rings.Count == 0)
            return;
        features.AddPolygons(
            IdOf(level.Grid, cell), rings,
            ("id", PredictionLayer.NameOf(level.Grid, cell)), ("p", (double)level.Masses[cell]), ("d", (double)level.Densities[cell]), ("q", (double)level.Levels[cell]),
            ("lon", Math.Round(longitude, 6)), ("lat", Math.Round(latitude, 6)));
    }

    private static VectorTileLayer Regions(PredictionLayer layer, TileWindow window, IReadOnlyList<double> levels, CancellationToken cancellationToken)
    {
        var features = new VectorTileLayer("regions");
        const double least = -TileWindow.Margin, most = VectorTileWriter.Extent + TileWindow.Margin;
        var box = GeometryFactory.Default.ToGeometry(new Envelope(least, most, least, most));
        for (var i = 0; i < levels.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (region, outline, _) = layer.RegionOf(levels[i]);
            var projected = new Projection(window).Transform(outline);
            if (!projected.EnvelopeInternal.Intersects(box.EnvelopeInternal) || !projected.Coordinates.All(corner => double.IsFinite(corner.X + corner.Y)))
                continue;
            var cut = Cut(projected, box);
            List<IReadOnlyList<(int X, int Y)>> rings = [.. PolygonExtracter.GetPolygons(cut).Cast<Polygon>().Where(polygon => !polygon.IsEmpty).SelectMany(PolygonCutter.RingsOf)];
            if (rings.Count > 0)
                features.AddPolygons((ulong)(i + 1), rings, ("level", region.Level), ("mass", region.Mass), ("area_km2", region.AreaKm2), ("threshold", region.Threshold));
        }

        return features;
    }

    private static VectorTileLayer Points(PredictionLayer layer, TileWindow window)
    {
        var features = new VectorTileLayer("points");
        var (longitude, latitude) = layer.Map.Grid.CentreOf(layer.Map.Values.IndexOf(0f));
        Add(1, longitude, latitude, "mode");
        if (layer.Truth is { } truth)
            Add(2, truth.Longitude, truth.Latitude, "truth");
        return features;

        void Add(ulong id, double x, double y, string kind)
        {
            var place = window.Project(x, y);
            if (TileWindow.Holds(place))
                features.AddPoint(id, ((int)place.X, (int)place.Y), ("kind", kind), ("lon", Math.Round(x, 6)), ("lat", Math.Round(y, 6)));
        }
    }

    /// <summary>What lies in a box, on whole numbers.</summary>
    private static Geometry Cut(Geometry outline, Geometry box)
    {
        try
        {
            return OverlayNG.Overlay(outline, box, SpatialFunction.Intersection, new PrecisionModel(1));
        }
        catch (TopologyException)
        {
            // a projection may have folded what was no wider than a rounding
            return OverlayNG.Overlay(GeometryFixer.Fix(outline), box, SpatialFunction.Intersection, new PrecisionModel(1));
        }
    }

    /// <summary>Of a hierarchy a number that no other level has; else the cell's with that of the grid's columns.</summary>
    private static ulong IdOf(Grid grid, int cell) => grid switch
    {
        HierarchicalGrid cells => (4UL << (2 * cells[cell].Level)) + (ulong)cells[cell].Index,
        LatLonGrid latLon => ((ulong)latLon.Columns << 32) | (uint)cell,
        _ => (ulong)cell,
    };

    private static double LargestSideKm(PredictionLevel level) => level.Grid is AdaptiveGrid or LatLonGrid
        ? Math.Sqrt(Enumerable.Range(0, level.Grid.Count).Max(level.Grid.AreaKm2))
        : level.CellSideKm * 1.5;

    /// <summary>Corners in units of a tile.</summary>
    private sealed class Projection(TileWindow window) : GeometryTransformer
    {
        protected override CoordinateSequence TransformCoordinates(CoordinateSequence coords, Geometry parent)
        {
            var corners = coords.ToCoordinateArray();
            return Factory.CoordinateSequenceFactory.Create([.. corners.Select(corner => window.Project(corner.X, corner.Y)).Select(place => new Coordinate(place.X, place.Y))]);
        }
    }
}
