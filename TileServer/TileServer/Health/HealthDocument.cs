using System.Text.Json.Serialization;

namespace TileServer.Health;

/// <summary>State of one source.</summary>
internal sealed record SourceHealth(string Id, string Status, string? Detail = null);

/// <summary>State of the server: <c>ok</c>, <c>degraded</c>, <c>starting</c> or <c>draining</c>.</summary>
internal sealed record HealthDocument(string Status, string? Version = null, int? Active = null, IReadOnlyList<SourceHealth>? Sources = null);

/// <summary>JSON of health.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthDocument))]
internal sealed partial class HealthJson : JsonSerializerContext;
