namespace TileServer.BrowserTests.Hosting;

/// <summary>The viewer over layers of known colour.</summary>
public sealed class ViewerSite : BrowserSite
{
    private SyntheticServer? _server;

    internal override string Address => Server.Address;

    internal SyntheticServer Server => _server ?? throw new InvalidOperationException("The server has not started.");

    private protected override async Task StartServerAsync(CancellationToken cancellationToken) => _server = await SyntheticServer.StartAsync(cancellationToken);

    private protected override ValueTask StopServerAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
