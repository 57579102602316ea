using System.Text.Json;

namespace GeoCore.Geolocation.Release;

/// <summary>Answers that were given about pictures, a JSON line each; a line is on the disk before its answer goes out.</summary>
/// <remarks>Several threads may write; of several processes each appends whole lines. Beside the file its predecessor is kept, so that both together are bounded.</remarks>
public sealed class AuditLog
{
    /// <summary>Bytes after which a new file begins, unless said.</summary>
    public const long DefaultLargestBytes = 16 << 20;

    private readonly Lock _writing = new();
    private readonly string _path;
    private readonly long _largestBytes;

    /// <summary>Opens or begins a log.</summary>
    /// <param name="path">The file; its folder is made. The predecessor is called the same with <c>.1</c> behind.</param>
    /// <param name="largestBytes">After which a new file begins, above 0.</param>
    /// <exception cref="IOException">Nothing can be written there: an answer that cannot be logged must not be given.</exception>
    public AuditLog(string path, long largestBytes = DefaultLargestBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(largestBytes);
        (_path, _largestBytes) = (Path.GetFullPath(path), largestBytes);
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        using var stream = Append();
    }

    /// <summary>Writes a line and waits until it is on the disk.</summary>
    /// <param name="record">The line.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(record, AuditJson.Default.AuditRecord), (byte)'\n'];
        lock (_writing)
        {
            if (new FileInfo(_path) is { Exists: true } file && file.Length > 0 && file.Length + line.Length > _largestBytes)
                File.Move(_path, _path + ".1", overwrite: true);
            using var stream = Append();
            stream.Write(line);
            stream.Flush(flushToDisk: true);
        }
    }

    // one write of a whole line at the end of the file: lines of other processes stay whole
    private FileStream Append() => new(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
