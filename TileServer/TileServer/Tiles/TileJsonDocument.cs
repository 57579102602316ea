using System.Text.Json.Serialization;

namespace TileServer.Tiles;

/// <summary>TileJSON 3.0 (mapbox/tilejson-spec), with <c>tile_size</c>, <c>crs</c> and <c>statistics</c> besides.</summary>
internal sealed record TileJsonDocument(
    string Tilejson, string Id, string Name, string? Description, string Version, string? Attribution, string Scheme,
    IReadOnlyList<string> Tiles, int Minzoom, int Maxzoom, double[] Bounds, double[] Center, string? Legend,
    [property: JsonPropertyName("tile_size")] int TileSize, string Crs, IReadOnlyList<TileJsonStatistics> Statistics,
    [property: JsonPropertyName("vector_layers")] IReadOnlyList<TileJsonVectorLayer>? VectorLayers);

/// <summary>Features of a name in vector tiles.</summary>
internal sealed record TileJsonVectorLayer(string Id, string Description, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>What a probability of places has.</summary>
    internal static IReadOnlyList<TileJsonVectorLayer> OfPredictions { get; } =
    [
        new("cells", "Cells of the map, at low zooms joined to larger ones", new Dictionary<string, string>
        {
            ["id"] = "Hierarchy, level and number", ["p"] = "Probability", ["d"] = "Probability per km²", ["q"] = "Probability of all denser cells", ["lon"] = "Degrees", ["lat"] = "Degrees",
        }),
        new("regions", "Highest-density regions", new Dictionary<string, string>
        {
            ["level"] = "Mass asked for", ["mass"] = "Mass held", ["area_km2"] = "Area", ["threshold"] = "Least probability per km²",
        }),
        new("points", "The densest cell, and the truth where it is known", new Dictionary<string, string> { ["kind"] = "mode or truth", ["lon"] = "Degrees", ["lat"] = "Degrees" }),
    ];
}


/// <summary>Statistics of a band.</summary>
internal sealed record TileJsonStatistics(
    string Band, double Min, double Max, [property: JsonPropertyName("percentile_2")] double Percentile2,
    [property: JsonPropertyName("percentile_98")] double Percentile98);

/// <summary>JSON of TileJSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TileJsonDocument))]
internal sealed partial class TileJson : JsonSerializerContext;
