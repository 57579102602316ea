using System.Text.Json;

namespace GeoCore.Tests.Encoding;

/// <summary>Numbers of the golden files about encodings.</summary>
internal static class GoldenEncoding
{
    public static JsonElement Read(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", name)));
        return document.RootElement.Clone();
    }

    public static double[][] Rows(this JsonElement array) =>
        [.. array.EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.GetDouble()).ToArray())];
}
