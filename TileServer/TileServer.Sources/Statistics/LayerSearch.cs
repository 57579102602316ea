using System.Globalization;
using System.Runtime.CompilerServices;
using GeoCore.Evaluation;
using GeoCore.Raster;
using GeoCore.Raster.Zonal;
using GeoCore.Tiling;
using TileServer.Sources.Layers;
using TileServer.Sources.Layers.Predictions;
using TileServer.Sources.Styles;

namespace TileServer.Sources.Statistics;

/// <summary>A layer as a map to search by: the cells of a probability of places, or the amounts of any layer that has no negative ones.</summary>
public sealed class LayerSearch
{
    /// <summary>Cells that amounts are read in; larger ones where there would be more.</summary>
    private const int MostCells = 1 << 22;

    private static readonly ConditionalWeakTable<Layer, StrongBox<(string Key, LayerSearch Search)>> s_known = [];

    private readonly SearchOrder _order;
    private readonly Func<double, double, float> _valueAt;

    private LayerSearch(SearchOrder order, Func<double, double, float> valueAt) => (_order, _valueAt) = (order, valueAt);

    /// <summary>Everything there is to search, km².</summary>
    public double TotalKm2 => _order.TotalKm2;

    /// <summary>Prepares a layer; the last preparation of each is kept.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="options">One band or formula; of probabilities nothing.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OptionException">The values are names, negative, or several.</exception>
    /// <exception cref="SourceUnavailableException">The file is gone or damaged.</exception>
    public static LayerSearch Of(Layer layer, RenderOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(options);
        var key = options.CanonicalText;
        if (s_known.TryGetValue(layer, out var known) && known.Value.Key == key)
            return known.Value.Search;
        var search = layer is PredictionLayer prediction ? OfMap(prediction, options) : OfAmounts(layer, options, cancellationToken);
        s_known.AddOrUpdate(layer, new((key, search)));
        return search;
    }

    /// <summary>Finds a place in the order of search; false where the layer has no value.</summary>
    /// <param name="longitude">Degrees, any turn.</param>
    /// <param name="latitude">Degrees, −90 to 90.</param>
    /// <param name="place">Where it comes.</param>
    public bool TryFind(double longitude, double latitude, out SearchPlace place) => _order.TryFind(_valueAt(longitude, latitude), out place);

    private static LayerSearch OfMap(PredictionLayer layer, RenderOptions options)
    {
        layer.SelectBands(options);
        if (options.Quantity is not null || options.Expression is not null)
            throw new OptionException(options.Quantity is not null ? "quantity" : "expression", null, "none: a probability of places is searched by its density");
        var map = layer.Map;
        var areas = new double[map.Grid.Count];
        for (var cell = 0; cell < areas.Length; cell++)
            areas[cell] = map.Grid.Areas.Km2(cell);
        return new LayerSearch(new SearchOrder(map.Values, areas, map.Masses()), (longitude, latitude) => map.Grid.CellAt(longitude, latitude) is >= 0 and var cell ? map.Values[cell] : float.NaN);
    }

    private static LayerSearch OfAmounts(Layer layer, RenderOptions options, CancellationToken cancellationToken)
    {
        if (layer.PlanesOf(options) is not [_])
            throw new OptionException("bidx", null, "one band, or a formula of one plane");
        if (layer.IsCategorical && options.Expression is null)
            throw new OptionException("layer", layer.Id, "a layer of amounts: the values of this one are names");
        var most = Math.Min(MostCells, layer.UsualZonePixels);
        var lattice = layer.Lattices.First(lattice => (long)lattice.Cells.Width * lattice.Cells.Height <= most || lattice.Cells.Width <= 2);
        var cells = lattice.Cells;
        var values = new PixelBuffer<float>(1, cells.Width, cells.Height);
        layer.Render(cells, options with { Resampling = options.Resampling ?? lattice.Resampling }, values, cancellationToken);
        double[] areas = new double[cells.PixelCount], masses = new double[cells.PixelCount];
        var rows = new LatticeAreas(cells);
        for (var row = 0; row < cells.Height; row++)
            rows.Write(row, areas.AsSpan(row * cells.Width, cells.Width));
        for (var cell = 0; cell < areas.Length; cell++)
        {
            if (values.Values[cell] < 0)
                throw new OptionException("layer", layer.Id, string.Create(CultureInfo.InvariantCulture, $"a layer without negative values, or a formula such as max(b1,0): this one has {values.Values[cell]:R}"));
            masses[cell] = float.IsNaN(values.Values[cell]) ? 0 : values.Values[cell] * areas[cell];
        }

        return new LayerSearch(new SearchOrder(values.Values, areas, masses), (longitude, latitude) => ValueAt(cells, values, longitude, latitude));
    }

    private static float ValueAt(in PixelGrid cells, PixelBuffer<float> values, double longitude, double latitude)
    {
        // a raster may be counted from 0 to 360 degrees, or lie across the antimeridian
        foreach (var turn in (ReadOnlySpan<double>)(cells.Crs.IsSeparable ? [0, -360, 360] : [0]))
        {
            var (x, y) = cells.Crs.FromGeographic(Math.IEEERemainder(longitude, 360) + turn, latitude);
            var (column, row) = ((x - cells.OriginX) / cells.CellWidth, (cells.OriginY - y) / cells.CellHeight);
            if (column >= 0 && column <= cells.Width && row >= 0 && row <= cells.Height)
                return values.Values[(Math.Min((int)row, cells.Height - 1) * cells.Width) + Math.Min((int)column, cells.Width - 1)];
        }

        return float.NaN;
    }
}
