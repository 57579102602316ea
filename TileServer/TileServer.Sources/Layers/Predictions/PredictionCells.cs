using GeoCore.Features;
using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using NetTopologySuite.Geometries;

namespace TileServer.Sources.Layers.Predictions;

/// <summary>The cells of a probability of places one by one: those that have any of it, by their numbers in the grid.</summary>
/// <param name="layer">The layer; whoever uses the cells holds it.</param>
internal sealed class PredictionCells(PredictionLayer layer) : IFeatureSource
{
    /// <summary>Distance from the middle of a cell within which all of it lies, in sides of a square of its area.</summary>
    private const double CellReach = 2;

    private static readonly FeatureField[] s_fields =
    [
        new("cell", FeatureFieldType.Text), new("p", FeatureFieldType.Real), new("d", FeatureFieldType.Real), new("q", FeatureFieldType.Real), new("area_km2", FeatureFieldType.Real),
        new("lon", FeatureFieldType.Real), new("lat", FeatureFieldType.Real),
    ];

    private readonly PredictionLevel _level = layer.Pyramid.Finest;
    private readonly Lazy<CellPolygons> _polygons = new(() => new CellPolygons(layer.Pyramid.Finest));
    private FeatureSourceInfo? _info;

    /// <inheritdoc/>
    public FeatureSourceInfo Info => _info ??= new FeatureSourceInfo("cells", FeatureShape.Polygons, s_fields, layer.Bounds, _level.Masses.Count(mass => mass > 0), layer.Version);

    /// <inheritdoc/>
    public void Read(FeatureQuery query, Action<Feature> take, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(take);
        foreach (var cell in CellsOf(query))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Fits(query, cell))
                take(FeatureOf(cell));
        }
    }

    /// <inheritdoc/>
    public FeaturePage ReadPage(FeatureQuery query, long? after, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var page = new List<Feature>();
        long matched = 0;
        var hasMore = false;
        foreach (var cell in CellsOf(query))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Fits(query, cell))
                continue;
            matched++;
            if (cell <= after)
                continue;
            hasMore = page.Count == most;
            if (!hasMore)
                page.Add(FeatureOf(cell));
            else if (query.IsAll)
                break;
        }

        return new FeaturePage(page, query.IsAll ? Info.Count : matched, hasMore);
    }

    /// <inheritdoc/>
    public Feature? Find(long id) => id >= 0 && id < _level.Grid.Count && _level.Masses[id] > 0 ? FeatureOf((int)id) : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        // the layer owns everything
    }

    /// <summary>In ascending order, those that may touch a box, or all.</summary>
    private IEnumerable<int> CellsOf(FeatureQuery query)
    {
        var grid = _level.Grid;
        if (query.Boxes.Count == 0)
            return Enumerable.Range(0, grid.Count).Where(cell => _level.Masses[cell] > 0);
        var near = new List<int>();
        var largestKm = Math.Sqrt(grid is AdaptiveGrid or LatLonGrid ? Enumerable.Range(0, grid.Count).Max(grid.AreaKm2) : grid.Areas.TotalKm2 / grid.Count * 1.5);
        foreach (var box in query.Boxes)
        {
            var centre = UnitVector.Of(box.Centre.X, box.Centre.Y);
            double[] edges = [box.MinX, box.Centre.X, box.MaxX];
            var reach = edges.SelectMany(x => (double[])[box.MinY, box.Centre.Y, box.MaxY], (x, y) => centre.AngleTo(UnitVector.Of(x, y))).Max();

            // of a box that is wider than half the Earth the corners are not the farthest places
            var radiusKm = box.Width > 90 || box.Height > 90 ? Math.PI * Wgs84.MeanRadiusKm : (reach * Wgs84.MeanRadiusKm) + (CellReach * largestKm);
            grid.CellsWithin(box.Centre.X, box.Centre.Y, radiusKm, near);
        }

        return near.Where(cell => _level.Masses[cell] > 0).Distinct().Order();
    }

    private bool Fits(FeatureQuery query, int cell)
    {
        if (query.Boxes.Count > 0)
        {
            var geometry = GeometryOf(cell);
            if (!query.Boxes.Any(box => geometry.Intersects(geometry.Factory.ToGeometry(box))))
                return false;
        }

        return (query.Conditions.Count == 0 && query.Time is null) || query.Fits(ValuesOf(cell), -1);
    }

    private Feature FeatureOf(int cell) => new(cell, GeometryOf(cell), ValuesOf(cell));

    private object?[] ValuesOf(int cell)
    {
        var (longitude, latitude) = _level.Grid.CentreOf(cell);
        return
        [
            PredictionLayer.NameOf(_level.Grid, cell), (double)_level.Masses[cell], (double)_level.Densities[cell], (double)_level.Levels[cell], _level.Grid.AreaKm2(cell),
            Math.Round(longitude, 6), Math.Round(latitude, 6),
        ];
    }

    /// <summary>Two polygons where the antimeridian cuts the cell.</summary>
    private Geometry GeometryOf(int cell)
    {
        var factory = GeometryFactory.Default;
        Polygon[] parts = [.. _polygons.Value.RingsOf(cell).Select(ring => factory.CreatePolygon([.. ring.Select(corner => corner.Copy())]))];
        return parts.Length == 1 ? parts[0] : factory.CreateMultiPolygon(parts);
    }
}
