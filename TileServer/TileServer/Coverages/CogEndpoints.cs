using System.Text;
using TileServer.Http;
using TileServer.Layers;
using TileServer.Layers.Predictions;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Sources.Layers.Predictions;
using TileServer.Sources.Tiles;

namespace TileServer.Coverages;

/// <summary>Layers as files that GIS programs read in pieces, and the page that lists them.</summary>
internal static class CogEndpoints
{
    internal static void MapCoverages(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/cog/", Verbs.Read, GetIndex);
        routes.MapMethods("/cog/{layer}.tif", Verbs.Read, GetFileAsync);
        routes.MapMethods("/collections/{layer}/coverage", Verbs.Read, CoverageDownload.GetAsync);
    }

    /// <summary>Whether a layer has a file.</summary>
    internal static bool HasFile(Layer layer) => layer is PredictionLayer or RasterLayer { FilePath: not null };

    /// <summary>One file a line, in the form that GDAL takes for the listing of a folder: it then knows that there are no files beside them, and asks for none.</summary>
    private static IResult GetIndex(HttpContext context, LayerCatalogue catalogue)
    {
        if (new Query(context).Finish() is { } problem)
            return problem;
        string[] files = [.. catalogue.Layers.Where(HasFile).Select(layer => $"{layer.Id}.tif")];
        return new Representation(EntityTags.Of([Answers.ServerVersion, "cog", .. files]), "text/html; charset=utf-8", CachePolicy.Metadata, () => Encoding.UTF8.GetBytes(
            $"<!DOCTYPE html>\n<html><head><title>Index of /cog/</title></head><body>\n<h1>Index of /cog/</h1>\n{string.Concat(files.Select(file => $"<a href=\"{file}\">{file}</a>\n"))}</body></html>\n"));
    }

    private static async Task<IResult> GetFileAsync(
        HttpContext context, string layer, LayerCatalogue catalogue, ServedLayers layers, CoverageFiles rendered, CogFiles converted, TileService tiles, CancellationToken cancellationToken)
    {
        if (layers.Find(context, layer, catalogue, out var found) is { } missing)
            return missing;
        if (found is PredictionLayer prediction)
            return await CoverageEndpoints.GetAsync(context, prediction, rendered, tiles, cancellationToken);
        if (found is not RasterLayer { FilePath: { } path } raster)
            return new Problem(ProblemKinds.NotFound) { Detail = "This layer is no raster in one file; its coverage can be downloaded." };
        var query = ServedLayers.QueryOf(context);
        var version = query.Version;
        if (query.Finish() is { } problem)
            return problem;
        if (!CogFiles.IsOptimized(raster))
        {
            var full = raster.Info.Levels[0];
            if ((long)full.Width * full.Height * raster.Info.Bands.Count > CogFiles.MostCells)
                return new Problem(ProblemKinds.ResultTooLarge) { Detail = FormattableString.Invariant($"The raster is stored otherwise, and has more than the {CogFiles.MostCells} cells that are converted; ask for parts of its coverage.") };
            path = await converted.GetAsync(raster, tiles.Gate).WaitAsync(cancellationToken);
        }

        context.Response.Headers.CacheControl = ServedLayers.CachePolicyOf(found, version);
        return RangedFile.OnDisk(path, found.Version, "cog", CoverageEndpoints.MediaType);
    }
}
