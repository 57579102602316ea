using System.Text;
using System.Text.Json;
using GeoCore.Artifacts;

namespace Learners.Geolocation.Backbones;

/// <summary>An operation of a TensorFlow.js graph.</summary>
/// <param name="Name">Name of what it makes.</param>
/// <param name="Operation">As TensorFlow calls it.</param>
/// <param name="Inputs">Names of what it needs.</param>
/// <param name="Settings">Its attributes, as the file has them.</param>
internal sealed record TfjsNode(string Name, string Operation, IReadOnlyList<string> Inputs, JsonElement Settings)
{
    /// <summary>Integers of a list, such as strides.</summary>
    internal long[] Integers(string name) =>
        Find(name, "list", out var list) && list.TryGetProperty("i", out var values) ? [.. values.EnumerateArray().Select(Integer)] : [];

    /// <summary>A text, which the file holds in base64.</summary>
    internal string? Text(string name) => Find(name, "s", out var value) ? Decode(value) : null;

    /// <summary>Texts of a list.</summary>
    internal string[] Texts(string name) =>
        Find(name, "list", out var list) && list.TryGetProperty("s", out var values) ? [.. values.EnumerateArray().Select(Decode)] : [];

    /// <summary>A number.</summary>
    internal float Number(string name, float otherwise) => Find(name, "f", out var value) ? value.GetSingle() : otherwise;

    /// <summary>A yes or no.</summary>
    internal bool Flag(string name) => Find(name, "b", out var value) && value.GetBoolean();

    private bool Find(string name, string kind, out JsonElement value)
    {
        value = default;
        return Settings.ValueKind == JsonValueKind.Object && Settings.TryGetProperty(name, out var setting) && setting.TryGetProperty(kind, out value);
    }

    // numbers of 64 bits are texts in this format
    private static long Integer(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? long.Parse(value.GetString()!, System.Globalization.CultureInfo.InvariantCulture)
        : value.GetInt64();

    private string Decode(JsonElement value)
    {
        try
        {
            return Encoding.UTF8.GetString(value.GetBytesFromBase64());
        }
        catch (FormatException fault)
        {
            throw new ArtifactException($"the node '{Name}' has a text that is not base64", fault);
        }
    }
}
