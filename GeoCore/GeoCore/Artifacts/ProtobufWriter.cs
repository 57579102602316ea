using System.Buffers;
using System.Buffers.Binary;

namespace GeoCore.Artifacts;

/// <summary>Writes messages in the wire format of protocol buffers: keys, variable-length integers, floats and runs of bytes.</summary>
public sealed class ProtobufWriter
{
    private const int VariableLength = 0;
    private const int EightBytes = 1;
    private const int LengthDelimited = 2;
    private const int FourBytes = 5;

    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>What has been written, until more is.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>A variable-length integer without a key, as packed fields have them.</summary>
    /// <param name="value">The integer.</param>
    public void Varint(ulong value)
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

    /// <summary>An integer or an enumeration value.</summary>
    /// <param name="field">Number of the field.</param>
    /// <param name="value">The integer.</param>
    public void Integer(int field, long value)
    {
        Key(field, VariableLength);
        Varint((ulong)value);
    }

    /// <summary>A number in single precision.</summary>
    /// <param name="field">Number of the field.</param>
    /// <param name="value">The number.</param>
    public void Single(int field, float value)
    {
        Key(field, FourBytes);
        BinaryPrimitives.WriteSingleLittleEndian(_buffer.GetSpan(sizeof(float)), value);
        _buffer.Advance(sizeof(float));
    }

    /// <summary>A number in double precision.</summary>
    /// <param name="field">Number of the field.</param>
    /// <param name="value">The number.</param>
    public void Double(int field, double value)
    {
        Key(field, EightBytes);
        BinaryPrimitives.WriteDoubleLittleEndian(_buffer.GetSpan(sizeof(double)), value);
        _buffer.Advance(sizeof(double));
    }

    /// <summary>Bytes.</summary>
    /// <param name="field">Number of the field.</param>
    /// <param name="value">The bytes.</param>
    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Key(field, LengthDelimited);
        Varint((ulong)value.Length);
        _buffer.Write(value);
    }

    /// <summary>Text; an empty one too.</summary>
    /// <param name="field">Number of the field.</param>
    /// <param name="value">The text.</param>
    public void Text(int field, string value) => Bytes(field, System.Text.Encoding.UTF8.GetBytes(value));

    /// <summary>A message in the message.</summary>
    /// <param name="field">Number of the field.</param>
    /// <param name="write">Writes its fields.</param>
    public void Message(int field, Action<ProtobufWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var inner = new ProtobufWriter();
        write(inner);
        Bytes(field, inner.Written.Span);
    }

    /// <summary>The fields of another message.</summary>
    /// <param name="fields">The other message.</param>
    public void Append(ProtobufWriter fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        _buffer.Write(fields.Written.Span);
    }

    private void Key(int field, int wireType) => Varint((ulong)((field << 3) | wireType));
}
