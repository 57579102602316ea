using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using TileServer.Api;
using TileServer.Coverages;
using TileServer.Evaluations.Live;
using TileServer.Features;
using TileServer.Geolocation;
using TileServer.Health;
using TileServer.Http;
using TileServer.Layers;
using TileServer.Layers.Archives;
using TileServer.Layers.Predictions;
using TileServer.OgcApi;
using TileServer.Pages;
using TileServer.Qgis;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Tiles;
using TileServer.Speech;
using TileServer.Styles;
using TileServer.Tiles;
using TileServer.Tms;
using TileServer.Training;
using TileServer.Wms;
using TileServer.Wmts;

namespace TileServer.Hosting;

/// <summary>Puts the server together: services, limits, the steps of a request, routes.</summary>
internal static class TileServerHost
{
    /// <summary>Kestrel reads a little more than is allowed, so that what is too long is answered in words.</summary>
    private const int LongestReadLine = 8 * RequestGate.LongestRequestLine;

    /// <summary>Creates a builder with everything but layers.</summary>
    /// <param name="configure">What the command line says, on top of the configuration.</param>
    internal static WebApplicationBuilder CreateBuilder(Action<ServerOptions> configure)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(new LineLoggerProvider(Console.Error, TimeProvider.System));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);

        // costs an activity and two messages a request, and nobody reads them here
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);

        // who asked is told that the training host does not answer
        builder.Logging.AddFilter("Yarp", LogLevel.None);

        // faults of starting are told by the command, in one line
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        AddServices(builder.Services, configure);
        builder.WebHost.ConfigureKestrel(Limit);
        return builder;
    }

    /// <summary>Ends the building.</summary>
    /// <param name="builder">From <see cref="CreateBuilder"/>.</param>
    /// <param name="current">The layers; whoever made it disposes of it after the application.</param>
    /// <param name="encoders">Formats that can be written.</param>
    /// <param name="followed">Folders that are looked at again while the server runs; null for none.</param>
    internal static WebApplication Build(WebApplicationBuilder builder, CurrentCatalogue current, TileEncoders encoders, FolderLayers? followed = null)
    {
        builder.Services.AddSingleton(current);

        // a request keeps the catalogue that it began with
        builder.Services.AddScoped(services => services.GetRequiredService<CurrentCatalogue>().Acquire());
        if (followed is not null)
        {
            builder.Services.AddSingleton(followed).AddHostedService<LayerUpdates>();
            builder.Logging.AddFilter<LineLoggerProvider>(typeof(LayerUpdates).FullName, LogLevel.Information);
        }

        builder.Services.AddSingleton(services => new TileService(
            encoders, new TileServiceOptions { CacheBytes = (long)services.GetRequiredService<IOptions<ServerOptions>>().Value.CacheSize << 20 },
            services.GetRequiredService<TimeProvider>()));
        var application = builder.Build();
        BadRequestBody.Subscribe(application.Services.GetRequiredService<DiagnosticListener>());
        Route(application);
        return application;
    }

    private static void AddServices(IServiceCollection services, Action<ServerOptions> configure)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddOptions<ServerOptions>().BindConfiguration(ServerOptions.Section).PostConfigure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ServerOptions>, ServerOptionsValidator>();
        services.AddOptions<HostOptions>().Configure<IOptions<ServerOptions>>((host, server) =>
            host.ShutdownTimeout = TimeSpan.FromSeconds(server.Value.StopSeconds));
        services.AddSingleton<ServerState>().AddHostedService(provider => provider.GetRequiredService<ServerState>());
        services.AddSingleton<RequestCount>().AddSingleton<CrossOrigin>().AddSingleton<PublicLinks>().AddSingleton<ServedLayers>().AddSingleton<CoverageFiles>().AddSingleton<CogFiles>().AddSingleton<TileSender>().AddSingleton<TileEndpoints>().AddTraining();
        services.AddEvaluations();
        services.AddGeolocation();
        services.AddSingleton<ServedRoutes>().AddSingleton<QgisForms>().AddSingleton(_ => new PluginPackage(Path.Combine(HomeFolder.WebRoot, "qgis", PluginPackage.Module)));
        services.AddSingleton(_ => new AssetStore(HomeFolder.WebRoot));
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        var options = kestrel.ApplicationServices.GetRequiredService<IOptions<ServerOptions>>().Value;
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestLineSize = LongestReadLine;
        kestrel.Limits.MaxRequestBodySize = options.LargestBody;
        kestrel.ConfigureEndpointDefaults(listen =>
        {
            if (options.Http2WithoutTls)
                listen.Protocols = HttpProtocols.Http2;
            BadRequestBody.Use(listen);
        });
    }

    private static void Route(WebApplication application)
    {
        var services = application.Services;
        var options = services.GetRequiredService<IOptions<ServerOptions>>().Value;
        ((IApplicationBuilder)application).Use(next => new RequestGate(
            next, services.GetRequiredService<CrossOrigin>(), services.GetRequiredService<RequestCount>(),
            services.GetRequiredService<ILogger<RequestGate>>()).InvokeAsync);
        if (options.KnownProxies.Length > 0)
            application.UseForwardedHeaders(ForwardedFrom(options.KnownProxies));
        if (options.PathBase.Length > 0)
            application.UsePathBase(options.PathBase);
        application.UseRouting();
        application.MapPages();
        application.MapApi();
        TileEndpoints.Map(application);
        application.MapTileJson();
        application.MapTileMatrixSets();
        application.MapWmts();
        application.MapWms();
        application.MapTms();
        application.MapOgcApi();
        application.MapStyles();
        application.MapLayers();
        application.MapPredictions();
        application.MapCoverages();
        application.MapArchives();
        application.MapItems();
        application.MapColormaps();
        application.MapHealth();
        application.MapTraining();
        application.MapEvaluations();
        application.MapGeolocation();
        application.MapSpeech();
        application.MapQgis();
        application.MapPluginRepository();
    }

    private static ForwardedHeadersOptions ForwardedFrom(string[] proxies)
    {
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
        };
        foreach (var proxy in proxies)
            forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
        return forwarded;
    }
}
