using GeoCore.Imaging;
using TileServer.Http;

namespace TileServer.Styles;

/// <summary>The colours that can be named in a request.</summary>
internal static class ColormapEndpoints
{
    private const string PngExtension = ".png";
    private const int DefaultWidth = 256;
    private const int DefaultHeight = 24;

    internal static void MapColormaps(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/colormaps", Verbs.Read, GetColormaps);
        routes.MapMethods("/colormaps/{name}", Verbs.Read, GetColormap);
    }

    private static IResult GetColormaps(HttpContext context) =>
        new Query(context).Finish() ?? (IResult)Answers.Metadata(
            context, ColormapJson.Default.ColormapList, [], () => new ColormapList([.. Colormaps.All.Select(ColormapSummary.Of)]));

    /// <summary>256 colours as JSON, or with <c>.png</c> behind the name as a picture.</summary>
    private static IResult GetColormap(HttpContext context, string name)
    {
        var isPicture = name.EndsWith(PngExtension, StringComparison.Ordinal);
        var query = new Query(context);
        var width = isPicture ? query.Integer("width", 1, LegendOptions.LargestEdge) ?? DefaultWidth : 0;
        var height = isPicture ? query.Integer("height", 1, LegendOptions.LargestEdge) ?? DefaultHeight : 0;
        if (query.Finish() is { } problem)
            return problem;
        if (!Colormaps.TryGet(isPicture ? name[..^PngExtension.Length] : name, out var map))
        {
            return new Problem(ProblemKinds.NotFound)
            {
                Detail = "There is no colormap of this name.",
                Suggestions = Suggestions.For(name, Colormaps.All.Select(known => known.Name)),
            };
        }

        return isPicture
            ? new Representation(
                EntityTags.Of(Answers.ServerVersion, map.Name, $"{width}x{height}"), PngEncoder.Instance.MediaType, CachePolicy.Metadata,
                () => Legend.RampPng(map, width, height))
            { IsCompressible = false }
            : Answers.Metadata(context, ColormapJson.Default.ColormapDocument, [], () => ColormapDocument.Of(map));
    }
}
