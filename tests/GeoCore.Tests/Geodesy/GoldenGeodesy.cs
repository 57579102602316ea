using System.Text.Json;

namespace GeoCore.Tests.Geodesy;

/// <summary>Numbers of the golden files about the shape of the Earth.</summary>
internal static class GoldenGeodesy
{
    public static JsonElement Read(params string[] path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine([AppContext.BaseDirectory, "golden", .. path])));
        return document.RootElement.Clone();
    }

    public static double[][] Rows(this JsonElement array) =>
        [.. array.EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.GetDouble()).ToArray())];
}
