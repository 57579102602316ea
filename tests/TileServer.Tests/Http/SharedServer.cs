namespace TileServer.Tests.Http;

/// <summary>One server with all test layers for the tests of a class.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private LiveServer? _server;

    internal LiveServer Server => _server ?? throw new InvalidOperationException("The server has not started.");

    public async ValueTask InitializeAsync() => _server = await LiveServer.StartAsync(TestLayers.All());

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
