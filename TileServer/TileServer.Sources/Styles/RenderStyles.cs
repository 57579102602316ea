using GeoCore.Imaging;
using GeoCore.Raster.Terrain;
using TileServer.Sources.Layers;

namespace TileServer.Sources.Styles;

/// <summary>Finds the colours for a layer and options.</summary>
public static class RenderStyles
{
    /// <summary>The style: the request's where it says something, else the layer's.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="options">What the request says.</param>
    /// <exception cref="OptionException">The options do not fit the layer or each other.</exception>
    /// <exception cref="SourceUnavailableException">The default range needs statistics of a file that is gone or damaged.</exception>
    public static RenderStyle StyleOf(Layer layer, RenderOptions options)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(options);
        var bands = layer.PlanesOf(options);
        var scaleOptions = new ScaleOptions
        {
            Gamma = options.Gamma,
            Opacity = options.Opacity,
            HideBelow = options.Threshold,
            NoDataColor = NoDataColorOf(options),
        };
        return bands.Count switch
        {
            1 => new BandStyle(OneBand(layer, options, scaleOptions)),
            3 => new RgbStyle(ThreeBands(layer, options, scaleOptions)),
            _ => throw new OptionException("bidx", $"{bands.Count} bands", "one band, or three for red, green and blue, in a picture"),
        };
    }

    /// <summary>The options without what the layer would do anyway, so that equal pictures have equal keys.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="options">What the request says.</param>
    /// <exception cref="OptionException">A band, quantity or class does not exist.</exception>
    public static RenderOptions Normalize(Layer layer, RenderOptions options)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Algorithm is null && options.Terrain != TerrainOptions.Default)
            options = options with { Terrain = TerrainOptions.Default };
        if (options.Quantity is { } quantity && layer.Quantities is [var first, ..] && first == quantity)
            options = options with { Quantity = null };
        if (options.Bands.Count > 0 && options.Expression is null && options.Algorithm is null && options.Bands.SequenceEqual(layer.SelectBands(options with { Bands = [] }).Select(band => band.Number)))
            options = options with { Bands = [] };
        if (options.Exact && layer.Kind != LayerKind.Prediction)
            options = options with { Exact = false };
        if (options.Background is { } background && background == PackedColor.Transparent)
            options = options with { Background = null };
        if (options.Colormap is null && options.Scale is null && options.Rescale.Count == 0)
            return options;
        var defaults = layer.DefaultsOf(options);
        var saysColormap = options.Colormap is { } colormap && (defaults.Classes is not null || colormap != defaults.Colormap);
        return options with
        {
            Colormap = saysColormap ? options.Colormap : null,
            Scale = options.Scale == defaults.Transform ? null : options.Scale,
            Rescale = !saysColormap && Expand(options.Rescale, defaults.Ranges.Count).SequenceEqual(defaults.Ranges) ? [] : options.Rescale,
        };
    }

    private static ColorScale OneBand(Layer layer, RenderOptions options, ScaleOptions scaleOptions)
    {
        if (options.Colormap is { } json && ColormapText.IsJson(json))
            return ColorScaleJson.Parse(json, scaleOptions);
        var defaults = layer.DefaultsOf(options);
        if (options.Colormap is null && defaults.Classes is { } classes)
            return new CategoryScale(classes, scaleOptions);
        if (options.Colormap is null && ColormapText.IsJson(defaults.Colormap))
            return ColorScaleJson.Parse(defaults.Colormap, scaleOptions);
        var transform = options.Scale ?? defaults.Transform;
        if (transform == ScaleTransform.Quantile)
            return Quantiles(layer, options, defaults, scaleOptions);
        if (options.Rescale.Count > 1)
            throw new OptionException("rescale", null, "one range for one band");
        var range = options.Rescale.Count == 1 ? options.Rescale[0] : defaults.Ranges[0];
        if (transform == ScaleTransform.Logarithm && !(range.Minimum > 0 && float.IsNormal((float)range.Minimum)))
            range = Positive(range, options, defaults.SmallestPositive);
        return new ContinuousScale(range.Minimum, range.Maximum, Colormaps.Get(options.Colormap ?? defaults.Colormap), transform, scaleOptions);
    }

    private static QuantileScale Quantiles(Layer layer, RenderOptions options, StyleDefaults defaults, ScaleOptions scaleOptions)
    {
        if (options.Rescale.Count > 0)
            throw new OptionException("rescale", null, "no range with scale=quantile, whose colours follow the values");
        var quantiles = layer.QuantilesOf(options);
        return quantiles.Length > 0
            ? new QuantileScale(quantiles, Colormaps.Get(options.Colormap ?? defaults.Colormap), scaleOptions)
            : throw new OptionException("scale", "quantile", "linear or sqrt: the layer has no values");
    }

    /// <summary>Coded heights are read by programs, which know no opacity: outside of the layer they get the height that stands for nodata.</summary>
    private static uint NoDataColorOf(RenderOptions options)
    {
        if (options.Algorithm is not (TerrainAlgorithm.TerrainRgb or TerrainAlgorithm.Terrarium))
            return options.Background ?? PackedColor.Transparent;
        var code = TerrainPlanes.CodeOf(options.Algorithm.Value, options.Terrain.NoDataHeight);
        return PackedColor.Pack(code >> 16, (code >> 8) & byte.MaxValue, code & byte.MaxValue);
    }

    private static RgbScale ThreeBands(Layer layer, RenderOptions options, ScaleOptions scaleOptions)
    {
        if (options.Colormap is { } colormap)
            throw new OptionException("colormap", colormap, "no colormap, or one band by bidx");
        if (options.Scale is { } scale && scale != ScaleTransform.Linear)
            throw new OptionException("scale", RenderOptionsReader.NameOf(scale), "linear, or one band by bidx");
        if (options.Threshold is not null)
            throw new OptionException("threshold", RenderOptionsText.Number(options.Threshold.Value), "no threshold, or one band by bidx");
        if (options.Rescale.Count is not (0 or 1 or 3))
            throw new OptionException("rescale", null, "one range, or three");
        var ranges = options.Rescale.Count == 0 ? layer.DefaultsOf(options).Ranges : Expand(options.Rescale, 3);
        return new RgbScale([.. ranges.Select(range => (range.Minimum, range.Maximum))], scaleOptions);
    }

    private static ValueRange Positive(ValueRange range, RenderOptions options, double smallestPositive)
    {
        if (options.Rescale.Count > 0)
        {
            throw new OptionException(
                "rescale", $"{RenderOptionsText.Number(range.Minimum)},{RenderOptionsText.Number(range.Maximum)}", "a minimum above 0 with scale=log");
        }

        return float.IsNormal((float)smallestPositive) && smallestPositive > 0 && smallestPositive < range.Maximum
            ? range with { Minimum = smallestPositive }
            : throw new OptionException("scale", "log", "linear or sqrt: the layer has no positive values");
    }

    private static IReadOnlyList<ValueRange> Expand(IReadOnlyList<ValueRange> ranges, int count) =>
        ranges.Count == 1 ? [.. Enumerable.Repeat(ranges[0], count)] : ranges;
}
