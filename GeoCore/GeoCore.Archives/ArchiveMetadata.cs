using System.Text.Json;
using GeoCore.Tiling.Archives;

namespace GeoCore.Archives;

/// <summary>The JSON in archives that describes layers of features.</summary>
internal static class ArchiveMetadata
{
    private const int MostLayers = 1000;

    /// <summary>Reads a document of texts; what is missing or of another kind is left out.</summary>
    /// <exception cref="ArchiveException">It is no JSON object.</exception>
    internal static (string? Name, string? Description, string? Attribution, IReadOnlyList<FeatureLayer> Layers) Read(ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
            return (null, null, null, []);
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw new ArchiveException("Its metadata is no JSON object.");
            return (TextOf(root, "name"), TextOf(root, "description"), TextOf(root, "attribution"), LayersOf(root));
        }
        catch (JsonException fault)
        {
            throw new ArchiveException("Its metadata is no JSON.", fault);
        }
    }

    /// <summary>Writes the layers of features, and texts where they are given.</summary>
    internal static byte[] Write(IEnumerable<(string Key, string? Value)> texts, IReadOnlyList<FeatureLayer> layers)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var (key, value) in texts)
            {
                if (value is not null)
                    writer.WriteString(key, value);
            }

            if (layers.Count > 0)
                WriteLayers(writer, layers);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteLayers(Utf8JsonWriter writer, IReadOnlyList<FeatureLayer> layers)
    {
        writer.WriteStartArray("vector_layers");
        foreach (var layer in layers)
        {
            writer.WriteStartObject();
            writer.WriteString("id", layer.Id);
            if (layer.Description is { } description)
                writer.WriteString("description", description);
            if (layer.MinZoom is { } minZoom)
                writer.WriteNumber("minzoom", minZoom);
            if (layer.MaxZoom is { } maxZoom)
                writer.WriteNumber("maxzoom", maxZoom);
            writer.WriteStartObject("fields");
            foreach (var (field, meaning) in layer.Fields)
                writer.WriteString(field, meaning);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static List<FeatureLayer> LayersOf(JsonElement root)
    {
        if (!root.TryGetProperty("vector_layers", out var items) || items.ValueKind != JsonValueKind.Array)
            return [];
        var layers = new List<FeatureLayer>();
        foreach (var item in items.EnumerateArray().Take(MostLayers))
        {
            if (item.ValueKind != JsonValueKind.Object || TextOf(item, "id") is not { } id)
                continue;
            var fields = item.TryGetProperty("fields", out var given) && given.ValueKind == JsonValueKind.Object
                ? given.EnumerateObject().DistinctBy(field => field.Name).ToDictionary(field => field.Name, field => field.Value.ToString(), StringComparer.Ordinal) : [];
            layers.Add(new FeatureLayer(id, TextOf(item, "description"), fields) { MinZoom = NumberOf(item, "minzoom"), MaxZoom = NumberOf(item, "maxzoom") });
        }

        return layers;
    }

    private static string? TextOf(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static int? NumberOf(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number is >= 0 and <= TileArchiveInfo.DeepestZoom ? number : null;
}
