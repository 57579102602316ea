using System.Text.Json;

namespace Learners.Geolocation.Experiments;

/// <summary>Reads the golden files that come with the program.</summary>
internal static class GoldenFile
{
    internal static JsonDocument Open(string name)
    {
        using var stream = typeof(GoldenFile).Assembly.GetManifestResourceStream($"Learners.Geolocation.{name}")
            ?? throw new InvalidOperationException($"the resource {name} is missing");
        return JsonDocument.Parse(stream);
    }
}
