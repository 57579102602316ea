using System.Buffers.Binary;

namespace GeoCore.Artifacts;

/// <summary>Converts little-endian numbers.</summary>
internal static class TensorNumbers
{
    /// <summary>Converts the numbers of a tensor to doubles.</summary>
    /// <param name="type">Their format.</param>
    /// <param name="bytes">As many bytes as <paramref name="values"/> needs.</param>
    /// <param name="values">Receives the numbers.</param>
    public static void Read(TensorType type, ReadOnlySpan<byte> bytes, Span<double> values)
    {
        var size = type.Size();
        for (var i = 0; i < values.Length; i++)
        {
            var at = bytes.Slice(i * size, size);
            values[i] = type switch
            {
                TensorType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(at),
                TensorType.BFloat16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(at) << 16),
                TensorType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(at),
                TensorType.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(at),
                TensorType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(at),
                _ => BinaryPrimitives.ReadInt64LittleEndian(at),
            };
        }
    }

    /// <summary>Writes floats as single or half precision.</summary>
    /// <param name="type"><see cref="TensorType.Float32"/> or <see cref="TensorType.Float16"/>.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="bytes">Receives them.</param>
    public static void Write(TensorType type, ReadOnlySpan<float> values, Span<byte> bytes)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (type == TensorType.Float16)
                BinaryPrimitives.WriteHalfLittleEndian(bytes[(2 * i)..], (Half)values[i]);
            else
                BinaryPrimitives.WriteSingleLittleEndian(bytes[(4 * i)..], values[i]);
        }
    }
}
