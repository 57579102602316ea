using System.Text;
using System.Text.Json;
using GeoCore.Imaging;
using TileServer.Http;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;

namespace TileServer.Layers;

/// <summary>Legends, from the very scale that tiles are drawn with.</summary>
internal static class LegendEndpoints
{
    private const int DotsPerInch = 96;
    private const int LargestScale = 4;
    private const int DefaultTicks = 5;

    internal static void MapLegends(this IEndpointRouteBuilder routes)
    {
        foreach (var format in new[] { "png", "svg", "json" })
        {
            routes.MapMethods($"/layers/{{layer}}/legend.{format}", Verbs.Read, (HttpContext context, string layer, LayerCatalogue catalogue, ServedLayers layers) =>
                GetLegend(context, layer, format, catalogue, layers));
        }
    }

    private static IResult GetLegend(HttpContext context, string id, string format, LayerCatalogue catalogue, ServedLayers layers)
    {
        if (layers.Find(context, id, catalogue, out var layer) is { } missing)
            return missing;
        var query = ServedLayers.QueryOf(context);
        var options = query.Options(RenderOptions.Default);
        var drawing = ReadDrawing(query);
        var version = query.Version;
        if (query.Finish() is { } problem)
            return problem;
        options = RenderStyles.Normalize(layer, options);
        var scale = (RenderStyles.StyleOf(layer, options) as BandStyle)?.Scale;
        var tag = EntityTags.Of(Answers.ServerVersion, layer.Version, layer.Description.Title, options.CanonicalText, drawing.ToString(), format);
        var cacheControl = ServedLayers.CachePolicyOf(layer, version);
        if (format == "json")
        {
            return new Representation(tag, Answers.Json, cacheControl, () => JsonSerializer.SerializeToUtf8Bytes(
                LegendDocument.Of(layer.Description.Title, UnitOf(layer, options), scale, drawing.Ticks), LegendJson.Default.LegendDocument));
        }

        if (scale is null)
            return new Problem(ProblemKinds.NotFound) { Detail = "The colours of this layer are those of its bands; there is no legend." };
        return format == "png"
            ? new Representation(tag, PngEncoder.Instance.MediaType, cacheControl, () => Legend.ToPng(scale, drawing)) { IsCompressible = false }
            : new Representation(tag, "image/svg+xml", cacheControl, () => Encoding.UTF8.GetBytes(Legend.ToSvg(scale, drawing)));
    }

    private static LegendOptions ReadDrawing(Query query)
    {
        var isHorizontal = query.Choice("orientation", "vertical", "horizontal") == "horizontal";
        var dpi = query.Integer("dpi", DotsPerInch / 2, DotsPerInch * LargestScale);
        return new LegendOptions
        {
            Orientation = isHorizontal ? LegendOrientation.Horizontal : LegendOrientation.Vertical,
            Width = query.Integer("width", LegendOptions.SmallestEdge, LegendOptions.LargestEdge),
            Height = query.Integer("height", LegendOptions.SmallestEdge, LegendOptions.LargestEdge),
            Scale = dpi is null ? 1 : Math.Max(1, (dpi.Value + (DotsPerInch / 2)) / DotsPerInch),
            Label = query.Text("label"),
            Ticks = query.Integer("ticks", 0, 50) ?? DefaultTicks,
        };
    }

    private static string? UnitOf(Layer layer, RenderOptions options) => layer.PlanesOf(options) is [var only] ? only.Unit : null;
}
