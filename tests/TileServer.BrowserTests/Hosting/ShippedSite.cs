using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using TileServer.Hosting;
using TileServer.Sources.Catalogue;

namespace TileServer.BrowserTests.Hosting;

/// <summary>The viewer as it is served, over the layers that come with GeoSuite.</summary>
public sealed class ShippedSite : BrowserSite
{
    private WebApplication? _application;
    private CurrentCatalogue? _catalogue;

    internal override string Address => (_application ?? throw new InvalidOperationException("The server has not started.")).Urls.First();

    /// <summary>Where the server looks for a training host; nobody is there until a test starts one.</summary>
    internal string TrainingAddress { get; private set; } = "";

    private protected override async Task StartServerAsync(CancellationToken cancellationToken)
    {
        TrainingAddress = FreeAddress();
        var builder = TileServerHost.CreateBuilder(options => (options.DrainSeconds, options.TrainingHost) = (0, TrainingAddress));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _catalogue = new CurrentCatalogue(LayerSources.Load([], style: null));
        _application = TileServerHost.Build(builder, _catalogue, LayerSources.Encoders);
        await _application.StartAsync(cancellationToken);
    }

    private protected override async ValueTask StopServerAsync()
    {
        if (_application is not null)
            await _application.DisposeAsync();
        _catalogue?.Dispose();
    }

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }
}
