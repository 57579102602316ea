using GeoCore.Tiling;
using TileServer.Http;
using TileServer.Layers;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Tiles;

namespace TileServer.Tiles;

/// <summary>The tiles themselves: the one path where every microsecond counts, so headers and body are written by hand.</summary>
internal sealed class TileEndpoints(CurrentCatalogue current, ServedLayers layers, TileSender sender)
{
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

    private Task AnswerAsync(HttpContext context, LayerCatalogue catalogue) =>
        Read(context, catalogue, out var request, out var query) is { } problem ? problem.ExecuteAsync(context) : sender.SendAsync(context, request!, query.Version, query.Empty);

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
        request = new TileRequest(layer, set, tile, pixels, format, sender.Adjust(layer, query.Options), query.Features);
        return null;
    }
}
