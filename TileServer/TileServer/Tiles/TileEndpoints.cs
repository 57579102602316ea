using System.Globalization;
using GeoCore.Tiling;
using Microsoft.Extensions.Options;
using TileServer.Hosting;
using TileServer.Http;
using TileServer.Layers;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Sources.Tiles;

namespace TileServer.Tiles;

/// <summary>The tiles themselves: the one path where every microsecond counts, so headers and body are written by hand.</summary>
internal sealed class TileEndpoints(CurrentCatalogue current, ServedLayers layers, TileService tiles, IOptions<ServerOptions> serverOptions)
{
    private readonly bool _tellsTiming = serverOptions.Value.ServerTiming;
    private readonly bool _isExact = serverOptions.Value.IsExact;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<TileEndpoints>();
        RequestDelegate getTile = endpoints.GetTileAsync;
        routes.MapMethods("/tiles/{layer}/{z}/{x}/{file}", Verbs.Read, getTile);
        routes.MapMethods("/tiles/{layer}/{tms}/{z}/{x}/{file}", Verbs.Read, getTile);
    }

    /// <summary>Holds the catalogue while a request is answered; most are within the call.</summary>
    private Task GetTileAsync(HttpContext context)
    {
        var catalogue = current.Acquire();
        var isOver = true;
        try
        {
            var answer = AnswerAsync(context, catalogue);
            isOver = answer.IsCompleted;
            return isOver ? answer : HoldAsync(catalogue, answer);
        }
        finally
        {
            if (isOver)
                catalogue.Dispose();
        }
    }

    private static async Task HoldAsync(LayerCatalogue catalogue, Task answer)
    {
        using (catalogue)
            await answer;
    }

    /// <summary>Answers from the entity tag alone where the client has the tile; else from memory, or by rendering.</summary>
    private Task AnswerAsync(HttpContext context, LayerCatalogue catalogue)
    {
        var problem = Read(context, catalogue, out var request, out var query);
        if (problem is not null)
            return problem.ExecuteAsync(context);
        var headers = context.Response.Headers;
        var tag = request!.ETag;
        headers.ETag = tag;
        headers.CacheControl = ServedLayers.CachePolicyOf(request.Layer, query.Version);
        if (EntityTags.Matches(context.Request.Headers.IfNoneMatch, tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return tiles.Find(request) is { } known ? WriteAsync(context, request, query, known) : RenderAsync(context, request, query);
    }

    private async Task RenderAsync(HttpContext context, TileRequest request, TileQuery query) =>
        await WriteAsync(context, request, query, await tiles.GetTileAsync(request, context.RequestAborted));

    private Task WriteAsync(HttpContext context, TileRequest request, TileQuery query, Tile tile)
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
            headers["Server-Timing"] = Describe(timing, request.Layer.Kind);
        if (tile.IsEmpty)
        {
            if (query.Empty == StatusCodes.Status404NotFound)
                return new Problem(ProblemKinds.TileEmpty) { Detail = "The tile holds no data." }.ExecuteAsync(context);
            headers["OATiles-hint"] = "empty";
            if (query.Empty == StatusCodes.Status204NoContent || request.Format.IsVector)
            {
                response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            }
        }

        response.ContentType = tile.MediaType;
        return TileBody.WriteAsync(context, request.Format, tile);
    }

    /// <summary>Reads path and query, cheapest and most general first.</summary>
    private Problem? Read(HttpContext context, LayerCatalogue catalogue, out TileRequest? request, out TileQuery query)
    {
        request = null;
        query = TileQuery.Default;
        var values = context.Request.RouteValues;
        var id = (string)values["layer"]!;
        if (layers.Find(context, id, catalogue, out var layer) is { } missing)
            return missing;
        var set = TileMatrixSets.WebMercatorQuad;
        if (values["tms"] is string name && !TileMatrixSets.TryGet(name, out set!))
            return TileMatrixSetEndpoints.NotFound(name);
        if (TileAddress.Read((string)values["z"]!, (string)values["x"]!, (string)values["file"]!, out var address) is { } wrongAddress)
            return wrongAddress;
        if (TileQuery.Read(context, out query) is { } wrongQuery)
            return wrongQuery;
        if (!TileIndex.TryCreate(set, address.Z, address.X, address.Y, out var index))
            return address.OutOfRange(set);
        var tile = query.CountsFromSouth ? index.Value with { Y = set.FlipRow(index.Value) } : index.Value;
        var format = query.Format ?? address.Format ?? (layer.Bands.Count > 0 ? TileBody.Negotiate(context) : layer.DefaultFormat);
        var pixels = (query.TileSize ?? set.Matrices[tile.Z].TileSize) * address.PixelRatio;
        var options = _isExact && layer.Kind == LayerKind.Prediction ? query.Options with { Exact = true } : query.Options;
        request = new TileRequest(layer, set, tile, pixels, format, options);
        return null;
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
