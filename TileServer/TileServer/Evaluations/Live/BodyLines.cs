using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace TileServer.Evaluations.Live;

/// <summary>The lines of a body that may be longer than memory: one at a time.</summary>
internal static class BodyLines
{
    /// <summary>Reads the lines that are not blank.</summary>
    /// <param name="body">UTF-8 text.</param>
    /// <param name="longest">Bytes of a line.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="LineTooLongException">A line is longer.</exception>
    internal static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(Stream body, long longest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(body, new StreamPipeReaderOptions(leaveOpen: true));
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(cancellationToken);
                var rest = read.Buffer;
                while (rest.PositionOf((byte)'\n') is { } end)
                {
                    if (Line(rest.Slice(0, end), longest) is { } line)
                        yield return line;
                    rest = rest.Slice(rest.GetPosition(1, end));
                }

                if (read.IsCompleted)
                {
                    if (Line(rest, longest) is { } last)
                        yield return last;
                    yield break;
                }

                if (rest.Length > longest)
                    throw new LineTooLongException();
                reader.AdvanceTo(rest.Start, rest.End);
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private static ReadOnlyMemory<byte>? Line(in ReadOnlySequence<byte> sequence, long longest)
    {
        if (sequence.Length > longest)
            throw new LineTooLongException();
        var line = sequence.ToArray();
        return line.AsSpan().ContainsAnyExcept(" \t\r"u8) ? line : (ReadOnlyMemory<byte>?)null;
    }
}

/// <summary>A line is longer than one is read.</summary>
internal sealed class LineTooLongException : Exception;
