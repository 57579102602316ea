using GeoCore.Raster;
using GeoCore.Tiling;
using TileServer.Sources.Styles;

namespace TileServer.Sources.Layers;

/// <summary>A layer whose tiles are no rendered values: features, or finished tiles. It has no bands, and no colours of ours.</summary>
/// <param name="description">Identifier and texts.</param>
/// <param name="kind">Where the tiles come from.</param>
public abstract class LayerWithoutValues(LayerDescription description, LayerKind kind) : Layer(description, kind)
{
    /// <inheritdoc/>
    public override IReadOnlyList<LayerBand> Bands => [];

    /// <inheritdoc/>
    public override bool IsCategorical => false;

    /// <inheritdoc/>
    public override bool IsStylable => false;

    /// <inheritdoc/>
    public override BandStatistics GetStatistics(int band) => throw new ArgumentOutOfRangeException(nameof(band), band, "The layer has no bands.");

    /// <inheritdoc/>
    public override IReadOnlyList<LayerBand> SelectBands(RenderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Bands is [var band, ..])
            throw new OptionException("bidx", RenderOptionsText.Number(band), "no band: this layer has no values");
        if (options.Quantity is { } quantity)
            throw new OptionException("quantity", quantity, "no quantity: this layer has no values");
        if (options.Class is not null)
            throw new OptionException("class", null, "no class: this layer has no values");
        return [];
    }

    /// <inheritdoc/>
    public override StyleDefaults GetStyleDefaults(RenderOptions options) => new() { Ranges = [] };

    private protected override void RenderValues(
        PixelGrid grid, RenderOptions options, IReadOnlyList<LayerBand> bands, PixelBuffer<float> values, CancellationToken cancellationToken) => throw NoValues();

    private protected override PointValue QueryPlace(double longitude, double latitude, RenderOptions options, IReadOnlyList<LayerBand> bands) => throw NoValues();

    private OptionException NoValues() => new("layer", Id, "a layer of values: this one has features or finished tiles");
}
