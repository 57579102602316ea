using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using GeoCore.Imaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace TileServer.BrowserTests.Hosting;

/// <summary>
/// Serves the viewer's own files beside layers whose every colour and value is known: west of Greenwich is one colour, east another.
/// It speaks the part of the tile server's interface that the viewer uses, and keeps the addresses that were asked for.
/// </summary>
internal sealed class SyntheticServer : IAsyncDisposable
{
    internal const string Policy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly WebApplication _application;

    private SyntheticServer(WebApplication application) => _application = application;

    internal SyntheticGeolocate Geolocate { get; } = new();

    internal ConcurrentQueue<string> Requests { get; } = new();

    internal string Address => _application.Urls.First();

    internal static async Task<SyntheticServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { WebRootPath = Repository.WebRoot });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var server = new SyntheticServer(application);
        server.Map();
        await application.StartAsync(cancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private void Map()
    {
        _application.Use((context, next) =>
        {
            Requests.Enqueue(context.Request.Path + context.Request.QueryString);
            context.Response.Headers.ContentSecurityPolicy = Policy;
            return next();
        });
        _application.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Repository.WebRoot) });
        _application.MapGet("/viewer", () => Results.File(Path.Combine(Repository.WebRoot, "viewer", "index.html"), "text/html"));
        Geolocate.Map(_application);
        _application.MapGet("/layers", () => Results.Text(SyntheticLayers.Catalogue, "application/json"));
        _application.MapGet("/colormaps", () => Results.Text("""{"colormaps":[{"name":"viridis"},{"name":"cividis"}]}""", "application/json"));
        _application.MapGet("/colormaps/{name}.png", () => Results.Bytes(PngEncoder.EncodeSolid(SyntheticLayers.West, 256, 24), "image/png"));
        _application.MapGet("/layers/{layer}/legend.json", (string layer) => Results.Text(SyntheticLayers.LegendOf(layer), "application/json"));
        _application.MapGet("/layers/{layer}/legend.svg", () => Results.Text(SyntheticLayers.LegendSvg, "image/svg+xml"));
        _application.MapGet("/layers/{layer}/point", Point);
        _application.MapPost("/layers/{layer}/statistics", StatisticsAsync);
        _application.MapGet("/tiles/{layer}/{z:int}/{x:int}/{y}.png", Tile);
    }

    private static IResult Point(string layer, double lon, double lat) => layer == "broken"
        ? Results.Problem("The source of this layer cannot be read.", statusCode: StatusCodes.Status503ServiceUnavailable)
        : Results.Text(string.Create(CultureInfo.InvariantCulture,
            $$"""{"coordinates":[{{lon}},{{lat}}],"values":[{{SyntheticLayers.ValueAt(layer, lon)}}],"band_names":["b1"],"units":[null]}"""),
            "application/json");

    // the mean is the number of corners, so that a page that shows it has sent the polygon
    private static async Task<IResult> StatisticsAsync(string layer, HttpRequest request)
    {
        var feature = await JsonNode.ParseAsync(request.Body);
        if (layer == "broken") return Results.Problem("The source of this layer cannot be read.", statusCode: StatusCodes.Status503ServiceUnavailable);
        var corners = feature!["geometry"]!["coordinates"]![0]!.AsArray().Count - 1;
        feature["properties"] = new JsonObject
        {
            ["statistics"] = new JsonObject
            {
                ["b1"] = new JsonObject
                {
                    ["min"] = -1,
                    ["max"] = 1,
                    ["mean"] = corners,
                    ["median"] = 0.5,
                    ["std"] = 0.25,
                    ["sum"] = 12,
                    ["count"] = 40,
                    ["valid_percent"] = 62.5,
                    ["area_km2"] = 1234567,
                },
            },
        };
        return Results.Text(feature.ToJsonString(), "application/geo+json");
    }

    private static IResult Tile(string layer, int z, int x, string? colormap, string? expression) =>
        Results.Bytes(SyntheticLayers.Tile(z, x, turned: colormap is not null || expression is not null), "image/png");
}
