using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Benchmarks.Commands;

namespace Benchmarks.Http;

/// <summary>One kept-alive HTTP/1.1 connection that sends the same request again and again and reads just enough of the answers.</summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _request;
    private readonly int _status;
    private readonly byte[] _buffer = new byte[128 * 1024];

    private LoadConnection(byte[] request, int status) => (_request, _status) = (request, status);

    /// <summary>Connects.</summary>
    public static async Task<LoadConnection> OpenAsync(LoadPlan plan, CancellationToken cancellationToken)
    {
        var lines = new StringBuilder($"GET {plan.Path} HTTP/1.1\r\nHost: 127.0.0.1:{plan.Port}\r\n");
        foreach (var header in plan.Headers)
        {
            lines.Append(header).Append("\r\n");
        }

        var connection = new LoadConnection(Encoding.ASCII.GetBytes(lines.Append("\r\n").ToString()), plan.Status);
        await connection._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, plan.Port), cancellationToken);
        return connection;
    }

    /// <summary>Sends the request and reads its answer.</summary>
    /// <returns>Bytes of the body.</returns>
    /// <exception cref="BenchException">Another status, an answer without a length, or the end of the connection.</exception>
    public async ValueTask<int> ExchangeAsync(CancellationToken cancellationToken)
    {
        await _socket.SendAsync(_request, cancellationToken);
        var filled = 0;
        var head = -1;
        while (head < 0)
        {
            filled += await ReceiveAsync(_buffer.AsMemory(filled), cancellationToken);
            head = _buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
        }

        var length = Inspect(_buffer.AsSpan(0, head + 2));
        for (var left = head + 4 + length - filled; left > 0;)
        {
            left -= await ReceiveAsync(_buffer.AsMemory(0, Math.Min(left, _buffer.Length)), cancellationToken);
        }

        return length;
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private async ValueTask<int> ReceiveAsync(Memory<byte> memory, CancellationToken cancellationToken)
    {
        var count = memory.IsEmpty ? 0 : await _socket.ReceiveAsync(memory, cancellationToken);
        return count > 0 ? count : throw new BenchException("The server closed the connection, or its header is longer than any buffer.");
    }

    private int Inspect(ReadOnlySpan<byte> head)
    {
        if (!Utf8Parser.TryParse(head["HTTP/1.1 ".Length..], out int status, out _) || status != _status)
        {
            throw new BenchException($"The server answered {status} where {_status} was expected.");
        }

        if (status == 304)
        {
            return 0;
        }

        var name = "\r\nContent-Length: "u8;
        var at = head.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(head[(at + name.Length)..], out int length, out _)
            ? length
            : throw new BenchException("The server answered without a Content-Length.");
    }
}
