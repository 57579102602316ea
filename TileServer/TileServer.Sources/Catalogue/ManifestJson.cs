using System.Text.Json;
using System.Text.Json.Serialization;

namespace TileServer.Sources.Catalogue;

/// <summary>The file.</summary>
internal sealed record ManifestFile(IReadOnlyList<ManifestLayer>? Layers);

/// <summary>What is said of one file.</summary>
internal sealed record ManifestLayer(
    string? Id, string? File, string? Title, string? Description, string? Attribution, string? Licence, ManifestStyle? Style);

/// <summary>How it is shown.</summary>
internal sealed record ManifestStyle(string? Colormap, IReadOnlyList<double>? Rescale, string? Scale, string? Unit);

/// <summary>Reads manifests without reflection; fields that only the generator needs are passed over.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ManifestFile))]
[JsonSerializable(typeof(MosaicJson))]
internal sealed partial class ManifestJson : JsonSerializerContext;
