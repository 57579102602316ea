using GeoCore.Imaging;
using TileServer.Http;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;

namespace TileServer.Kvp;

/// <summary>A way to show a layer that has a name: the layer's own, or one of its quantities.</summary>
/// <param name="Name">In requests.</param>
/// <param name="Title">For people.</param>
/// <param name="Options">What it says.</param>
internal sealed record LayerStyle(string Name, string Title, RenderOptions Options)
{
    /// <summary>Name of a layer's own style.</summary>
    internal const string Default = "default";

    /// <summary>Size of the legend of a ramp, which any labels fit into.</summary>
    private const int LegendWidth = 120, LegendHeight = 240;

    /// <summary>All styles of a layer, its own first.</summary>
    internal static IReadOnlyList<LayerStyle> Of(Layer layer) =>
        [new(Default, "Default", RenderOptions.Default), .. layer.Quantities.Skip(1).Select(name => new LayerStyle(name, name, new RenderOptions { Quantity = name })).Where(style => IsWhole(layer, style))];

    /// <summary>Finds a style; an empty name is the layer's own.</summary>
    internal static LayerStyle? Find(Layer layer, string? name) => string.IsNullOrEmpty(name) ? Of(layer)[0] : Of(layer).FirstOrDefault(style => style.Name == name);

    /// <summary>Draws the legend, or gives null where colours are those of the bands themselves.</summary>
    /// <exception cref="OptionException">The options do not fit the layer.</exception>
    /// <exception cref="SourceUnavailableException">The file behind the layer is gone or damaged.</exception>
    internal static byte[]? DrawLegend(Layer layer, RenderOptions options, int? width, int? height) =>
        RenderStyles.StyleOf(layer, options) is BandStyle { Scale: var scale } ? Legend.ToPng(scale, LegendOf(layer, scale, width, height)) : null;

    /// <summary>Size of the legend, without looking into a file where that can be avoided; null where there is none.</summary>
    internal (int Width, int Height)? LegendSize(Layer layer)
    {
        if (!layer.IsStylable && !layer.IsCategorical)
            return null;
        if (!layer.IsCategorical)
            return (LegendWidth, LegendHeight);
        try
        {
            if (RenderStyles.StyleOf(layer, Options) is not BandStyle { Scale: CategoryScale scale })
                return (LegendWidth, LegendHeight);
            var (_, width, height) = Legend.ToPixels(scale);
            return (width, height);
        }
        catch (SourceUnavailableException)
        {
            return null; // the document tells of the other layers all the same
        }
    }

    /// <summary>Address of the legend, which stands what clients append to it.</summary>
    internal string LegendAddress(Layer layer, string address) =>
        $"{address}/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetLegendGraphic&SLD_VERSION=1.1.0&LAYER={layer.Id}&STYLE={Name}&FORMAT={PngEncoder.Instance.MediaType}&v={layer.Version}";

    /// <summary>Tag of the legend of some options.</summary>
    internal static string LegendTag(Layer layer, RenderOptions options, int? width, int? height) =>
        EntityTags.Of(Answers.ServerVersion, layer.Version, options.CanonicalText, FormattableString.Invariant($"{width}x{height}"), "legend");

    private static LegendOptions LegendOf(Layer layer, ColorScale scale, int? width, int? height) => scale is CategoryScale && layer.IsCategorical
        ? new LegendOptions { Width = width, Height = height }
        : new LegendOptions { Width = width ?? LegendWidth, Height = height ?? LegendHeight };

    /// <summary>Whether the quantity says everything: a probability may ask for its class besides.</summary>
    private static bool IsWhole(Layer layer, LayerStyle style)
    {
        try
        {
            return layer.SelectBands(style.Options).Count > 0;
        }
        catch (OptionException)
        {
            return false;
        }
    }
}
