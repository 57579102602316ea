using System.Collections.Concurrent;
using GeoCore.Geodesy;
using GeoCore.Imaging;
using GeoCore.Raster;
using GeoCore.Tiling;
using NetTopologySuite.Geometries;
using TileServer.Sources.Statistics;
using TileServer.Sources.Styles;

namespace TileServer.Sources.Layers;

/// <summary>The cells of a raster.</summary>
/// <remarks>
/// Shown as a picture where three byte bands are marked red, green and blue, in the file's colours where it has a colour table, else through
/// a colormap over the 2nd to 98th percentile of the values.
/// </remarks>
public sealed class RasterLayer : Layer
{
    private const long OwnBlockBytes = 64L << 20;

    private readonly IRasterSource _source;
    private readonly BlockCache _blocks;
    private readonly RasterWarper _warper;
    private readonly RasterExtent _extent;
    private readonly ConfiguredStyle _style;
    private readonly RasterBandChoice _choice;
    private readonly BandStatistics?[] _statistics;
    private readonly ConcurrentDictionary<CoordinateReferenceSystem, double> _cellSizes = new();

    /// <summary>Creates a layer.</summary>
    /// <param name="description">Identifier and texts.</param>
    /// <param name="source">Cells; the layer disposes of it.</param>
    /// <param name="style">What is configured of the default picture, or null for nothing.</param>
    /// <param name="blocks">Decoded blocks, shared with other layers; null for 64 MiB of its own.</param>
    public RasterLayer(LayerDescription description, IRasterSource source, ConfiguredStyle? style = null, BlockCache? blocks = null)
        : base(description, LayerKind.Raster)
    {
        ArgumentNullException.ThrowIfNull(source);
        _source = source;
        _blocks = blocks ?? new BlockCache(OwnBlockBytes);
        _warper = new RasterWarper(source, _blocks);
        _style = style ?? ConfiguredStyle.None;
        _extent = new RasterExtent(source.Info);
        _choice = new RasterBandChoice(source.Info, _style.Unit);
        _statistics = new BandStatistics?[source.Info.Bands.Count];
        Version = _style.VersionOf(description.Id, source.Info.Digest);
        MaxZoom = _extent.NativeZoom();
    }

    /// <summary>Size, place and levels of the raster.</summary>
    public RasterInfo Info => _source.Info;

    /// <summary>The file that holds the cells; null where there is no such single file.</summary>
    public string? FilePath => _source.FilePath;

    /// <summary>Whether coarser levels are stored in the file rather than made when they are read.</summary>
    public bool HasStoredOverviews => _source.StoredLevels > 1;

    /// <inheritdoc/>
    public override string Version { get; }

    /// <inheritdoc/>
    public override Envelope Bounds => _extent.Bounds;

    /// <inheritdoc/>
    public override int MaxZoom { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<LayerBand> Bands => _choice.All;

    /// <inheritdoc/>
    public override bool IsCategorical => _choice.Classes is not null;

    /// <inheritdoc/>
    public override bool IsStylable => !_choice.IsRgb;

    /// <inheritdoc/>
    public override IEnumerable<ZoneLattice> Lattices => ZoneLattices.OfRaster(_source.Info, IsCategorical);

    /// <inheritdoc/>
    public override BandStatistics GetStatistics(int band)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)(band - 1), (uint)(_statistics.Length - 1), nameof(band));
        try
        {
            // two threads may compute the same numbers at first; a fault is not remembered
            return _statistics[band - 1] ??= RasterStatistics.Of(_source, band - 1);
        }
        catch (RasterException fault)
        {
            throw Unavailable(fault);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<LayerBand> SelectBands(RenderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Quantity is { } quantity)
            throw new OptionException("quantity", quantity, "no quantity: this layer has bands only");
        if (options.Class is not null)
            throw new OptionException("class", null, "no class: this layer has bands only");
        return _choice.Select(options.Bands);
    }

    /// <inheritdoc/>
    public override StyleDefaults GetStyleDefaults(RenderOptions options)
    {
        var bands = SelectBands(options);
        var classes = bands.Count == 1 && bands[0].Number == _choice.Default[0].Number ? _choice.Classes : null;
        return new StyleDefaults
        {
            Ranges = [.. bands.Select(RangeOf)],
            Colormap = _style.Colormap ?? Colormaps.Default.Name,
            Transform = _style.Transform ?? ScaleTransform.Linear,
            Classes = _style.Colormap is null ? classes : null,
            SmallestPositive = bands.Count == 1 ? GetStatistics(bands[0].Number).SmallestPositive : 0,
        };
    }

    private protected override void RenderValues(
        PixelGrid grid, RenderOptions options, IReadOnlyList<LayerBand> bands, PixelBuffer<float> values, CancellationToken cancellationToken)
    {
        int[] numbers = [.. bands.Select(band => band.Number - 1)];
        var warper = options.NoData is { } noData && !double.IsNaN(noData)
            ? new RasterWarper(new NoDataSource(_source, noData), _blocks)
            : _warper;
        warper.Warp(grid, numbers, ResamplingOf(grid, options), values, cancellationToken);
    }

    private protected override PointValue QueryPlace(
        double longitude, double latitude, RenderOptions options, IReadOnlyList<LayerBand> bands)
    {
        var isInside = _extent.TryLocate(longitude, latitude, out var column, out var row);
        var values = new double?[bands.Count];
        var labels = new string?[bands.Count];
        for (var i = 0; isInside && i < bands.Count; i++)
        {
            Span<double> cell = [0];
            _source.Read(new RasterWindow(0, column, row, 1, 1), bands[i].Number - 1, cell);
            values[i] = double.IsNaN(cell[0]) || cell[0] == options.NoData ? null : cell[0];
            labels[i] = values[i] is { } value ? _choice.LabelOf(bands[i], value) : null;
        }

        return new PointValue(longitude, latitude, isInside, isInside ? column : null, isInside ? row : null, bands, values, labels);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _source.Dispose();
        base.Dispose(disposing);
    }

    private Resampling ResamplingOf(PixelGrid grid, RenderOptions options)
    {
        if (options.Resampling is { } asked)
            return asked;
        var cellSize = _cellSizes.GetOrAdd(grid.Crs, _extent.CellSizeIn);
        var reduces = Math.Max(grid.CellWidth, grid.CellHeight) > cellSize;
        return IsCategorical
            ? reduces ? Resampling.Mode : Resampling.Nearest
            : reduces ? Resampling.Average : Resampling.Bilinear;
    }

    private ValueRange RangeOf(LayerBand band)
    {
        if (_style.Range is { } configured)
            return configured;
        if (_choice.IsRgb && band.DataType == RasterDataType.Byte)
            return new ValueRange(0, byte.MaxValue);
        return GetStatistics(band.Number).DefaultRange;
    }
}
