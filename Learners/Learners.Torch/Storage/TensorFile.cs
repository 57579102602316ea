using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace Learners.Torch.Storage;

/// <summary>Writes torch's tensors as they lie in memory into a safetensors file, which <see cref="GeoCore.Artifacts.Safetensors"/> reads.</summary>
/// <remarks>
/// GeoCore's own writer takes float32 and the whole file at once; a checkpoint also holds float64, texts, and tensors that need not be copied.
/// </remarks>
public static class TensorFile
{
    private const string MetadataKey = "__metadata__";
    private const int LengthBytes = 8;
    private const int Alignment = 8;

    /// <summary>Writes beside the file, to the disk, and renames: whoever reads finds the old file or the new one, whole.</summary>
    /// <param name="path">The file; its folder is created.</param>
    /// <param name="metadata">Texts.</param>
    /// <param name="tensors">float32, float64 or int64, on any device.</param>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<(string Name, Tensor Tensor)> tensors)
    {
        var header = new Dictionary<string, object> { [MetadataKey] = metadata };
        var at = 0L;
        foreach (var (name, tensor) in tensors)
        {
            var end = at + tensor.numel() * tensor.ElementSize;
            header[name] = new Dictionary<string, object> { ["dtype"] = TypeName(tensor.dtype), ["shape"] = tensor.shape, ["data_offsets"] = new[] { at, end } };
            at = end;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        var padded = (json.Length + Alignment - 1) / Alignment * Alignment;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var half = path + ".half";
        using (var stream = new FileStream(half, FileMode.Create, FileAccess.Write))
        {
            Span<byte> length = stackalloc byte[LengthBytes];
            BinaryPrimitives.WriteInt64LittleEndian(length, padded);
            stream.Write(length);
            stream.Write(json);
            stream.Write("       "u8[..(padded - json.Length)]);
            foreach (var (_, tensor) in tensors)
            {
                using var scope = NewDisposeScope();
                stream.Write(tensor.detach().cpu().contiguous().bytes);
            }

            stream.Flush(flushToDisk: true);
        }

        File.Move(half, path, overwrite: true);
    }

    private static string TypeName(ScalarType type) => type switch
    {
        ScalarType.Float32 => "F32",
        ScalarType.Float64 => "F64",
        ScalarType.Int64 => "I64",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "float32, float64 and int64 are stored"),
    };
}
