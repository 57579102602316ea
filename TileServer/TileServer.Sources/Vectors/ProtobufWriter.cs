using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace TileServer.Sources.Vectors;

/// <summary>Numbered fields of a message.</summary>
internal sealed class ProtobufWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    internal void Varint(ulong number)
    {
        while (number >= 0x80)
        {
            Byte((byte)(number | 0x80));
            number >>= 7;
        }

        Byte((byte)number);
    }

    internal void Number(int field, ulong number)
    {
        Varint((ulong)field << 3);
        Varint(number);
    }

    internal void Real(int field, double number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, number);
        Varint(((ulong)field << 3) | 1);
        _bytes.Write(bytes);
    }

    internal void Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    internal void Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)bytes.Length);
        _bytes.Write(bytes);
    }

    internal void Append(ProtobufWriter other) => _bytes.Write(other._bytes.WrittenSpan);

    internal byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    private void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }
}
