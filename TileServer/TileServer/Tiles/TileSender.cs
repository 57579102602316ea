using System.Globalization;
using Microsoft.Extensions.Options;
using TileServer.Hosting;
using TileServer.Http;
using TileServer.Layers;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;

namespace TileServer.Tiles;

/// <summary>Answers with a tile or a window, under whatever address it was asked for: from the entity tag alone, from memory, or by rendering.</summary>
internal sealed class TileSender(TileService tiles, IOptions<ServerOptions> serverOptions)
{
    private readonly bool _tellsTiming = serverOptions.Value.ServerTiming;
    private readonly bool _isExact = serverOptions.Value.IsExact;

    /// <summary>Options as the operator has them.</summary>
    internal RenderOptions Adjust(Layer layer, RenderOptions options) => _isExact && layer.Kind == LayerKind.Prediction ? options with { Exact = true } : options;

    /// <summary>Sends a tile.</summary>
    /// <param name="context">The request.</param>
    /// <param name="request">The tile.</param>
    /// <param name="version">Version that the address names, or null.</param>
    /// <param name="empty">Status of a tile without any value: 200, 204 or 404.</param>
    internal Task SendAsync(HttpContext context, TileRequest request, string? version, int empty = StatusCodes.Status200OK)
    {
        if (IsKnown(context, request.Layer, request.ETag, version))
            return Task.CompletedTask;
        return tiles.Find(request) is { } known ? WriteAsync(context, request.Layer, request.Format, empty, known) : RenderAsync(context, request, empty);
    }

    /// <summary>Sends a window.</summary>
    internal async Task SendAsync(HttpContext context, WindowRequest request, string? version)
    {
        if (!IsKnown(context, request.Layer, request.ETag, version))
            await WriteAsync(context, request.Layer, request.Format, StatusCodes.Status200OK, await tiles.GetWindowAsync(request, context.RequestAborted));
    }

    private async Task RenderAsync(HttpContext context, TileRequest request, int empty) =>
        await WriteAsync(context, request.Layer, request.Format, empty, await tiles.GetTileAsync(request, context.RequestAborted));

    /// <summary>Writes what holds for every answer, and answers where the client has the bytes.</summary>
    private static bool IsKnown(HttpContext context, Layer layer, string tag, string? version)
    {
        var headers = context.Response.Headers;
        headers.ETag = tag;
        headers.CacheControl = ServedLayers.CachePolicyOf(layer, version);
        if (!EntityTags.Matches(context.Request.Headers.IfNoneMatch, tag))
            return false;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    private Task WriteAsync(HttpContext context, Layer layer, TileFormat format, int empty, Tile tile)
    {
        var response = context.Response;
        var headers = response.Headers;
        headers["X-Cache"] = tile.Origin switch
        {
            TileOrigin.Memory => "hit-l1",
            TileOrigin.Coalesced => "coalesced",
            TileOrigin.Outside => "bypass",
            _ => "miss",
        };
        if (_tellsTiming && tile.Timing is { } timing)
            headers["Server-Timing"] = Describe(timing, layer.Kind);
        if (tile.IsEmpty)
        {
            if (empty == StatusCodes.Status404NotFound)
                return new Problem(ProblemKinds.TileEmpty) { Detail = "The tile holds no data." }.ExecuteAsync(context);
            headers["OATiles-hint"] = "empty";
            if (empty == StatusCodes.Status204NoContent || format.IsVector)
            {
                response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            }
        }

        response.ContentType = tile.MediaType;
        return TileBody.WriteAsync(context, format, tile);
    }

    /// <summary>Milliseconds of each stage (Server Timing, W3C).</summary>
    private static string Describe(RenderTiming timing, LayerKind kind)
    {
        var source = kind == LayerKind.Prediction ? "predict" : "read";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"wait;dur={timing.Wait.TotalMilliseconds:0.##}, {source};dur={timing.Values.TotalMilliseconds:0.##}, encode;dur={timing.Encode.TotalMilliseconds:0.##}");
    }
}
