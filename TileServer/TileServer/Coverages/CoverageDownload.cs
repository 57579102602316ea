using System.Globalization;
using GeoCore.Gdal;
using GeoCore.Raster;
using TileServer.Http;
using TileServer.Layers;
using TileServer.Layers.Predictions;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;

namespace TileServer.Coverages;

/// <summary>The values of a layer in a box, to be taken home.</summary>
internal static class CoverageDownload
{
    private const string Cog = "cog";

    private static readonly string[] s_formats = ["tif", Cog, "npy", "png"];

    internal static async Task<IResult> GetAsync(
        HttpContext context, string layer, LayerCatalogue catalogue, ServedLayers layers, TileService tiles, CancellationToken cancellationToken)
    {
        if (layers.Find(context, layer, catalogue, out var found) is { } missing)
            return missing;
        if (found is LayerWithoutValues)
            return new Problem(ProblemKinds.NotFound) { Detail = "This layer has no values: its features or tiles can be had." };
        var query = ServedLayers.QueryOf(context);
        var options = query.Options(RenderOptions.Default);
        options = ReadProperties(query, found, options);
        var format = query.Choice("f", s_formats) ?? "tif";
        var window = CoverageWindow.Read(query, found);
        var version = query.Version;
        if (query.Finish() is { } problem)
            return problem;
        options = RenderStyles.Normalize(found, window!.IsNative && options.Resampling is null ? options with { Resampling = Resampling.Nearest } : options);
        var planes = found.PlanesOf(options);
        var grid = window.Grid;
        if ((long)grid.Width * grid.Height * planes.Count > MapWindow.MostPixels)
        {
            return new Problem(ProblemKinds.ResultTooLarge)
            {
                Detail = string.Create(CultureInfo.InvariantCulture, $"{planes.Count} × {grid.Width} × {grid.Height} values are more than the {MapWindow.MostPixels} of one answer; ask for a smaller box, or for fewer cells with width, height or scale-factor."),
            };
        }

        var headers = context.Response.Headers;
        headers.CacheControl = ServedLayers.CachePolicyOf(found, version);
        headers["Content-Crs"] = $"<{grid.Crs.Uri}>";
        var box = grid.Envelope;
        headers["Content-Bbox"] = string.Create(CultureInfo.InvariantCulture, $"{box.MinX:R},{box.MinY:R},{box.MaxX:R},{box.MaxY:R}");
        if (format is "npy" or "png")
            return await DrawAsync(context, tiles, new WindowRequest(found, MapWindow.Of(grid), format == "png" ? TileFormat.Png : TileFormat.Npy, options), cancellationToken);
        var tag = EntityTags.Of(Answers.ServerVersion, found.Version, options.CanonicalText, grid.ToString(), format, "coverage");
        headers.ContentDisposition = $"attachment; filename=\"{found.Id}.tif\"";
        if (EntityTags.Matches(context.Request.Headers.IfNoneMatch, tag))
            return RangedFile.InMemory(ReadOnlyMemory<byte>.Empty, CoverageEndpoints.MediaType, tag);
        var file = await WriteAsync(found, window, options, format == Cog, tiles, cancellationToken);
        return RangedFile.InMemory(file, format == Cog ? CoverageEndpoints.MediaType : TileFormat.GeoTiff.MediaType, tag);
    }

    /// <summary><c>properties</c>: bands by name or as b1, b2 …</summary>
    private static RenderOptions ReadProperties(Query query, Layer layer, RenderOptions options)
    {
        if (query.Text("properties") is not { } text)
            return options;
        var numbers = text.Split(',').Select(name => layer.Bands.FirstOrDefault(band => band.Name == name || string.Create(CultureInfo.InvariantCulture, $"b{band.Number}") == name)?.Number ?? 0).ToArray();
        if (numbers.All(number => number > 0) && options.Bands.Count == 0 && options.Expression is null)
            return options with { Bands = numbers };
        query.Fault("properties", text, $"some of {string.Join(", ", layer.Bands.Take(8).Select(band => $"b{band.Number} ({band.Name})"))}, in the place of bidx and expression");
        return options;
    }

    private static async Task<IResult> DrawAsync(HttpContext context, TileService tiles, WindowRequest request, CancellationToken cancellationToken)
    {
        if (EntityTags.Matches(context.Request.Headers.IfNoneMatch, request.ETag))
            return RangedFile.InMemory(ReadOnlyMemory<byte>.Empty, request.Format.MediaType, request.ETag);
        var tile = await tiles.GetWindowAsync(request, cancellationToken);
        return RangedFile.InMemory(tile.Body, tile.MediaType, request.ETag);
    }

    private static async Task<byte[]> WriteAsync(Layer layer, CoverageWindow window, RenderOptions options, bool isOptimized, TileService tiles, CancellationToken cancellationToken)
    {
        await tiles.Gate.EnterAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Write(layer, window, options, isOptimized, cancellationToken), cancellationToken);
        }
        finally
        {
            tiles.Gate.Leave();
        }
    }

    private static bool HasNoData(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (float.IsNaN(value))
                return true;
        }

        return false;
    }

    private static byte[] Write(Layer layer, CoverageWindow window, RenderOptions options, bool isOptimized, CancellationToken cancellationToken)
    {
        var planes = layer.PlanesOf(options);
        var grid = window.Grid;
        var values = new PixelBuffer<float>(planes.Count, grid.Width, grid.Height);
        layer.Render(grid, options, values, cancellationToken);
        var type = planes.All(plane => plane.DataType == planes[0].DataType) ? planes[0].DataType : RasterDataType.Float32;
        var noData = planes[0].NoData;

        // without a number for nodata whole numbers are written as floats, where NaN is one
        if (noData is null && HasNoData(values.Values))
            (type, noData) = (RasterDataType.Float32, double.NaN);
        else if (type is RasterDataType.Float32 or RasterDataType.Float64)
            (type, noData) = (RasterDataType.Float32, noData ?? double.NaN);
        var profile = new RasterProfile(grid.Crs, grid.Envelope, type, noData) { BandNames = [.. planes.Select(plane => plane.Name)], Unit = planes[0].Unit };
        return isOptimized || Math.Max(grid.Width, grid.Height) > TileRequest.MostPixels
            ? GdalCog.Encode(values, profile, layer.IsCategorical ? Resampling.Mode : Resampling.Average)
            : GdalCog.EncodeTile(values, profile);
    }
}
