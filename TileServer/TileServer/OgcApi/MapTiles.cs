using GeoCore.Geodesy;
using GeoCore.Tiling;
using TileServer.Http;
using TileServer.Layers;
using TileServer.Pages;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;
using TileServer.Tiles;

namespace TileServer.OgcApi;

/// <summary>OGC API Tiles (20-057): map tiles and vector tiles of collections. The row comes before the column.</summary>
internal static class MapTiles
{
    private static readonly TileFormat[] s_mapFormats = [TileFormat.Png, TileFormat.Jpeg, TileFormat.Webp, TileFormat.GeoTiff, TileFormat.Npy];

    private static readonly TileFormat[] s_vectorFormats = [TileFormat.Vector];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (path, isVector) in new[] { ("map/tiles", false), ("tiles", true) })
        {
            var root = $"/collections/{{layer}}/{path}";
            routes.MapMethods(root, Verbs.Read, (HttpContext context, string layer, LayerCatalogue catalogue, ServedLayers layers, PublicLinks links) =>
                GetTileSets(context, layer, isVector, catalogue, layers, links));
            routes.MapMethods(root + "/{tms}", Verbs.Read, (HttpContext context, string layer, string tms, LayerCatalogue catalogue, ServedLayers layers, PublicLinks links) =>
                GetTileSet(context, layer, tms, isVector, catalogue, layers, links));
            routes.MapMethods(root + "/{tms}/{z}/{y}/{x}", Verbs.Read, (HttpContext context, string layer, LayerCatalogue catalogue, ServedLayers layers, TileSender sender) =>
                GetTileAsync(context, layer, isVector, catalogue, layers, sender));
        }
    }

    /// <summary>Formats of map tiles of a layer.</summary>
    internal static IEnumerable<TileFormat> FormatsOf(Layer layer) => s_mapFormats.Where(layer.Offers);

    private static IEnumerable<TileFormat> FormatsOf(Layer layer, bool isVector) => isVector ? s_vectorFormats.Where(layer.Offers) : FormatsOf(layer);

    private static Problem? Find(HttpContext context, string id, bool isVector, LayerCatalogue catalogue, ServedLayers layers, out Layer layer)
    {
        if (layers.Find(context, id, catalogue, out layer) is { } missing)
            return missing;
        return FormatsOf(layer, isVector).Any() ? null : new Problem(ProblemKinds.NotFound) { Detail = isVector ? "This layer has no outlines; see …/map/tiles." : "This layer has no map tiles; see …/tiles." };
    }

    private static string PathOf(Layer layer, bool isVector) => $"/collections/{layer.Id}/{(isVector ? "" : "map/")}tiles";

    private static IResult GetTileSets(HttpContext context, string id, bool isVector, LayerCatalogue catalogue, ServedLayers layers, PublicLinks links)
    {
        if (Find(context, id, isVector, catalogue, layers, out var layer) is { } missing)
            return missing;
        return OgcAnswer.Of(
            context, ServedLayers.QueryOf(context), links, OgcJson.Default.TileSetList, $"Tiles of {layer.Description.Title}", [layer.Version, layer.Description.Title],
            address => new TileSetList(OgcAnswer.SelfLinks(address, PathOf(layer, isVector)), [.. TileLimits.SetsOf(layer).Select(set => Summary(layer, set, isVector, address))]), ServedLayers.CachePolicyOf(layer));
    }

    private static TileSetSummary Summary(Layer layer, TileMatrixSet set, bool isVector, string address) => new(
        TitleOf(layer, set), isVector ? "vector" : "map", set.Crs.Uri, set.Uri,
        [new("self", $"{address}{PathOf(layer, isVector)}/{set.Id}", Answers.Json, TitleOf(layer, set)), SchemeLink(set, address)]);

    private static IResult GetTileSet(HttpContext context, string id, string tms, bool isVector, LayerCatalogue catalogue, ServedLayers layers, PublicLinks links)
    {
        if (Find(context, id, isVector, catalogue, layers, out var layer) is { } missing)
            return missing;
        if (!TileMatrixSets.TryGet(tms, out var set) || !TileLimits.SetsOf(layer).Contains(set))
            return TileMatrixSetEndpoints.NotFound(tms);
        return OgcAnswer.Of(
            context, ServedLayers.QueryOf(context), links, OgcJson.Default.TileSetDocument, TitleOf(layer, set), [layer.Version, layer.Description.ToString()], address => Describe(layer, set, isVector, address),
            ServedLayers.CachePolicyOf(layer));
    }

    private static TileSetDocument Describe(Layer layer, TileMatrixSet set, bool isVector, string address)
    {
        var path = $"{PathOf(layer, isVector)}/{set.Id}";
        var bounds = layer.Bounds;
        return new TileSetDocument(
            TitleOf(layer, set), layer.Description.Description, isVector ? "vector" : "map", set.Crs.Uri, set.Uri,
            [.. Enumerable.Range(0, set.Matrices.Count).Select(zoom => TileLimits.Of(set, layer, zoom))],
            new BoundingBoxDocument([bounds.MinX, bounds.MinY], [bounds.MaxX, bounds.MaxY], Crs84.Instance.Uri),
            isVector ? [.. layer.FeatureLayers.Select(features => new TileSetLayerDocument(features.Id, "vector", features.Description))] : null,
            [
                .. OgcAnswer.SelfLinks(address, path), SchemeLink(set, address),
                .. FormatsOf(layer, isVector).Select(format => new Link(
                    "item", $"{address}{path}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}?f={format.Name}&v={layer.Version}", format.MediaType, $"Tiles as {format.Name}", true)),
            ]);
    }

    private static string TitleOf(Layer layer, TileMatrixSet set) => $"{layer.Description.Title} in {set.Id}";

    private static Link SchemeLink(TileMatrixSet set, string address) => new(OgcRelations.TilingScheme, $"{address}/tileMatrixSets/{set.Id}", Answers.Json, set.Title);

    private static Task GetTileAsync(HttpContext context, string id, bool isVector, LayerCatalogue catalogue, ServedLayers layers, TileSender sender) =>
        Read(context, id, isVector, catalogue, layers, sender, out var request, out var version) is { } problem ? problem.ExecuteAsync(context) : sender.SendAsync(context, request!, version);

    private static Problem? Read(
        HttpContext context, string id, bool isVector, LayerCatalogue catalogue, ServedLayers layers, TileSender sender, out TileRequest? request, out string? version)
    {
        (request, version) = (null, null);
        if (Find(context, id, isVector, catalogue, layers, out var layer) is { } missing)
            return missing;
        var values = context.Request.RouteValues;
        var name = (string)values["tms"]!;
        if (!TileMatrixSets.TryGet(name, out var set) || !TileLimits.SetsOf(layer).Contains(set))
            return TileMatrixSetEndpoints.NotFound(name);
        var query = ServedLayers.QueryOf(context);
        var options = query.Options(RenderOptions.Default);
        var formatName = query.Text("f");
        version = query.Version;
        if (query.Finish() is { } wrongQuery)
            return wrongQuery;

        // the row stands before the column here
        if (TileAddress.Read((string)values["z"]!, (string)values["y"]!, (string)values["x"]!, out var swapped) is { } wrongAddress)
            return wrongAddress;
        var address = swapped with { X = swapped.Y, Y = swapped.X };
        if (!TileIndex.TryCreate(set, address.Z, address.X, address.Y, out var tile) || !TileLimits.Of(set, layer, address.Z).Hold(tile.Value))
            return address.OutOfRange(set);
        var forms = FormatsOf(layer, isVector).Select(known => new Form(known.Name, known.MediaType)).ToList();
        var wanted = formatName is not null && TileFormat.TryGet(formatName, out var alias) ? alias.Name : formatName;
        if (Negotiation.Choose(context, wanted ?? address.Format?.Name, out var form, forms) is { } unsuitable)
            return unsuitable;
        TileFormat.TryGet(form.Name, out var format);
        request = new TileRequest(layer, set, tile.Value, set.Matrices[tile.Value.Z].TileSize, format!, sender.Adjust(layer, options));
        return null;
    }
}
