using System.Buffers;
using System.IO.Pipelines;

namespace TileServer.Http;

/// <summary>The outgoing side of a connection. It passes everything on, until it is told to say something else instead.</summary>
/// <param name="output">The transport.</param>
internal sealed class BadRequestWriter(PipeWriter output) : PipeWriter
{
    private byte[]? _instead;
    private byte[] _unheard = [];

    /// <inheritdoc/>
    public override bool CanGetUnflushedBytes => output.CanGetUnflushedBytes;

    /// <inheritdoc/>
    public override long UnflushedBytes => output.UnflushedBytes;

    /// <summary>Replaces the next answer, which the host is about to write, and all after it; the host closes the connection then.</summary>
    /// <param name="answer">A whole HTTP/1.1 message.</param>
    internal void SayInstead(byte[] answer)
    {
        output.Write(answer);
        _instead = answer;
    }

    /// <inheritdoc/>
    public override void Advance(int bytes)
    {
        if (_instead is null)
            output.Advance(bytes);
    }

    /// <inheritdoc/>
    public override Memory<byte> GetMemory(int sizeHint = 0) => _instead is null ? output.GetMemory(sizeHint) : Unheard(sizeHint);

    /// <inheritdoc/>
    public override Span<byte> GetSpan(int sizeHint = 0) => _instead is null ? output.GetSpan(sizeHint) : Unheard(sizeHint);

    /// <inheritdoc/>
    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
        _instead is null ? output.WriteAsync(source, cancellationToken) : output.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => output.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override void CancelPendingFlush() => output.CancelPendingFlush();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => output.Complete(exception);

    /// <inheritdoc/>
    public override ValueTask CompleteAsync(Exception? exception = null) => output.CompleteAsync(exception);

    private byte[] Unheard(int sizeHint)
    {
        const int usual = 4096;
        if (_unheard.Length < Math.Max(sizeHint, usual))
            _unheard = new byte[Math.Max(sizeHint, usual)];
        return _unheard;
    }
}
