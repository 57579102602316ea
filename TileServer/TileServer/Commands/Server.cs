using TileServer.Hosting;
using TileServer.Sources.Catalogue;

namespace TileServer.Commands;

/// <summary>Runs the server until it is told to stop.</summary>
internal static class Server
{
    private const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Loads the layers while the host is put together, listens, and says what is served.</summary>
    /// <returns>0, also after SIGTERM.</returns>
    internal static async Task<int> RunAsync(ServeSettings settings, CancellationToken cancellationToken)
    {
        var layers = LayerSources.Follow(settings.Folders, settings.Style, settings.IsWatching, settings.RemoteOrigins);
        var loading = Task.Run(() => LayerSources.Load(layers), cancellationToken);
        var builder = TileServerHost.CreateBuilder(options =>
        {
            options.IsExact |= settings.IsExact;
            settings.Configure(options);
        });
        UseUrls(builder, settings.Urls);
        var catalogue = await loading;
        using var current = new CurrentCatalogue(catalogue);
        await using var application = TileServerHost.Build(builder, current, LayerSources.Encoders, settings.IsWatching ? layers : null);
        await application.StartAsync(cancellationToken);
        Announce(application, catalogue);
        foreach (var path in settings.Folders.Where(path => !Path.Exists(path)))
            Console.Error.WriteLine($"geosuite: '{path}' does not exist yet; its layers are served when it does");
        await application.WaitForShutdownAsync(cancellationToken);
        return CommandLine.Done;
    }

    private static void UseUrls(WebApplicationBuilder builder, IReadOnlyList<string> typed)
    {
        if (typed.Count > 0)
            builder.WebHost.UseUrls([.. typed]);
        else if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
            builder.WebHost.UseUrls(DefaultUrl);
        if (builder.WebHost.GetSetting(WebHostDefaults.ServerUrlsKey)?.Contains("https://", StringComparison.OrdinalIgnoreCase) == true)
            builder.WebHost.UseKestrelHttpsConfiguration();
    }

    /// <summary>What a person wants to see first: where, and which layers.</summary>
    private static void Announce(WebApplication application, LayerCatalogue catalogue)
    {
        var urls = string.Join(", ", application.Urls);
        var layers = catalogue.Layers.Count == 0 ? "no layers" : string.Join(", ", catalogue.Layers.Select(layer => layer.Id));
        Console.WriteLine($"GeoSuite serves {layers} at {urls}; the viewer is at {application.Urls.First()}/viewer");
        foreach (var failure in catalogue.Failures)
            Console.Error.WriteLine($"geosuite: {failure.Id} is not served: {failure.Path}: {failure.Reason.ReplaceLineEndings(" ")}");
    }
}
