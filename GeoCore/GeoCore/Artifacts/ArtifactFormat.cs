using System.Text.Json;

namespace GeoCore.Artifacts;

/// <summary>Which kind of artifact a folder holds.</summary>
public static class ArtifactFormat
{
    private const long MaximumLength = 16 << 20;

    /// <summary>The format that the folder's card names, such as <c>geosuite.prediction/1</c>.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <returns>Null where there is no card, or it is damaged or names none: whoever loads the folder says what is wrong.</returns>
    public static string? Of(string folder)
    {
        try
        {
            using var card = JsonDocument.Parse(ArtifactFile.Read(Path.Combine(folder, ArtifactFolder.Card), MaximumLength));
            return card.RootElement.ValueKind == JsonValueKind.Object && card.RootElement.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.String
                ? format.GetString()
                : null;
        }
        catch (Exception fault) when (fault is ArtifactException or JsonException)
        {
            return null;
        }
    }
}
