using System.Text.Json;

namespace GeoCore.Artifacts;

/// <summary>Reads and checks the header of a tensor file: names, types and shapes, and that the tensors fill the data without gap or overlap.</summary>
internal static class SafetensorsHeader
{
    private const string MetadataName = "__metadata__";
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    /// <summary>Reads a header.</summary>
    /// <param name="json">UTF-8 text.</param>
    /// <param name="dataLength">Bytes behind the header.</param>
    /// <param name="file">Name for messages.</param>
    /// <param name="metadata">Receives free text by name.</param>
    /// <exception cref="ArtifactException">Something does not fit; the message names it.</exception>
    public static Dictionary<string, TensorEntry> Read(ReadOnlyMemory<byte> json, long dataLength, string file, Dictionary<string, string> metadata)
    {
        try
        {
            using var document = JsonDocument.Parse(json, s_strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new ArtifactException($"{file}: the header is not an object.");
            var entries = new Dictionary<string, TensorEntry>(StringComparer.Ordinal);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Name == MetadataName)
                    ReadMetadata(property.Value, file, metadata);
                else
                    entries.Add(property.Name, ReadEntry(property, file));
            }

            CheckLayout(entries.Values, dataLength, file);
            return entries;
        }
        catch (JsonException fault)
        {
            throw new ArtifactException($"{file}: the header is not JSON: {fault.Message}", fault);
        }
        catch (InvalidOperationException fault)
        {
            throw new ArtifactException($"{file}: the header holds broken text: {fault.Message}", fault);
        }
    }

    private static void ReadMetadata(JsonElement element, string file, Dictionary<string, string> metadata)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new ArtifactException($"{file}: '{MetadataName}' is not an object.");
        foreach (var property in element.EnumerateObject())
        {
            metadata[property.Name] = property.Value.ValueKind == JsonValueKind.String
                ? property.Value.GetString()!
                : throw new ArtifactException($"{file}: '{MetadataName}.{property.Name}' is not text.");
        }
    }

    private static TensorEntry ReadEntry(JsonProperty property, string file)
    {
        var where = $"{file}: tensor '{property.Name}'";
        var element = property.Value;
        if (element.ValueKind != JsonValueKind.Object)
            throw new ArtifactException($"{where} is not an object.");
        if (!element.TryGetProperty("dtype", out var dtype) || dtype.ValueKind != JsonValueKind.String || !TensorTypes.TryParse(dtype.GetString(), out var type))
            throw new ArtifactException($"{where} has a 'dtype' that is none of {string.Join(", ", Enum.GetValues<TensorType>().Select(TensorTypes.WireName))}.");
        var shape = Integers(element, "shape", where, maximumCount: 8);
        var offsets = Integers(element, "data_offsets", where, maximumCount: 2);
        if (offsets.Length != 2 || offsets[1] < offsets[0])
            throw new ArtifactException($"{where}: 'data_offsets' is not [first, end].");
        var bytes = (Int128)type.Size();
        foreach (var size in shape)
        {
            bytes *= size;
            if (bytes > long.MaxValue)
                throw new ArtifactException($"{where}: 'shape' is too large.");
        }

        return bytes == offsets[1] - offsets[0]
            ? new TensorEntry(property.Name, type, shape, offsets[0], (long)bytes)
            : throw new ArtifactException($"{where}: 'shape' needs {bytes} bytes and 'data_offsets' gives {offsets[1] - offsets[0]}.");
    }

    private static long[] Integers(JsonElement element, string name, string where, int maximumCount)
    {
        if (!element.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > maximumCount)
            throw new ArtifactException($"{where}: '{name}' is not an array of at most {maximumCount} numbers.");
        var numbers = new long[list.GetArrayLength()];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (list[i].ValueKind != JsonValueKind.Number || !list[i].TryGetInt64(out numbers[i]) || numbers[i] < 0)
                throw new ArtifactException($"{where}: '{name}[{i}]' is not a whole number of 0 or more.");
        }

        return numbers;
    }

    private static void CheckLayout(IEnumerable<TensorEntry> entries, long dataLength, string file)
    {
        long end = 0;
        foreach (var entry in entries.OrderBy(entry => entry.Start).ThenBy(entry => entry.Length))
        {
            if (entry.Start != end)
                throw new ArtifactException($"{file}: tensor '{entry.Name}' starts at byte {entry.Start} where {end} was expected; tensors neither overlap nor leave gaps.");
            end += entry.Length;
            if (end > dataLength)
                throw new ArtifactException($"{file}: tensor '{entry.Name}' ends at byte {end} of {dataLength}.");
        }

        if (end != dataLength)
            throw new ArtifactException($"{file}: {dataLength} bytes of data, {end} of them belong to tensors.");
    }
}
