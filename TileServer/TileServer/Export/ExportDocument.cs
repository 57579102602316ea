using System.Text.Json.Serialization;

namespace TileServer.Export;

/// <summary>What an export has written.</summary>
/// <param name="Layer">Identifier of the layer.</param>
/// <param name="Version">Its version.</param>
/// <param name="File">The archive.</param>
/// <param name="Tiles">Tiles looked at.</param>
/// <param name="Written">Tiles that had something to show.</param>
/// <param name="TileBytes">Their bytes, before equal ones were joined.</param>
/// <param name="FileBytes">Bytes of the file; null for a folder.</param>
/// <param name="Seconds">What it took.</param>
internal sealed record ExportDocument(string Layer, string Version, string File, long Tiles, long Written, long TileBytes, long? FileBytes, double Seconds);

/// <summary>JSON of exports.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ExportDocument))]
internal sealed partial class ExportJson : JsonSerializerContext;
