using System.Globalization;
using GeoCore.Artifacts;
using GeoCore.Encoding;
using GeoCore.Encoding.Lattice;
using GeoCore.Imaging;
using GeoCore.Raster;
using GeoCore.Tiling;
using NetTopologySuite.Geometries;
using TileServer.Sources.Styles;

namespace TileServer.Sources.Layers;

/// <summary>A trained location encoder, evaluated at the centre of every pixel.</summary>
/// <remarks>
/// Binary: the probability. Categorical: the code of the most probable class, or with <c>quantity=probability&amp;class=CODE</c> the
/// probability of one. Regression: the values. With a posterior, <c>quantity=uncertainty</c>: the standard deviation of the probability. Amounts are right to within one step of the colours in use; <c>exact=true</c> evaluates every pixel.
/// </remarks>
public sealed class EncoderLayer : Layer
{
    /// <summary>Pixels of 38 m on the equator; no network that we train knows anything finer.</summary>
    private const int FinestZoom = 12;

    private const int SampleColumns = 72;
    private const int SampleRows = 36;

    private readonly LocationEncoderArtifact _artifact;
    private readonly bool _isUncertainty;
    private readonly EncoderChoice _choice;
    private readonly LayerBand[] _bands;
    private readonly BandStatistics?[] _statistics;

    /// <summary>Creates a layer.</summary>
    /// <param name="description">Identifier and texts.</param>
    /// <param name="artifact">The encoder with its card.</param>
    /// <param name="onlyUncertainty">Whether the layer shows how uncertain the encoder is instead of what it says.</param>
    /// <exception cref="ArgumentException">The uncertainty of an artifact without a posterior is wanted.</exception>
    public EncoderLayer(LayerDescription description, LocationEncoderArtifact artifact, bool onlyUncertainty = false)
        : base(description, LayerKind.Prediction)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        if (onlyUncertainty && artifact.Posterior is null)
            throw new ArgumentException("The artifact has no posterior.", nameof(artifact));
        (_artifact, _isUncertainty) = (artifact, onlyUncertainty);
        _choice = new EncoderChoice(artifact, onlyUncertainty);
        _bands = [.. _choice.Defaults.Select(plane => plane.Band)];
        _statistics = new BandStatistics?[_bands.Length];
        Card = artifact.Card;
        Version = ConfiguredStyle.None.VersionOf(description.Id, artifact.Digest);
    }

    /// <summary>Loads a published artifact with the texts of its card.</summary>
    /// <param name="folder">The artifact's folder.</param>
    /// <param name="id">Identifier of the layer.</param>
    /// <exception cref="ArtifactException">Something is missing, damaged or does not fit.</exception>
    public static EncoderLayer Load(string folder, string id)
    {
        var artifact = LocationEncoderArtifact.Load(folder);
        var card = artifact.Card;
        return new EncoderLayer(
            new LayerDescription(id, card.Title, NullIfEmpty(card.Description), NullIfEmpty(card.Attribution), NullIfEmpty(card.Licence)), artifact);
    }

    /// <summary>Loads the uncertainty of a published artifact, with texts of its own.</summary>
    /// <param name="folder">The artifact's folder.</param>
    /// <param name="id">Identifier of the layer.</param>
    /// <exception cref="ArtifactException">Something is missing, damaged or does not fit.</exception>
    public static EncoderLayer LoadUncertainty(string folder, string id)
    {
        var artifact = LocationEncoderArtifact.Load(folder);
        var card = artifact.Card;
        var posterior = card.Posterior ?? throw new ArtifactException("card.json: 'posterior' is missing.");
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"How unsure the network of this map is: the standard deviation of its probability, 0 to 0.5, when the weights of its last layer are as uncertain as {posterior.Places:N0} places leave them.");
        return new EncoderLayer(new LayerDescription(id, $"{card.Title}: uncertainty", text, NullIfEmpty(card.Attribution), NullIfEmpty(card.Licence)), artifact, onlyUncertainty: true);
    }

    /// <summary>How the encoder was made and what it is worth.</summary>
    public ArtifactCard Card { get; }

    /// <inheritdoc/>
    public override string Version { get; }

    /// <inheritdoc/>
    public override Envelope Bounds => new(-180, 180, -90, 90);

    /// <inheritdoc/>
    public override int MaxZoom => FinestZoom;

    /// <inheritdoc/>
    public override IReadOnlyList<LayerBand> Bands => _bands;

    /// <inheritdoc/>
    public override bool IsCategorical => Card.Kind == OutputKind.Categorical && !_isUncertainty;

    /// <inheritdoc/>
    public override bool IsStylable => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities => _choice.Quantities;

    /// <summary>A network takes some microseconds a place.</summary>
    public override int UsualZonePixels => 1 << 16;

    /// <inheritdoc/>
    public override BandStatistics GetStatistics(int band)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)(band - 1), (uint)(_bands.Length - 1), nameof(band));
        return _statistics[band - 1] ??= Sample(_choice.Defaults[band - 1]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<LayerBand> SelectBands(RenderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [.. _choice.Select(options).Select(plane => plane.Band)];
    }

    /// <inheritdoc/>
    public override StyleDefaults GetStyleDefaults(RenderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var planes = _choice.Select(options);
        return new StyleDefaults
        {
            Ranges = [.. planes.Select(RangeOf)],
            Classes = planes.Count == 1 ? planes[0].Classes : null,
            SmallestPositive = planes.Count == 1 ? SmallestPositiveOf(planes[0]) : 0,
        };
    }

    private protected override void RenderValues(
        PixelGrid grid, RenderOptions options, IReadOnlyList<LayerBand> bands, PixelBuffer<float> values, CancellationToken cancellationToken)
    {
        var planes = _choice.Select(options);
        var lattice = new LatticeOptions { Exact = options.Exact || options.Scale == ScaleTransform.Quantile, Tolerance = planes.Select((plane, index) => ToleranceOf(plane, index, options)).Min() };
        EncoderPixels.Render(_artifact, planes, grid, values, lattice, cancellationToken);
        if (options.NoData is { } noData)
        {
            foreach (ref var value in values.Values)
                value = value == (float)noData ? float.NaN : value;
        }
    }

    private protected override PointValue QueryPlace(
        double longitude, double latitude, RenderOptions options, IReadOnlyList<LayerBand> bands)
    {
        var planes = _choice.Select(options);
        var logits = new float[_artifact.Encoder.OutputCount];
        _artifact.Encoder.Evaluate([longitude], [latitude], logits);
        Span<float> spread = [0];
        if (planes.Any(plane => plane.NeedsSpread))
            _artifact.Spread!.Evaluate([longitude], [latitude], spread);
        var values = new double?[planes.Count];
        var labels = new string?[planes.Count];
        for (var i = 0; i < planes.Count; i++)
        {
            Span<float> value = [0];
            planes[i].Convert(logits, logits.Length, spread, value);
            values[i] = value[0] == options.NoData ? null : value[0];
            labels[i] = planes[i].Classes?.FirstOrDefault(known => known.Value == values[i]).Label;
        }

        return new PointValue(longitude, latitude, true, null, null, bands, values, labels);
    }

    private double ToleranceOf(EncoderQuantity plane, int index, RenderOptions options)
    {
        if (plane.Classes is not null)
            return ColorStep.Of(new ValueRange(0, 1), ScaleTransform.Linear, 1);
        var range = options.Rescale.Count > 0 ? options.Rescale[Math.Min(index, options.Rescale.Count - 1)] : RangeOf(plane);
        var transform = options.Scale ?? ScaleTransform.Linear;
        if (transform == ScaleTransform.Logarithm && !(range.Minimum > 0))
            range = range with { Minimum = Math.Min(SmallestPositiveOf(plane), range.Maximum) };
        return ColorStep.Of(range, transform, options.Gamma);
    }

    private ValueRange RangeOf(EncoderQuantity plane) => plane.Range ?? GetStatistics(plane.Band.Number).DefaultRange;

    /// <summary>Probabilities get three decades below 1; other values begin where the sample does.</summary>
    private double SmallestPositiveOf(EncoderQuantity plane) =>
        plane.Range is null ? GetStatistics(plane.Band.Number).SmallestPositive : 1e-3;

    /// <summary>Values at the centres of cells of 5 degrees.</summary>
    private BandStatistics Sample(EncoderQuantity plane)
    {
        const double step = 180.0 / SampleRows;
        var grid = new PixelGrid(GeoCore.Geodesy.Crs84.Instance, -180, 90, step, step, 0, 0, SampleColumns, SampleRows);
        var values = new PixelBuffer<float>(1, SampleColumns, SampleRows);
        EncoderPixels.Render(_artifact, [plane], grid, values, new LatticeOptions { Exact = true }, CancellationToken.None);
        return BandStatistics.Of(values.Values);
    }

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}
