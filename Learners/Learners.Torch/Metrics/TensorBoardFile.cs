using System.Buffers.Binary;
using System.Globalization;
using Learners.Contracts;

namespace Learners.Torch.Metrics;

/// <summary>The course of a run as TensorBoard shows it: records of scalars in a file of events.</summary>
/// <remarks>
/// Every process that trains writes a file of its own; TensorBoard puts those of a folder together. Records are framed as TFRecord:
/// length, checksum of the length, message, checksum of the message.
/// </remarks>
public sealed class TensorBoardFile : IDisposable
{
    private readonly FileStream _file;
    private readonly TimeProvider _time;

    private TensorBoardFile(FileStream file, TimeProvider time) => (_file, _time) = (file, time);

    /// <summary>The file, <c>events.out.tfevents.TIME.HOST</c>.</summary>
    public string Path => _file.Name;

    /// <summary>Begins a file.</summary>
    /// <param name="folder">Of the run; made if need be. At the beginning of a run, files of an earlier one are removed.</param>
    /// <param name="steps">Steps done when the run goes on; 0 at its beginning.</param>
    /// <param name="time">Clock.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static TensorBoardFile Create(string folder, long steps, TimeProvider time)
    {
        Directory.CreateDirectory(folder);
        if (steps == 0)
        {
            foreach (var earlier in Directory.EnumerateFiles(folder, "events.out.tfevents.*").ToList())
            {
                File.Delete(earlier);
            }
        }

        var seconds = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var name = System.IO.Path.Combine(folder, $"events.out.tfevents.{seconds}.{Environment.MachineName}");
        var path = name;
        for (var again = 1; File.Exists(path); again++)
        {
            path = string.Create(CultureInfo.InvariantCulture, $"{name}.{again}"); // resumed within a second
        }

        var file = new TensorBoardFile(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0), time);
        file.WriteRecord(EventMessage.Version(file.Now));
        file.WriteRecord(EventMessage.Start(file.Now, steps + 1));
        return file;
    }

    /// <summary>Adds the figures of a step. They are stored in single precision.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="values">Figures by tag.</param>
    public void Append(long step, IEnumerable<KeyValuePair<string, double>> values) =>
        WriteRecord(EventMessage.Scalars(Now, step, values));

    /// <summary>Adds a point.</summary>
    /// <param name="point">Figures of a step.</param>
    public void Append(MetricPoint point) => Append(point.Step, point.Values);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private double Now => _time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;

    private void WriteRecord(byte[] message)
    {
        var record = new byte[sizeof(ulong) + sizeof(uint) + message.Length + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)message.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(sizeof(ulong)), Crc32C.MaskedOf(record.AsSpan(0, sizeof(ulong))));
        message.CopyTo(record, sizeof(ulong) + sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(record.Length - sizeof(uint)), Crc32C.MaskedOf(message));
        _file.Write(record); // whole, so that a reader that follows the file meets no half record for long
    }
}
