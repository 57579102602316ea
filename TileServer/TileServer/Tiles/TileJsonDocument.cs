using System.Text.Json.Serialization;
using TileServer.Sources.Layers;

namespace TileServer.Tiles;

/// <summary>TileJSON 3.0 (mapbox/tilejson-spec), with <c>tile_size</c>, <c>crs</c> and <c>statistics</c> besides.</summary>
internal sealed record TileJsonDocument(
    string Tilejson, string Id, string Name, string? Description, string Version, string? Attribution, string Scheme,
    IReadOnlyList<string> Tiles, int Minzoom, int Maxzoom, double[] Bounds, double[] Center, string? Legend,
    [property: JsonPropertyName("tile_size")] int TileSize, string Crs, IReadOnlyList<TileJsonStatistics> Statistics,
    [property: JsonPropertyName("vector_layers")] IReadOnlyList<TileJsonVectorLayer>? VectorLayers);

/// <summary>Features of a name in vector tiles.</summary>
internal sealed record TileJsonVectorLayer(string Id, string? Description, int? Minzoom, int? Maxzoom, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>What a layer says of its vector tiles.</summary>
    internal static IReadOnlyList<TileJsonVectorLayer> Of(Layer layer) =>
        [.. layer.FeatureLayers.Select(features => new TileJsonVectorLayer(features.Id, features.Description, features.MinZoom, features.MaxZoom, features.Fields))];
}

/// <summary>Statistics of a band.</summary>
internal sealed record TileJsonStatistics(
    string Band, double Min, double Max, [property: JsonPropertyName("percentile_2")] double Percentile2,
    [property: JsonPropertyName("percentile_98")] double Percentile98);

/// <summary>JSON of TileJSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TileJsonDocument))]
internal sealed partial class TileJson : JsonSerializerContext;
