using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GeoCore.Artifacts;
using GeoCore.Evaluation;
using GeoCore.Features;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Raster;
using GeoCore.Tiling;
using GeoCore.Tiling.Archives;
using NetTopologySuite.Geometries;
using TileServer.Sources.Statistics;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;
using TileServer.Sources.Vectors;

namespace TileServer.Sources.Layers.Predictions;

/// <summary>A probability distribution over places: the answer to one question, or a prior.</summary>
/// <remarks>
/// <c>quantity=density</c> is probability per km², of a pixel of several cells the mean over area; <c>probability</c> that of a cell;
/// <c>log10density</c> the order of magnitude; <c>hdr</c> the mass of all denser cells, of a pixel the least: values below q are the region of mass q.
/// </remarks>
public sealed class PredictionLayer : Layer
{
    /// <summary>What the default colours leave out at the thin end: a thousandth of the mass.</summary>
    private const float ShownMass = 0.999f;

    private const int MostRegions = 16;

    private readonly PredictionPyramid _pyramid;
    private readonly ConcurrentDictionary<double, (PredictionRegion Region, MultiPolygon Outline, bool IsExact)> _regions = new();
    private readonly Lazy<BandStatistics> _statistics;
    private readonly Lazy<ValueRange> _densityRange;

    /// <summary>Creates a layer.</summary>
    /// <param name="description">Identifier and texts.</param>
    /// <param name="map">The distribution.</param>
    /// <param name="digest">Changes with the map; null to take it from the map's numbers.</param>
    public PredictionLayer(LayerDescription description, DensityMap map, string? digest = null)
        : base(description, LayerKind.Prediction)
    {
        ArgumentNullException.ThrowIfNull(map);
        Map = map;
        _pyramid = new PredictionPyramid(map);
        _statistics = new(() => BandStatistics.Of([.. _pyramid.Finest.Densities]));
        _densityRange = new(RangeOfDensity);
        Version = ConfiguredStyle.None.VersionOf(description.Id, digest ?? DigestOf(map));
        MaxZoom = NativeZoom(_pyramid.Finest.CellSideKm);
    }

    /// <summary>Loads a stored map with the texts of its card.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="id">Identifier of the layer.</param>
    /// <param name="openRaster">Opens a map that is a raster.</param>
    /// <exception cref="ArtifactException">Something is missing, damaged or does not fit.</exception>
    public static PredictionLayer Load(string folder, string id, Func<string, IRasterSource> openRaster)
    {
        var artifact = PredictionArtifact.Load(folder, openRaster);
        var card = artifact.Card;
        return new PredictionLayer(new LayerDescription(id, card.Title, card.Description, card.Attribution, card.Licence), artifact.Map, artifact.Digest);
    }

    /// <summary>The distribution.</summary>
    public DensityMap Map { get; }

    /// <summary>What addresses of the layer say about how it was made, without <c>?</c>; empty where there is nothing to say.</summary>
    public string Making { get; init; } = "";

    /// <summary>Where the answer should have been, degrees; null where nobody has said.</summary>
    public (double Longitude, double Latitude)? Truth { get; init; }

    /// <summary>Probability of all cells denser than each, as <see cref="MassLevels.Of"/>.</summary>
    public ReadOnlySpan<float> Levels => _pyramid.Finest.Levels;

    /// <inheritdoc/>
    public override IReadOnlyList<FeatureLayer> FeatureLayers => PredictionVectors.FeatureLayers;

    /// <inheritdoc/>
    public override IFeatureSource Features => field ??= new PredictionCells(this);

    /// <inheritdoc/>
    public override bool Offers(TileFormat format) => true;

    internal override byte[] DrawFeatures(PixelGrid grid, FeatureChoice choice, CancellationToken cancellationToken) => PredictionVectors.Write(this, grid, choice, cancellationToken);

    /// <inheritdoc/>
    public override string Version { get; }

    /// <inheritdoc/>
    public override Envelope Bounds => new(-180, 180, -90, 90);

    /// <inheritdoc/>
    public override int MaxZoom { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<LayerBand> Bands { get; } = [PredictionQuantity.Density.Band];

    /// <inheritdoc/>
    public override bool IsCategorical => false;

    /// <inheritdoc/>
    public override bool IsStylable => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities { get; } = [.. PredictionQuantity.All.Select(quantity => quantity.Name)];

    internal PredictionPyramid Pyramid => _pyramid;

    /// <summary>The region of a mass with its outline, which is kept: see <see cref="PredictionRegion"/>.</summary>
    /// <param name="mass">Above 0 and at most 1.</param>
    public (PredictionRegion Region, MultiPolygon Outline, bool IsExact) RegionOf(double mass)
    {
        if (_regions.TryGetValue(mass, out var known))
            return known;
        var region = PredictionRegion.Of(this, mass);
        var outline = region.Outline(this, out var isExact);
        if (_regions.Count >= MostRegions)
            _regions.Clear();
        return _regions[mass] = (region, outline, isExact);
    }

    /// <summary>How much area is searched, densest cells first, before a place is reached.</summary>
    /// <param name="longitude">Degrees, any turn.</param>
    /// <param name="latitude">Degrees, −90 to 90.</param>
    public RequiredArea SearchedBefore(double longitude, double latitude) =>
        DensityRanking.Rank(Map.Values, Map.Grid.Areas, Map.Grid.CellAt(longitude, latitude), float.NegativeInfinity);

    /// <summary>The cells of latitude and longitude themselves; of other maps cells so small that their edges matter little.</summary>
    public override IEnumerable<ZoneLattice> Lattices => Map.Grid is LatLonGrid cells && cells.Columns == 2 * cells.Rows
        ? ZoneLattices.OfEarth(cells.Columns)
        : base.Lattices;

    /// <inheritdoc/>
    public override BandStatistics GetStatistics(int band)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(band, 1);
        return _statistics.Value;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<LayerBand> SelectBands(RenderOptions options) => [Select(options).Band];

    /// <inheritdoc/>
    public override StyleDefaults GetStyleDefaults(RenderOptions options)
    {
        var quantity = Select(options);
        return new StyleDefaults
        {
            Ranges = [RangeOf(quantity)],
            Colormap = quantity.Colormap,
            Transform = quantity.Transform,
            SmallestPositive = RangeOf(quantity).Minimum,
        };
    }

    private protected override void RenderValues(
        PixelGrid grid, RenderOptions options, IReadOnlyList<LayerBand> bands, PixelBuffer<float> values, CancellationToken cancellationToken)
    {
        var quantity = Select(options);
        var level = PredictionPixels.LevelFor(_pyramid, grid);
        PredictionPixels.Render(level, quantity.PlaneOf(level), quantity.Joining, grid, values.Band(0), cancellationToken);
        quantity.Convert(values.Band(0));
        if (options.NoData is { } noData)
        {
            foreach (ref var value in values.Values)
                value = value == (float)noData ? float.NaN : value;
        }
    }

    private protected override PointValue QueryPlace(double longitude, double latitude, RenderOptions options, IReadOnlyList<LayerBand> bands)
    {
        var quantity = Select(options);
        var cell = Map.Grid.CellAt(longitude, latitude);
        Span<float> value = [cell >= 0 ? quantity.PlaneOf(_pyramid.Finest)[cell] : float.NaN];
        quantity.Convert(value);
        var isValue = !float.IsNaN(value[0]) && value[0] != (float?)options.NoData;
        return new PointValue(longitude, latitude, cell >= 0, null, null, bands, [isValue ? value[0] : null], [null])
        {
            Cell = cell >= 0 ? new PointCell(NameOf(Map.Grid, cell), Map.Grid.AreaKm2(cell), Map.Mass(cell), Math.Exp(Map.LogDensity(cell)), Levels[cell]) : null,
        };
    }

    /// <summary>A cell as people and programs name it: its number, of a hierarchy behind its level.</summary>
    internal static string NameOf(Grid grid, int cell) => grid is HierarchicalGrid cells
        ? string.Create(CultureInfo.InvariantCulture, $"{cells.Hierarchy.Name}:{cells[cell].Level}/{cells[cell].Index}")
        : string.Create(CultureInfo.InvariantCulture, $"{grid.Name}/{cell}");

    private static PredictionQuantity Select(RenderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Class is { } code)
            throw new OptionException("class", RenderOptionsText.Number(code), "no class: this layer has none");
        if (options.Bands.FirstOrDefault(number => number != 1) is not 0 and var wrong)
            throw new OptionException("bidx", RenderOptionsText.Number(wrong), "1: this layer has one band");
        if (options.Bands.Count > 1)
            throw new OptionException("bidx", null, "1, once: this layer has one band");
        return options.Quantity is not { } name
            ? PredictionQuantity.All[0]
            : PredictionQuantity.All.FirstOrDefault(quantity => quantity.Name == name)
                ?? throw new OptionException("quantity", name, $"one of {string.Join(", ", PredictionQuantity.All.Select(quantity => quantity.Name))}");
    }

    private ValueRange RangeOf(PredictionQuantity quantity)
    {
        var (minimum, maximum) = _densityRange.Value;
        if (quantity == PredictionQuantity.Level)
            return new ValueRange(0, 1);
        if (quantity == PredictionQuantity.LogDensity)
            return new ValueRange(Math.Log10(minimum), Math.Log10(maximum));
        var areaKm2 = quantity == PredictionQuantity.Probability ? Map.Grid.Areas.TotalKm2 / Map.Grid.Count : 1;
        return new ValueRange(minimum * areaKm2, maximum * areaKm2);
    }

    /// <summary>From the thinnest cell that matters to the densest; a map that is even everywhere gets colours around its density.</summary>
    private ValueRange RangeOfDensity()
    {
        const double narrow = 1.001;
        var finest = _pyramid.Finest;
        double least = double.PositiveInfinity, most = 0;
        for (var cell = 0; cell < finest.Densities.Length; cell++)
        {
            if (finest.Levels[cell] >= ShownMass || !(finest.Densities[cell] > 0))
                continue;
            least = Math.Min(least, finest.Densities[cell]);
            most = Math.Max(most, finest.Densities[cell]);
        }

        return most > narrow * least ? new ValueRange(least, most) : new ValueRange(most / 2, most * 2);
    }

    private static int NativeZoom(double cellSideKm)
    {
        var matrices = TileMatrixSets.WebMercatorQuad.Matrices;
        var zoom = 0;

        // four pixels to a cell show its shape
        while (zoom < matrices.Count - 1 && matrices[zoom].CellSize / 1000 > cellSideKm / 4)
            zoom++;
        return zoom;
    }

    private static string DigestOf(DensityMap map)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{map.Grid.Name} {map.LogNormaliser:R} {map.ResidualMass:R}")));
        if (map.Grid is AdaptiveGrid adaptive)
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(string.Join(' ', adaptive.Cells)));
        hash.AppendData(MemoryMarshal.AsBytes(map.Values));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
