using GeoCore.Tiling;
using TileServer.Http;
using TileServer.Layers;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Sources.Layers.Archives;
using TileServer.Sources.Layers.Predictions;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;
using TileServer.Sources.Vectors;

namespace TileServer.Tiles;

/// <summary>Describes the tiles of a layer to map programs.</summary>
internal static class TileJsonEndpoints
{
    internal static void MapTileJson(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/tiles/{layer}/tilejson.json", Verbs.Read, (HttpContext context, string layer, LayerCatalogue catalogue, ServedLayers layers, PublicLinks links) =>
            GetTileJson(context, layer, TileMatrixSets.WebMercatorQuad.Id, catalogue, layers, links));
        routes.MapMethods("/tiles/{layer}/{tms}/tilejson.json", Verbs.Read, GetTileJson);
    }

    private static IResult GetTileJson(HttpContext context, string layer, string tms, LayerCatalogue catalogue, ServedLayers layers, PublicLinks links)
    {
        if (layers.Find(context, layer, catalogue, out var found) is { } missing)
            return missing;
        if (!TileMatrixSets.TryGet(tms, out var set))
            return TileMatrixSetEndpoints.NotFound(tms);
        var query = ServedLayers.QueryOf(context);
        var isDense = query.PixelRatio() == 2;
        var options = query.Options(RenderOptions.Default);
        var size = query.Choice("tilesize", "256", "512");
        var scheme = query.Choice("scheme", "xyz", "tms") ?? "xyz";
        var empty = query.Choice("empty", "200", "204", "404");
        var formatName = query.Text("f") ?? found.DefaultFormat.Name;
        _ = query.Version;
        var choice = FeatureChoice.Read(query.Text("layers"), query.Text("level"));
        if (query.Finish() is { } problem)
            return problem;
        if (!TileFormat.TryGet(formatName, out var format))
            return TileAddress.UnsupportedFormat("f", formatName);
        if (!found.Offers(format))
            return Problem.InvalidParameter("f", formatName, $"one of {string.Join(", ", TileFormat.All.Where(found.Offers))}, which this layer has");
        if (found is ArchiveLayer && set != TileMatrixSets.WebMercatorQuad)
            return Problem.InvalidParameter("tms", set.Id, $"{TileMatrixSets.WebMercatorQuad.Id}, in which the tiles of this layer were made");
        if (!links.TryGetBase(context, out var address))
            return PublicLinks.InvalidHost(context);

        // a style that no tile could be drawn with is told here, not by every tile
        options = RenderStyles.Normalize(found, options);
        if (format.IsPicture && found.Bands.Count > 0)
            _ = RenderStyles.StyleOf(found, options);
        var style = format.IsVector ? choice.For(found).CanonicalText : options.CanonicalText;
        var making = (found as PredictionLayer)?.Making ?? "";
        string?[] parts = [making.Length > 0 ? making : null, style.Length > 0 ? style : null, size is null ? null : $"tilesize={size}", empty is null ? null : $"empty={empty}",
            scheme == "tms" ? "scheme=tms" : null, $"v={found.Version}"];
        var parameters = string.Join('&', parts.OfType<string>());
        var folder = set == TileMatrixSets.WebMercatorQuad ? found.Id : $"{found.Id}/{set.Id}";
        var template = $"{address}/tiles/{folder}/{{z}}/{{x}}/{{y}}{(isDense ? "@2x" : "")}.{format.Name}?{parameters}";
        var edge = (size is null ? set.Matrices[0].TileSize : size == "512" ? 512 : 256) * (isDense ? 2 : 1);
        return Answers.Metadata(context, TileJson.Default.TileJsonDocument, [address, found.Version],
            () => Describe(found, set, scheme, template, edge, format, $"{address}/layers/{found.Id}/legend.svg?{(making.Length > 0 ? making + "&" : "")}{(style.Length > 0 ? style + "&" : "")}v={found.Version}"),
            cacheControl: ServedLayers.CachePolicyOf(found));
    }

    private static TileJsonDocument Describe(Layer layer, TileMatrixSet set, string scheme, string template, int edge, TileFormat format, string legend)
    {
        var bounds = LayerDocument.BoundsOf(layer);
        var minZoom = TileLimits.ZoomIn(set, layer.MinZoom);
        return new TileJsonDocument(
            "3.0.0", layer.Id, layer.Description.Title, layer.Description.Description, "1.0.0+" + layer.Version, layer.Description.Attribution, scheme,
            [template], minZoom, TileLimits.ZoomIn(set, layer.MaxZoom), bounds,
            [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2, minZoom], layer.IsStylable || layer.IsCategorical ? legend : null, edge, set.Crs.Uri,
            [
                .. layer.SelectBands(RenderOptions.Default).Select(band => (band.Name, Statistics: layer.GetStatistics(band.Number)))
                    .Select(band => new TileJsonStatistics(
                        band.Name, band.Statistics.Minimum, band.Statistics.Maximum, band.Statistics.Percentile2, band.Statistics.Percentile98)),
            ],
            format.IsVector ? TileJsonVectorLayer.Of(layer) : null);
    }
}
