using System.Buffers.Binary;
using System.Text.Json;

namespace GeoCore.Artifacts;

/// <summary>Writes files of named tensors, see <see cref="Safetensors"/>. The same tensors give the same bytes.</summary>
public static class SafetensorsWriter
{
    private const int Alignment = 8;

    /// <summary>The content of a file.</summary>
    /// <param name="tensors">Tensors of distinct names, in the order of their data.</param>
    /// <param name="type"><see cref="TensorType.Float32"/> or <see cref="TensorType.Float16"/>, of the tensors that do not say theirs.</param>
    /// <exception cref="ArgumentException">A name is empty, reserved or used twice, a shape does not fit its numbers, or the type is another.</exception>
    public static byte[] Write(IReadOnlyList<Tensor> tensors, TensorType type = TensorType.Float32)
    {
        foreach (var unknown in tensors.Select(tensor => tensor.Type ?? type).Append(type).Where(own => own is not (TensorType.Float32 or TensorType.Float16)))
            throw new ArgumentException($"Tensors are written as F32 or F16, not as {unknown.WireName()}.", nameof(type));
        var header = Header(tensors, type, out var dataLength);
        var padded = (header.Length + Alignment - 1) / Alignment * Alignment;
        var content = new byte[checked(Alignment + padded + dataLength)];
        BinaryPrimitives.WriteUInt64LittleEndian(content, (ulong)padded);
        header.CopyTo(content, Alignment);
        content.AsSpan(Alignment + header.Length, padded - header.Length).Fill((byte)' ');
        var start = Alignment + padded;
        foreach (var tensor in tensors)
        {
            var own = tensor.Type ?? type;
            var length = tensor.Values.Length * own.Size();
            TensorNumbers.Write(own, tensor.Values.Span, content.AsSpan(start, length));
            start += length;
        }

        return content;
    }

    private static byte[] Header(IReadOnlyList<Tensor> tensors, TensorType type, out int dataLength)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { "__metadata__", string.Empty };
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            long start = 0;
            json.WriteStartObject();
            foreach (var tensor in tensors)
            {
                if (!names.Add(tensor.Name))
                    throw new ArgumentException($"The name '{tensor.Name}' is empty, reserved or used twice.", nameof(tensors));
                if (tensor.Shape.Aggregate(1L, (count, size) => checked(count * size)) != tensor.Values.Length)
                    throw new ArgumentException($"Tensor '{tensor.Name}' of shape [{string.Join(", ", tensor.Shape)}] has {tensor.Values.Length} numbers.", nameof(tensors));
                var own = tensor.Type ?? type;
                var end = start + ((long)tensor.Values.Length * own.Size());
                WriteEntry(json, tensor, own, start, end);
                start = end;
            }

            json.WriteEndObject();
            dataLength = checked((int)start);
        }

        return buffer.ToArray();
    }

    private static void WriteEntry(Utf8JsonWriter json, Tensor tensor, TensorType type, long start, long end)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", type.WireName());
        json.WriteStartArray("shape");
        foreach (var size in tensor.Shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(start);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
