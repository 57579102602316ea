using System.Text.Json.Serialization;
using TileServer.Pages;
using TileServer.Tiles;

namespace TileServer.OgcApi;

/// <summary>What the server keeps to (OGC 19-072, 7.5).</summary>
internal sealed record ConformanceDocument(IReadOnlyList<Link> Links, IReadOnlyList<string> ConformsTo);

/// <summary>Boxes of a collection: west, south, east, north.</summary>
internal sealed record SpatialExtentDocument(IReadOnlyList<double[]> Bbox, string Crs);

/// <summary>Where a collection is.</summary>
internal sealed record ExtentDocument(SpatialExtentDocument Spatial);

/// <summary>A layer as a collection (OGC 20-024, 8.1).</summary>
internal sealed record CollectionDocument(
    string Id, string Title, string? Description, string? Attribution, ExtentDocument Extent, IReadOnlyList<string> Crs, string StorageCrs, string? ItemType, IReadOnlyList<Link> Links);

/// <summary>All collections.</summary>
internal sealed record CollectionList(IReadOnlyList<Link> Links, IReadOnlyList<CollectionDocument> Collections);

/// <summary>A tile set as listed (OGC 20-057, 8.2).</summary>
internal sealed record TileSetSummary(string Title, string DataType, string Crs, [property: JsonPropertyName("tileMatrixSetURI")] string? TileMatrixSetUri, IReadOnlyList<Link> Links);

/// <summary>All tile sets of a collection.</summary>
internal sealed record TileSetList(IReadOnlyList<Link> Links, IReadOnlyList<TileSetSummary> Tilesets);

/// <summary>Features of a name in vector tiles.</summary>
internal sealed record TileSetLayerDocument(string Id, string DataType, string? Description);

/// <summary>Two corners.</summary>
internal sealed record BoundingBoxDocument(double[] LowerLeft, double[] UpperRight, string Crs);

/// <summary>A tile set (OGC 17-083r4, section on tile set metadata).</summary>
internal sealed record TileSetDocument(
    string Title, string? Description, string DataType, string Crs, [property: JsonPropertyName("tileMatrixSetURI")] string? TileMatrixSetUri, IReadOnlyList<TileLimits> TileMatrixSetLimits,
    BoundingBoxDocument BoundingBox, IReadOnlyList<TileSetLayerDocument>? Layers, IReadOnlyList<Link> Links);

/// <summary>JSON of OGC API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConformanceDocument))]
[JsonSerializable(typeof(CollectionList))]
[JsonSerializable(typeof(CollectionDocument))]
[JsonSerializable(typeof(TileSetList))]
[JsonSerializable(typeof(TileSetDocument))]
internal sealed partial class OgcJson : JsonSerializerContext;
