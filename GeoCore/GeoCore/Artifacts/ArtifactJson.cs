using System.Text.Json;
using System.Text.Json.Serialization;

namespace GeoCore.Artifacts;

/// <summary>Cards and probes as JSON, generated at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(ArtifactCard))]
[JsonSerializable(typeof(Probe))]
internal sealed partial class ArtifactJson : JsonSerializerContext
{
    /// <summary>Reads a record.</summary>
    /// <param name="content">UTF-8 text.</param>
    /// <param name="file">Name for messages.</param>
    /// <param name="type">From this context.</param>
    /// <exception cref="ArtifactException">The text is not such a record; the message names file and field.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> content, string file, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(content, type) ?? throw new ArtifactException($"{file}: null is not a {typeof(T).Name}.");
        }
        catch (JsonException fault)
        {
            throw new ArtifactException($"{file}: {fault.Path ?? "$"}: {fault.Message}", fault);
        }
    }
}
