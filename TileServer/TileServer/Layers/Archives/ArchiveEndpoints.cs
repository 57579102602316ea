using TileServer.Http;
using TileServer.Pages;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers.Archives;

namespace TileServer.Layers.Archives;

/// <summary>Archives of tiles as files, also in ranges: map programs read PMTiles without a server of tiles.</summary>
internal static class ArchiveEndpoints
{
    private static readonly (string Extension, string MediaType)[] s_kinds = [(".pmtiles", "application/vnd.pmtiles"), (".mbtiles", "application/vnd.mapbox-mbtiles")];

    internal static void MapArchives(this IEndpointRouteBuilder routes)
    {
        foreach (var (extension, mediaType) in s_kinds)
        {
            RequestDelegate get = context => Get(context, extension, mediaType).ExecuteAsync(context);
            routes.MapMethods($"/archives/{{layer}}{extension}", Verbs.Read, get);
        }
    }

    /// <summary>Where the file of a layer is to be had.</summary>
    internal static IEnumerable<Link> LinksOf(ArchiveLayer layer, string address) =>
        s_kinds.Where(kind => layer.FilePath.EndsWith(kind.Extension, StringComparison.OrdinalIgnoreCase))
            .Select(kind => new Link("enclosure", $"{address}/archives/{layer.Id}{kind.Extension}?v={layer.Version}", kind.MediaType));

    private static IResult Get(HttpContext context, string extension, string mediaType)
    {
        var services = context.RequestServices;
        if (services.GetRequiredService<ServedLayers>().Find(context, (string)context.Request.RouteValues["layer"]!, services.GetRequiredService<LayerCatalogue>(), out var found) is { } missing)
            return missing;
        var query = ServedLayers.QueryOf(context);
        var version = query.Version;
        if (query.Finish() is { } problem)
            return problem;
        if (found is not ArchiveLayer archive || !archive.FilePath.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            return new Problem(ProblemKinds.NotFound) { Detail = $"This layer is no file of the kind {extension[1..]}." };
        context.Response.Headers.CacheControl = ServedLayers.CachePolicyOf(found, version);
        context.Response.Headers.ContentDisposition = $"attachment; filename={found.Id}{extension}";
        return RangedFile.OnDisk(archive.FilePath, found.Version, extension, mediaType);
    }
}
