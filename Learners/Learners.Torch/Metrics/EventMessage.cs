using GeoCore.Artifacts;

namespace Learners.Torch.Metrics;

/// <summary>The few messages of TensorBoard's event files that scalars need, in protocol buffer encoding.</summary>
/// <remarks>Field numbers as in tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto.</remarks>
internal static class EventMessage
{
    /// <summary>First message of a file: which version of the format follows.</summary>
    internal static byte[] Version(double wallTime) => Event(wallTime, 0, message => message.Text(3, "brain.Event:2"));

    /// <summary>Says that the run goes on at a step: a reader forgets what it has seen of that step and later ones.</summary>
    internal static byte[] Start(double wallTime, long step) =>
        Event(wallTime, step, message => message.Message(7, log => log.Integer(1, 1))); // session_log { status: START }

    /// <summary>Figures of a step.</summary>
    internal static byte[] Scalars(double wallTime, long step, IEnumerable<KeyValuePair<string, double>> values) =>
        Event(wallTime, step, message => message.Message(5, summary =>
        {
            foreach (var (name, figure) in values)
            {
                summary.Message(1, value =>
                {
                    value.Text(1, name); // value { tag, simple_value }
                    value.Single(2, (float)figure);
                });
            }
        }));

    private static byte[] Event(double wallTime, long step, Action<ProtobufWriter> write)
    {
        var message = new ProtobufWriter();
        message.Double(1, wallTime);
        message.Integer(2, step);
        write(message);
        return message.Written.ToArray();
    }
}
