using System.Globalization;
using TileServer.Http;
using TileServer.Layers;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;
using TileServer.Tiles;

namespace TileServer.OgcApi;

/// <summary>OGC API Maps (20-058): a map of a collection.</summary>
internal static class MapEndpoints
{
    private static readonly Form[] s_forms = [.. new[] { TileFormat.Png, TileFormat.Jpeg, TileFormat.Webp, TileFormat.GeoTiff, TileFormat.Npy }.Select(format => new Form(format.Name, format.MediaType))];

    internal static Task GetMapAsync(HttpContext context, string layer, LayerCatalogue catalogue, ServedLayers layers, TileSender sender)
    {
        if (Read(context, layer, catalogue, layers, sender, out var request, out var version) is { } problem)
            return problem.ExecuteAsync(context);
        var (grid, headers) = (request!.Grid, context.Response.Headers);
        var box = grid.Envelope;
        double[] edges = grid.Crs.AuthorityAxesAreSwapped ? [box.MinY, box.MinX, box.MaxY, box.MaxX] : [box.MinX, box.MinY, box.MaxX, box.MaxY];
        headers["Content-Crs"] = $"<{grid.Crs.Uri}>";
        headers["Content-Bbox"] = string.Join(',', edges.Select(edge => edge.ToString("R", CultureInfo.InvariantCulture)));
        return sender.SendAsync(context, request, version);
    }

    private static Problem? Read(HttpContext context, string id, LayerCatalogue catalogue, ServedLayers layers, TileSender sender, out WindowRequest? request, out string? version)
    {
        (request, version) = (null, null);
        if (layers.Find(context, id, catalogue, out var layer) is { } missing)
            return missing;
        if (layer.Bands.Count == 0)
            return new Problem(ProblemKinds.NotFound) { Detail = "This layer has features or finished tiles; there are no maps of it." };
        var query = ServedLayers.QueryOf(context);
        var background = MapRequest.ReadBackground(query);

        // the background has a form of its own here
        var options = query.Options(RenderOptions.Default, "bgcolor");
        var window = MapRequest.Read(query, layer);
        var name = query.Text("f");
        version = query.Version;
        if (query.Finish() is { } problem)
            return problem;
        if (Negotiation.Choose(context, name is not null && TileFormat.TryGet(name, out var alias) ? alias.Name : name, out var form, s_forms) is { } unsuitable)
            return unsuitable;
        TileFormat.TryGet(form.Name, out var format);
        request = new WindowRequest(layer, window!, format!, sender.Adjust(layer, options with { Background = background }));
        return null;
    }
}
