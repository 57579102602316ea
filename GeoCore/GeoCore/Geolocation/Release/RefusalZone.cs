using System.Text.Json;
using GeoCore.Evaluation.Inputs;
using GeoCore.Geolocation.Grids;

namespace GeoCore.Geolocation.Release;

/// <summary>A region about which no answer is given: where a shelter stands, or where the law forbids it.</summary>
/// <param name="Name">How messages call it.</param>
/// <param name="Reason">Said to whoever is refused, a sentence.</param>
/// <param name="Region">The region; draw it much larger than what it protects, since a refusal tells that the answer lay in it.</param>
public sealed record RefusalZone(string Name, string Reason, SphericalPolygon Region)
{
    private const string NoReason = "The operator of this server gives no answers about this region.";

    /// <summary>Reads zones from a GeoJSON FeatureCollection of polygons with the properties <c>name</c> and <c>reason</c>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It is damaged, or a zone has no name or no region: a server must not start without a zone that it was given.</exception>
    public static IReadOnlyList<RefusalZone> Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var features = document.RootElement.GetProperty("features");
            return [.. features.EnumerateArray().Select(Of)];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IOException or UnauthorizedAccessException or InputException
            or FormatException or IndexOutOfRangeException)
        {
            throw new InputException($"{path}: refusal zones are a GeoJSON FeatureCollection of polygons with the properties name and reason: {e.Message}");
        }
    }

    /// <summary>The cells of a grid that the zone touches: those whose centre lies in it, and those in which a corner of it lies.</summary>
    /// <param name="grid">The cells.</param>
    internal IReadOnlyCollection<int> CellsOf(Grid grid)
    {
        var cells = new SortedSet<int>();
        for (var cell = 0; cell < grid.Count; cell++)
        {
            var (longitude, latitude) = grid.CentreOf(cell);
            if (Region.Contains(longitude, latitude))
                cells.Add(cell);
        }

        foreach (var (longitude, latitude) in Region.Corners)
        {
            if (grid.CellAt(longitude, latitude) is >= 0 and var cell)
                cells.Add(cell);
        }

        return cells;
    }

    private static RefusalZone Of(JsonElement feature)
    {
        var properties = feature.GetProperty("properties");
        var name = Text(properties, "name") ?? throw new InputException("a zone has no name.");
        return new RefusalZone(name, Text(properties, "reason") ?? NoReason, RegionGeometry.Read(feature.GetProperty("geometry")));
    }

    private static string? Text(JsonElement properties, string name) =>
        properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text ? text : null;
}
