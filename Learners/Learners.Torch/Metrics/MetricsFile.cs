using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Learners.Contracts;

namespace Learners.Torch.Metrics;

/// <summary>The course of a run as JSON lines, one <see cref="MetricPoint"/> each, with strictly increasing steps.</summary>
/// <remarks>
/// A line goes to the operating system whole as soon as it is written, so that other programs may follow the file and a killed
/// trainer loses nothing it has told.
/// </remarks>
public sealed class MetricsFile : IDisposable
{
    /// <summary>Name of the file within a run's folder.</summary>
    public const string FileName = "metrics.jsonl";

    // the contracts are written for people, with line breaks; here a record is a line
    private static readonly JsonTypeInfo<MetricPoint> s_line =
        new ContractsJson(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase }).MetricPoint;

    private readonly FileStream _file;

    private MetricsFile(FileStream file, MetricPoint? last) => (_file, Last) = (file, last);

    /// <summary>The newest point, or null while there is none.</summary>
    public MetricPoint? Last { get; private set; }

    /// <summary>Opens a file for appending and drops what a run that goes on will write again.</summary>
    /// <param name="path">The file; it and its folder are made if need be.</param>
    /// <param name="steps">Steps done when the run goes on; points after them and half-written lines are removed. 0 empties the file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static MetricsFile Open(string path, long steps)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 0);
        try
        {
            MetricPoint? last = null;
            var end = 0L;
            foreach (var (point, after) in Points(file).TakeWhile(found => found.Point.Step <= steps))
            {
                (last, end) = (point, after);
            }

            file.SetLength(end);
            file.Position = end;
            return new MetricsFile(file, last);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads the points of a file that may be growing meanwhile; a last line that is not whole yet is left out.</summary>
    /// <param name="path">The file; where there is none, there are no points.</param>
    /// <param name="afterStep">Only points of later steps are given.</param>
    public static IReadOnlyList<MetricPoint> Read(string path, long afterStep = 0)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return [.. Points(file).Select(found => found.Point).Where(point => point.Step > afterStep)];
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>Adds a point. Figures that are no finite numbers are left out, because JSON has none.</summary>
    /// <param name="point">Its step is larger than that of the one before.</param>
    /// <exception cref="ArgumentException">The step is not larger.</exception>
    public void Append(MetricPoint point)
    {
        if (point.Step <= (Last?.Step ?? 0))
        {
            throw new ArgumentException($"step {point.Step} does not follow step {Last?.Step ?? 0}", nameof(point));
        }

        var finite = point with { Values = point.Values.Where(pair => double.IsFinite(pair.Value)).ToDictionary() };
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(finite, s_line), (byte)'\n'];
        _file.Write(line); // one call, no buffer: a reader sees the line or, at worst, its beginning
        Last = finite;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // whole lines from the start, with the position behind each; ends at the first that is not a point
    private static IEnumerable<(MetricPoint Point, long After)> Points(FileStream file)
    {
        file.Position = 0;
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        var text = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        var start = 0;
        while (text.Span[start..].IndexOf((byte)'\n') is var length && length >= 0 && TryParse(text.Span.Slice(start, length)) is { } point)
        {
            start += length + 1;
            yield return (point, start);
        }
    }

    private static MetricPoint? TryParse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, s_line) is { Values: not null } point ? point : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
