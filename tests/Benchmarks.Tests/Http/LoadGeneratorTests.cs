using System.Net;
using System.Net.Sockets;
using System.Text;
using Benchmarks.Commands;
using Benchmarks.Http;

namespace Benchmarks.Tests.Http;

/// <summary>The load generator against sockets that answer what the test says.</summary>
public sealed class LoadGeneratorTests
{
    [Fact]
    public async Task Requests_are_counted_over_kept_connections_and_bodies_are_read_to_their_end()
    {
        await using var server = new ScriptedServer($"HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n{new string('x', 200_000)}");
        var result = await RunAsync(server, 200);
        Assert.True(result.Requests >= 3);
        Assert.Equal(result.Requests * 200_000, result.Bytes);
        Assert.Equal(3, server.Connections);
        Assert.Equal(result.Requests, server.Requests);
        Assert.StartsWith("GET /tile HTTP/1.1\r\nHost: 127.0.0.1:", server.FirstRequest, StringComparison.Ordinal);
        Assert.EndsWith("\r\nIf-None-Match: \"a\"\r\n\r\n", server.FirstRequest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_body_is_complete_after_its_header()
    {
        await using var server = new ScriptedServer("HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n");
        var result = await RunAsync(server, 304);
        Assert.Equal(0, result.Bytes);
        Assert.Equal(result.Requests, server.Requests);
    }

    [Theory]
    [InlineData("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", "500")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "Content-Length")]
    [InlineData("", "closed")]
    public async Task A_wrong_answer_ends_the_run_and_is_named(string answer, string word)
    {
        await using var server = new ScriptedServer(answer);
        var fault = await Assert.ThrowsAsync<BenchException>(() => RunAsync(server, 200));
        Assert.Contains(word, fault.Message, StringComparison.Ordinal);
    }

    private static Task<LoadResult> RunAsync(ScriptedServer server, int status) => LoadGenerator.RunAsync(
        new LoadPlan(server.Port, "/tile", ["If-None-Match: \"a\""], Connections: 3, Seconds: 0.1, status), TestContext.Current.CancellationToken);

    private sealed class ScriptedServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly byte[] _answer;
        private readonly Task _serving;
        private long _requests;
        private int _connections;

        public ScriptedServer(string answer)
        {
            _answer = Encoding.ASCII.GetBytes(answer);
            _listener.Start();
            _serving = AcceptAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public int Connections => _connections;

        public long Requests => Interlocked.Read(ref _requests);

        public string? FirstRequest { get; private set; }

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving;
        }

        private async Task AcceptAsync()
        {
            var conversations = new List<Task>();
            try
            {
                while (true)
                {
                    var client = await _listener.AcceptTcpClientAsync();
                    _connections++;
                    conversations.Add(ConverseAsync(client));
                }
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                await Task.WhenAll(conversations); // the listener was stopped
            }
        }

        private async Task ConverseAsync(TcpClient client)
        {
            using var owned = client;
            var stream = client.GetStream();
            var buffer = new byte[4096];
            try
            {
                for (int count; (count = await stream.ReadAsync(buffer)) > 0 && _answer.Length > 0;)
                {
                    FirstRequest ??= Encoding.ASCII.GetString(buffer, 0, count);
                    Interlocked.Increment(ref _requests); // before the answer: with it the client may be done
                    await stream.WriteAsync(_answer);
                }
            }
            catch (IOException)
            {
                return; // the client went away in the middle, as after a wrong answer
            }
        }
    }
}
