using System.Text.Json;
using NetTopologySuite.Geometries;
using TileServer.Sources.Layers.Predictions;

namespace TileServer.Layers.Predictions;

/// <summary>Highest-density regions as GeoJSON (RFC 7946): one feature for each mass.</summary>
internal static class RegionFeatures
{
    internal const string MediaType = "application/geo+json";

    /// <summary>Most parts of a region that are described one by one.</summary>
    private const int MostParts = 20;

    /// <summary>Writes the regions of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="masses">Masses, ascending.</param>
    internal static byte[] Write(PredictionLayer layer, IReadOnlyList<double> masses)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("type", "FeatureCollection");
            writer.WriteStartArray("features");

            // the largest first: what is drawn later lies above
            foreach (var mass in masses.Reverse())
                WriteFeature(writer, layer, mass);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteFeature(Utf8JsonWriter writer, PredictionLayer layer, double mass)
    {
        var (region, outline, isExact) = layer.RegionOf(mass);
        writer.WriteStartObject();
        writer.WriteString("type", "Feature");
        writer.WriteStartObject("geometry");
        writer.WriteString("type", "MultiPolygon");
        writer.WriteStartArray("coordinates");
        foreach (var polygon in outline.Geometries.Cast<Polygon>())
            WritePolygon(writer, polygon);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartObject("properties");
        writer.WriteNumber("level", region.Level);
        writer.WriteNumber("mass", region.Mass);
        writer.WriteNumber("areaKm2", region.AreaKm2);
        writer.WriteNumber("area_km2", region.AreaKm2);
        writer.WriteNumber("threshold", region.Threshold);
        writer.WriteBoolean("isExact", isExact);
        WriteParts(writer, layer, region);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter writer, PredictionLayer layer, PredictionRegion region)
    {
        var parts = RegionDocument.Of(layer, region);
        writer.WriteNumber("parts", parts.Count);
        writer.WritePropertyName("top");
        JsonSerializer.Serialize(writer, [.. parts.Take(MostParts)], PredictionJson.Default.RegionDocumentArray);
    }

    /// <summary>The outer ring counter-clockwise, holes clockwise.</summary>
    private static void WritePolygon(Utf8JsonWriter writer, Polygon polygon)
    {
        writer.WriteStartArray();
        WriteRing(writer, polygon.ExteriorRing, isHole: false);
        for (var i = 0; i < polygon.NumInteriorRings; i++)
            WriteRing(writer, polygon.GetInteriorRingN(i), isHole: true);
        writer.WriteEndArray();
    }

    private static void WriteRing(Utf8JsonWriter writer, LineString ring, bool isHole)
    {
        var coordinates = ((LinearRing)ring).IsCCW == isHole ? ring.Coordinates.Reverse() : ring.Coordinates;
        writer.WriteStartArray();
        foreach (var coordinate in coordinates)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(coordinate.X);
            writer.WriteNumberValue(coordinate.Y);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }
}
