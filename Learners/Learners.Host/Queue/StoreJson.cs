using System.Text.Json;
using System.Text.Json.Serialization;

namespace Learners.Host.Queue;

/// <summary>JSON of what the host stores.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StoredJob))]
internal sealed partial class StoreJson : JsonSerializerContext
{
    /// <summary>A record is a line; a figure that is no number is a word.</summary>
    internal static StoreJson Lines { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    });
}
