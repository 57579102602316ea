using System.Text.Json.Serialization;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;

namespace TileServer.Layers;

/// <summary>A band as listed.</summary>
internal sealed record BandDocument(int Number, string Name, string? Unit, string Type, double? Nodata);

/// <summary>A layer as listed: what is known without reading cells.</summary>
internal sealed record LayerDocument(
    string Id, string Title, string? Description, string Kind, string Version, string? Attribution, string? Licence, double[] Bounds,
    int Minzoom, int Maxzoom, bool Stylable, bool Categorical, string? Unit, IReadOnlyList<BandDocument> Bands, IReadOnlyList<string> Quantities)
{
    internal static LayerDocument Of(Layer layer)
    {
        var description = layer.Description;
        return new(
            layer.Id, description.Title, description.Description, KindOf(layer), layer.Version, description.Attribution, description.Licence, BoundsOf(layer),
            layer.MinZoom, layer.MaxZoom, layer is { IsStylable: true, IsCategorical: false }, layer.IsCategorical, layer.SelectBands(RenderOptions.Default) is [var only] ? only.Unit : null,
            [.. layer.Bands.Select(BandOf)], layer.Quantities);
    }

    /// <summary>West, south, east, north in degrees.</summary>
    internal static double[] BoundsOf(Layer layer)
    {
        var bounds = layer.Bounds;
        return [bounds.MinX, bounds.MinY, bounds.MaxX, bounds.MaxY];
    }

    /// <summary>Name of the kind of a layer.</summary>
    internal static string KindOf(Layer layer) => layer.Kind switch
    {
        LayerKind.Prediction => "prediction",
        LayerKind.Vector => "vector",
        LayerKind.Archive => "archive",
        _ => "raster",
    };

    private static BandDocument BandOf(LayerBand band) =>
        new(band.Number, band.Name, band.Unit, band.DataType.ToString().ToLowerInvariant(), band.NoData is { } number && double.IsFinite(number) ? number : null);
}

/// <summary>All layers.</summary>
internal sealed record LayerList(IReadOnlyList<LayerDocument> Layers);

/// <summary>Statistics of a band, from a sample of its cells.</summary>
internal sealed record StatisticsDocument(
    int Band, double Min, double Max, [property: JsonPropertyName("percentile_2")] double Percentile2,
    [property: JsonPropertyName("percentile_98")] double Percentile98, int Count);

/// <summary>How a layer looks where a request says nothing.</summary>
internal sealed record StyleDocument(string? Colormap, string Scale, double[][] Rescale);

/// <summary>A layer with what its cells say.</summary>
internal sealed record LayerDetail(LayerDocument Layer, StyleDocument Style, IReadOnlyList<StatisticsDocument> Statistics, IReadOnlyList<Pages.Link> Links);

/// <summary>JSON of layers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LayerList))]
[JsonSerializable(typeof(LayerDetail))]
[JsonSerializable(typeof(LayerDocument))]
internal sealed partial class LayerJson : JsonSerializerContext;
