using System.Buffers.Binary;
using System.Text.Json;
using GeoCore.Artifacts;

namespace Learners.Geolocation.Backbones;

/// <summary>Reads the weights of a TensorFlow.js model, which lie one behind the other in the files of each group.</summary>
internal static class TfjsManifest
{
    private const long MostBytes = 1L << 31;

    /// <summary>All weights.</summary>
    /// <param name="groups">The manifest.</param>
    /// <param name="folder">Has its files; a name that leads out of it is refused.</param>
    internal static Dictionary<string, TfjsWeight> Read(JsonElement groups, string folder)
    {
        var weights = new Dictionary<string, TfjsWeight>(StringComparer.Ordinal);
        foreach (var group in groups.EnumerateArray())
        {
            var bytes = Content(group.GetProperty("paths"), folder);
            var at = 0;
            foreach (var entry in group.GetProperty("weights").EnumerateArray())
            {
                var name = entry.GetProperty("name").GetString()!;
                if (!weights.TryAdd(name, Weight(name, entry, bytes, ref at)))
                {
                    throw new ArtifactException($"it has two weights '{name}'");
                }
            }

            if (at != bytes.Length)
            {
                throw new ArtifactException($"its weights take {at} bytes and its files have {bytes.Length}");
            }
        }

        return weights;
    }

    private static byte[] Content(JsonElement paths, string folder)
    {
        using var all = new MemoryStream();
        foreach (var path in paths.EnumerateArray())
        {
            var name = path.GetString()!;
            if (name != Path.GetFileName(name) || name is "" or "." or "..")
            {
                throw new ArtifactException($"its weights are said to lie in '{name}', which is not beside it");
            }

            using var file = File.OpenRead(Path.Combine(folder, name));
            if (all.Length + file.Length > MostBytes)
            {
                throw new ArtifactException("its weights are larger than 2 GiB");
            }

            file.CopyTo(all);
        }

        return all.ToArray();
    }

    private static TfjsWeight Weight(string name, JsonElement entry, byte[] bytes, ref int at)
    {
        int[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(static size => size.GetInt32())];
        var count = shape.Aggregate(1L, static (product, size) => size >= 0 ? checked(product * size) : throw new ArtifactException("a size is negative"));
        var type = entry.GetProperty("dtype").GetString();
        var (stored, scale, least) = (type, 1f, 0f);
        if (entry.TryGetProperty("quantization", out var quantisation))
        {
            stored = quantisation.GetProperty("dtype").GetString();
            if (stored != "float16")
            {
                (scale, least) = (quantisation.GetProperty("scale").GetSingle(), quantisation.GetProperty("min").GetSingle());
            }
        }

        var width = stored switch { "float32" or "int32" => 4, "float16" or "uint16" => 2, "uint8" or "bool" => 1, _ => 0 };
        if (width == 0 || count * width > bytes.Length - at)
        {
            throw new ArtifactException(width == 0 ? $"the weight '{name}' is of the type {stored}, which is not read" : $"the weight '{name}' ends behind its file");
        }

        var values = new float[count];
        for (var i = 0; i < values.Length; i++)
        {
            var from = bytes.AsSpan(at + i * width);
            values[i] = stored switch
            {
                "float32" => BinaryPrimitives.ReadSingleLittleEndian(from),
                "int32" => BinaryPrimitives.ReadInt32LittleEndian(from),
                "float16" => (float)BinaryPrimitives.ReadHalfLittleEndian(from),
                "uint16" => least + scale * BinaryPrimitives.ReadUInt16LittleEndian(from),
                _ => least + scale * from[0],
            };
        }

        at += values.Length * width;
        return new TfjsWeight(shape, values);
    }
}
