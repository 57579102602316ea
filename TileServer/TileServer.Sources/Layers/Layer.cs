using GeoCore.Features;
using GeoCore.Raster;
using GeoCore.Tiling;
using GeoCore.Tiling.Archives;
using NetTopologySuite.Geometries;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Statistics;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;
using TileServer.Sources.Vectors;

namespace TileServer.Sources.Layers;

/// <summary>Values all over a part of the Earth, with a default way to show them. Can be used from many threads at once.</summary>
public abstract partial class Layer : Held
{
    /// <summary>Cells of 38 m on the equator; nothing that is a function is counted in smaller ones.</summary>
    private const int FinestLattice = 12;

    /// <summary>Creates a layer.</summary>
    /// <param name="description">Identifier and texts.</param>
    /// <param name="kind">Where the values come from.</param>
    /// <exception cref="ArgumentException">The identifier is not one.</exception>
    protected Layer(LayerDescription description, LayerKind kind)
    {
        ArgumentNullException.ThrowIfNull(description);
        if (!LayerId.IsValid(description.Id))
            throw new ArgumentException($"'{description.Id}' is not an identifier of a layer.", nameof(description));
        Description = description;
        Kind = kind;
    }

    /// <summary>Identifier in URLs.</summary>
    public override string Id => Description.Id;

    /// <summary>Title, attribution, licence.</summary>
    public LayerDescription Description { get; }

    /// <summary>Where the values come from.</summary>
    public LayerKind Kind { get; }

    /// <summary>First 12 hexadecimal digits of a SHA-256 over everything that decides about a pixel.</summary>
    public abstract string Version { get; }

    /// <summary>Longitudes and latitudes in degrees; −180 to 180 where the layer crosses the antimeridian.</summary>
    public abstract Envelope Bounds { get; }

    /// <summary>Smallest zoom of WebMercatorQuad at which the layer is worth looking at.</summary>
    public virtual int MinZoom => 0;

    /// <summary>Zoom of WebMercatorQuad whose pixels are as fine as the layer; higher zooms show no more.</summary>
    public abstract int MaxZoom { get; }

    /// <summary>All bands.</summary>
    public abstract IReadOnlyList<LayerBand> Bands { get; }

    /// <summary>Whether values are names (no mixing) rather than amounts.</summary>
    public abstract bool IsCategorical { get; }

    /// <summary>Whether the default picture colours one band, so that colormap and rescale change it.</summary>
    public abstract bool IsStylable { get; }

    /// <summary>What <c>quantity</c> can ask for, the default first; empty where there is no choice.</summary>
    public virtual IReadOnlyList<string> Quantities => [];

    /// <summary>Format of tiles where a request names none.</summary>
    public virtual TileFormat DefaultFormat => TileFormat.Png;

    /// <summary>What features its vector tiles hold; empty where it has none.</summary>
    public virtual IReadOnlyList<FeatureLayer> FeatureLayers => [];

    /// <summary>The features one by one; null where the layer has none.</summary>
    public virtual IFeatureSource? Features => null;

    /// <summary>Whether tiles can be had in a format.</summary>
    public virtual bool Offers(TileFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return !format.IsVector;
    }

    /// <summary>Cells that the layer can be counted in, the finest first; of what has no cells of its own, cells of longitude and latitude.</summary>
    public virtual IEnumerable<ZoneLattice> Lattices => ZoneLattices.OfEarth(256 << Math.Min(MaxZoom, FinestLattice));

    /// <summary>Cells that are counted in a zone where nobody says how many.</summary>
    public virtual int UsualZonePixels => 1 << 22;

    /// <summary>Statistics of a band, computed when first asked for.</summary>
    /// <param name="band">Number from 1.</param>
    /// <exception cref="SourceUnavailableException">The file is gone or damaged.</exception>
    public abstract BandStatistics GetStatistics(int band);

    /// <summary>The bands that options ask for, in their order, whatever an expression makes of them.</summary>
    /// <exception cref="OptionException">A band, quantity or class does not exist.</exception>
    public abstract IReadOnlyList<LayerBand> SelectBands(RenderOptions options);

    /// <summary>How the bands are shown where options leave it open.</summary>
    /// <param name="options">Their bands, quantity and class decide which style is meant.</param>
    /// <exception cref="OptionException">A band, quantity or class does not exist.</exception>
    /// <exception cref="SourceUnavailableException">The file is gone or damaged.</exception>
    public abstract StyleDefaults GetStyleDefaults(RenderOptions options);

    /// <summary>Computes the values at the centres of pixels.</summary>
    /// <param name="grid">Pixels; a value depends on a pixel's global column and row, never on the window.</param>
    /// <param name="options">Bands, quantity, resampling, nodata.</param>
    /// <param name="values">Receives one plane per band of <see cref="PlanesOf"/>; NaN is nodata.</param>
    /// <param name="cancellationToken">Looked at once a row or block.</param>
    /// <exception cref="ArgumentException"><paramref name="values"/> does not have the shape.</exception>
    /// <exception cref="OptionException">A band, quantity or class does not exist.</exception>
    /// <exception cref="SourceUnavailableException">The file is gone or damaged.</exception>
    public void Render(PixelGrid grid, RenderOptions options, PixelBuffer<float> values, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(values);
        var bands = PlanesOf(options);
        if (values.BandCount != bands.Count || values.Width != grid.Width || values.Height != grid.Height)
            throw new ArgumentException($"{bands.Count} planes of {grid.Width} × {grid.Height} pixels are needed.", nameof(values));
        try
        {
            if (options.Algorithm is { } algorithm)
                RenderTerrain(grid, options, algorithm, values, cancellationToken);
            else if (options.Expression is { } expression)
                RenderExpression(grid, options, expression, values, cancellationToken);
            else
                RenderValues(grid, options, bands, values, cancellationToken);
        }
        catch (RasterException fault)
        {
            throw Unavailable(fault);
        }
    }

    /// <summary>The exact values at a place: those of the cell that holds it, or of the function itself.</summary>
    /// <param name="longitude">Degrees; any turn of the Earth.</param>
    /// <param name="latitude">Degrees, −90 to 90.</param>
    /// <param name="options">Bands, quantity, nodata.</param>
    /// <exception cref="OptionException">A band, quantity or class does not exist.</exception>
    /// <exception cref="SourceUnavailableException">The file is gone or damaged.</exception>
    public PointValue Query(double longitude, double latitude, RenderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!double.IsFinite(longitude))
            throw new OptionException("lon", longitude.ToString(System.Globalization.CultureInfo.InvariantCulture), "a finite number of degrees");
        if (latitude is not (>= -90 and <= 90))
            throw new OptionException("lat", latitude.ToString(System.Globalization.CultureInfo.InvariantCulture), "−90 to 90 degrees");
        try
        {
            if (options.Algorithm is not null)
                throw new OptionException("algorithm", null, "no algorithm: a place alone has no neighbours");
            longitude = Math.IEEERemainder(longitude, 360);
            return options.Expression is { } expression
                ? QueryExpression(longitude, latitude, options, expression)
                : QueryPlace(longitude, latitude, options, SelectBands(options));
        }
        catch (RasterException fault)
        {
            throw Unavailable(fault);
        }
    }

    /// <summary>Draws the features of a tile; only for layers that offer <see cref="TileFormat.Vector"/>.</summary>
    /// <param name="grid">The tile with one pixel for each unit of its extent.</param>
    /// <param name="choice">Which of them, as <see cref="FeatureChoice.For"/> gives it.</param>
    /// <param name="cancellationToken">Looked at once per feature.</param>
    /// <returns>The tile, of no length where it has no features.</returns>
    /// <exception cref="SourceUnavailableException">The file is gone or damaged.</exception>
    internal virtual byte[] DrawFeatures(PixelGrid grid, FeatureChoice choice, CancellationToken cancellationToken) => throw new NotSupportedException($"Layer {Id} has no features.");

    /// <summary>Fills the planes; the shape is already checked.</summary>
    private protected abstract void RenderValues(
        PixelGrid grid, RenderOptions options, IReadOnlyList<LayerBand> bands, PixelBuffer<float> values, CancellationToken cancellationToken);

    /// <summary>Answers a place whose longitude is −180 to 180.</summary>
    private protected abstract PointValue QueryPlace(
        double longitude, double latitude, RenderOptions options, IReadOnlyList<LayerBand> bands);

    private protected SourceUnavailableException Unavailable(Exception fault) =>
        new($"The source of layer '{Id}' cannot be read.", fault);
}
