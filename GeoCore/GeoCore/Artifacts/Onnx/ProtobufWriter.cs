using System.Buffers;
using System.Buffers.Binary;

namespace GeoCore.Artifacts.Onnx;

/// <summary>Writes messages in the wire format of protocol buffers: keys, variable-length integers, four-byte floats and runs of bytes.</summary>
internal sealed class ProtobufWriter
{
    private const int Varint = 0;
    private const int LengthDelimited = 2;
    private const int FourBytes = 5;

    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>An integer or an enumeration value.</summary>
    public void Integer(int field, long value)
    {
        Key(field, Varint);
        Number((ulong)value);
    }

    /// <summary>A float.</summary>
    public void Single(int field, float value)
    {
        Key(field, FourBytes);
        BinaryPrimitives.WriteSingleLittleEndian(_buffer.GetSpan(4), value);
        _buffer.Advance(4);
    }

    /// <summary>Bytes.</summary>
    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Key(field, LengthDelimited);
        Number((ulong)value.Length);
        _buffer.Write(value);
    }

    /// <summary>Text; an empty one too.</summary>
    public void Text(int field, string value) => Bytes(field, System.Text.Encoding.UTF8.GetBytes(value));

    /// <summary>A message in the message.</summary>
    public void Message(int field, Action<ProtobufWriter> write)
    {
        var inner = new ProtobufWriter();
        write(inner);
        Bytes(field, inner.Written.Span);
    }

    /// <summary>The fields of another message.</summary>
    public void Append(ProtobufWriter fields) => _buffer.Write(fields.Written.Span);

    private void Key(int field, int wireType) => Number((ulong)((field << 3) | wireType));

    private void Number(ulong value)
    {
        var span = _buffer.GetSpan(10);
        var count = 0;
        for (; value >= 128; value >>= 7)
        {
            span[count++] = (byte)(value | 128);
        }

        span[count++] = (byte)value;
        _buffer.Advance(count);
    }
}
