using TileServer.Features;
using TileServer.Http;
using TileServer.Layers.Archives;
using TileServer.Pages;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Sources.Layers.Archives;
using TileServer.Sources.Layers.Features;
using TileServer.Sources.Layers.Predictions;
using TileServer.Sources.Styles;
using TileServer.Statistics;

namespace TileServer.Layers;

/// <summary>The catalogue.</summary>
internal static class LayerEndpoints
{
    internal static void MapLayers(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/layers", Verbs.Read, GetLayers);
        routes.MapMethods("/layers/{layer}", Verbs.Read, GetLayer);
        routes.MapPoints();
        routes.MapLegends();
        routes.MapStatistics();
        routes.MapSearches();
    }

    /// <summary>The answer where there is no such layer: gone for now, or never heard of.</summary>
    internal static Problem NotFound(string id, LayerCatalogue catalogue)
    {
        if (catalogue.TryGetFailure(id, out var failure))
            return new Problem(ProblemKinds.SourceUnavailable) { Detail = $"Layer '{failure.Id}' cannot be opened." };
        var suggestions = catalogue.Suggest(id);
        return new Problem(ProblemKinds.LayerNotFound)
        {
            Detail = "There is no layer of this name; /layers lists all.",
            Suggestions = suggestions.Count > 0 ? suggestions : null,
        };
    }

    private static IResult GetLayers(HttpContext context, LayerCatalogue catalogue) =>
        new Query(context).Finish() ?? (IResult)Answers.Metadata(
            context, LayerJson.Default.LayerList, [.. catalogue.Layers.Select(VersionOf)],
            () => new LayerList([.. catalogue.Layers.Select(LayerDocument.Of)]));

    private static IResult GetLayer(HttpContext context, string layer, LayerCatalogue catalogue, ServedLayers layers, PublicLinks links)
    {
        if (layers.Find(context, layer, catalogue, out var found) is { } missing)
            return missing;
        if (ServedLayers.QueryOf(context).Finish() is { } problem)
            return problem;
        return links.TryGetBase(context, out var address)
            ? Answers.Metadata(context, LayerJson.Default.LayerDetail, [VersionOf(found), address], () => Describe(found, address), cacheControl: ServedLayers.CachePolicyOf(found))
            : PublicLinks.InvalidHost(context);
    }

    private static LayerDetail Describe(Layer layer, string address)
    {
        var defaults = layer.GetStyleDefaults(RenderOptions.Default);
        var making = (layer as PredictionLayer)?.Making ?? "";
        return new LayerDetail(
            LayerDocument.Of(layer),
            new StyleDocument(
                layer.IsStylable && defaults.Classes is null ? defaults.Colormap : null, RenderOptionsReader.NameOf(defaults.Transform),
                [.. defaults.Ranges.Select(range => new[] { range.Minimum, range.Maximum })]),
            [.. layer.Bands.Select(band => StatisticsOf(layer, band.Number))],
            [
                new Link("self", $"{address}/layers/{layer.Id}", Answers.Json),
                new Link("tilejson", $"{address}/tiles/{layer.Id}/tilejson.json{(making.Length > 0 ? "?" + making : "")}", Answers.Json),
                .. layer.IsStylable || layer.IsCategorical ? LegendLinks(layer, address, making) : [],
                new Link("viewer", $"{address}/viewer?layer={layer.Id}", "text/html"),
                new Link("qgis", $"{address}/qgis/{layer.Id}.qlr{(making.Length > 0 ? "?" + making : "")}", Qgis.LayerDefinition.MediaType),
                .. layer is RasterLayer { FilePath: not null } ? [new Link("geotiff", $"{address}/cog/{layer.Id}.tif", "image/tiff; application=geotiff; profile=cloud-optimized")] : Array.Empty<Link>(),
                .. layer is PredictionLayer ? PredictionLinks(layer, address, making) : [],
                .. layer is VectorLayer ? [new Link("items", $"{address}/collections/{layer.Id}/items", GeoJsonWriter.MediaType)] : Array.Empty<Link>(),
                .. layer is ArchiveLayer archive ? ArchiveEndpoints.LinksOf(archive, address) : [],
            ]);
    }

    /// <summary>What only layers have whose colours stand for values.</summary>
    private static Link[] LegendLinks(Layer layer, string address, string making) =>
        [new("legend", $"{address}/layers/{layer.Id}/legend.svg?{(making.Length > 0 ? making + "&" : "")}v={layer.Version}", "image/svg+xml")];

    /// <summary>What only probabilities of places have.</summary>
    private static Link[] PredictionLinks(Layer layer, string address, string making)
    {
        var (alone, more) = (making.Length > 0 ? "?" + making : "", making.Length > 0 ? "&" + making : "");
        return
        [
            new("vectors", $"{address}/tiles/{layer.Id}/tilejson.json?f=mvt{more}", Answers.Json),
            new("regions", $"{address}/layers/{layer.Id}/regions{alone}", Predictions.RegionFeatures.MediaType),
            new("geotiff", $"{address}/cog/{layer.Id}.tif{alone}", "image/tiff; application=geotiff; profile=cloud-optimized"),
        ];
    }

    private static StatisticsDocument StatisticsOf(Layer layer, int band)
    {
        var statistics = layer.GetStatistics(band);
        return new(band, statistics.Minimum, statistics.Maximum, statistics.Percentile2, statistics.Percentile98, statistics.Count);
    }

    /// <summary>What a description depends on: pixels and texts.</summary>
    private static string VersionOf(Layer layer) => $"{layer.Version} {layer.Description}";
}
