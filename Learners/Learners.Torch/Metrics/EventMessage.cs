using System.Buffers.Binary;
using System.Text;

namespace Learners.Torch.Metrics;

/// <summary>The few messages of TensorBoard's event files that scalars need, in protocol buffer encoding.</summary>
/// <remarks>Field numbers as in tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto.</remarks>
internal sealed class EventMessage
{
    private readonly List<byte> _bytes = [];

    private enum Wire
    {
        Variable = 0,
        Fixed64 = 1,
        Delimited = 2,
        Fixed32 = 5,
    }

    /// <summary>First message of a file: which version of the format follows.</summary>
    internal static byte[] Version(double wallTime) => Event(wallTime, 0).Text(3, "brain.Event:2").ToBytes();

    /// <summary>Says that the run goes on at a step: a reader forgets what it has seen of that step and later ones.</summary>
    internal static byte[] Start(double wallTime, long step) =>
        Event(wallTime, step).Nested(7, new EventMessage().Number(1, 1)).ToBytes(); // session_log { status: START }

    /// <summary>Figures of a step.</summary>
    internal static byte[] Scalars(double wallTime, long step, IEnumerable<KeyValuePair<string, double>> values)
    {
        var summary = new EventMessage();
        foreach (var (name, value) in values)
        {
            summary.Nested(1, new EventMessage().Text(1, name).Single(2, (float)value)); // value { tag, simple_value }
        }

        return Event(wallTime, step).Nested(5, summary).ToBytes();
    }

    private static EventMessage Event(double wallTime, long step) => new EventMessage().Double(1, wallTime).Number(2, step);

    private EventMessage Number(int field, long value)
    {
        Key(field, Wire.Variable);
        Variable((ulong)value);
        return this;
    }

    private EventMessage Double(int field, double value)
    {
        Key(field, Wire.Fixed64);
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        _bytes.AddRange(bytes);
        return this;
    }

    private EventMessage Single(int field, float value)
    {
        Key(field, Wire.Fixed32);
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _bytes.AddRange(bytes);
        return this;
    }

    private EventMessage Text(int field, string text) => Delimited(field, Encoding.UTF8.GetBytes(text));

    private EventMessage Nested(int field, EventMessage message) => Delimited(field, message.ToBytes());

    private EventMessage Delimited(int field, byte[] bytes)
    {
        Key(field, Wire.Delimited);
        Variable((ulong)bytes.Length);
        _bytes.AddRange(bytes);
        return this;
    }

    private void Key(int field, Wire wire) => Variable((ulong)((field << 3) | (int)wire));

    private void Variable(ulong value)
    {
        for (; value > 127; value >>= 7)
        {
            _bytes.Add((byte)(value | 128));
        }

        _bytes.Add((byte)value);
    }

    private byte[] ToBytes() => [.. _bytes];
}
