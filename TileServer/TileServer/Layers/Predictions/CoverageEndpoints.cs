using GeoCore.Gdal;
using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using GeoCore.Raster;
using GeoCore.Tiling;
using TileServer.Http;
using TileServer.Sources.Layers.Predictions;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;

namespace TileServer.Layers.Predictions;

/// <summary>A probability of places as one Cloud-Optimized GeoTIFF of the whole Earth, made when it is first asked for.</summary>
internal static class CoverageEndpoints
{
    internal const string MediaType = "image/tiff; application=geotiff; profile=cloud-optimized";

    /// <summary>Columns of the Earth where cells are small; a whole file has 8.4 million pixels at most.</summary>
    private const int MostColumns = 4096;

    private const int FewestColumns = 512;

    /// <summary>Pixels along the side of a cell, so that its shape is seen.</summary>
    private const double PixelsPerSide = 3;

    /// <summary>Answers a request for the file of a layer.</summary>
    internal static async Task<IResult> GetAsync(HttpContext context, PredictionLayer layer, CoverageFiles files, TileService tiles, CancellationToken cancellationToken)
    {
        var query = ServedLayers.QueryOf(context);
        var options = query.Options(RenderOptions.Default);
        var version = query.Version;
        if (query.Finish() is { } problem)
            return problem;
        options = RenderStyles.Normalize(layer, new RenderOptions { Quantity = options.Quantity });
        var tag = EntityTags.Of(Answers.ServerVersion, layer.Version, options.CanonicalText, "cog");
        context.Response.Headers.CacheControl = ServedLayers.CachePolicyOf(layer, version);
        var file = await files.GetAsync(tag, () => MakeAsync(layer, options, tiles)).WaitAsync(cancellationToken);
        return RangedFile.InMemory(file, MediaType, tag);
    }

    /// <summary>Renders under the gate that bounds all rendering; for all who wait, whoever of them leaves.</summary>
    private static async Task<byte[]> MakeAsync(PredictionLayer layer, RenderOptions options, TileService tiles)
    {
        await tiles.Gate.EnterAsync(CancellationToken.None);
        try
        {
            return await Task.Run(() => Make(layer, options));
        }
        finally
        {
            tiles.Gate.Leave();
        }
    }

    /// <summary>The file.</summary>
    internal static byte[] Make(PredictionLayer layer, RenderOptions options)
    {
        var grid = GridOf(layer.Map.Grid);
        var values = new PixelBuffer<float>(1, grid.Width, grid.Height);
        layer.Render(grid, options, values, CancellationToken.None);
        var band = layer.SelectBands(options)[0];
        return GdalCog.Encode(values, new RasterProfile(grid.Crs, grid.Envelope, RasterDataType.Float32, double.NaN) { BandNames = [band.Name], Unit = band.Unit });
    }

    /// <summary>The cells of latitude and longitude themselves; else pixels a third as wide as a cell.</summary>
    private static PixelGrid GridOf(Grid grid)
    {
        var columns = FewestColumns;
        if (grid is LatLonGrid latLon && latLon.Columns == 2 * latLon.Rows && latLon.Columns <= MostColumns)
        {
            columns = latLon.Columns;
        }
        else
        {
            var sideDegrees = Math.Sqrt(grid.Areas.TotalKm2 / grid.Count) / (Math.PI * Wgs84.MeanRadiusKm / 180);
            while (columns < MostColumns && 360.0 / columns > sideDegrees / PixelsPerSide)
                columns *= 2;
        }

        return new PixelGrid(Crs84.Instance, -180, 90, 360.0 / columns, 360.0 / columns, 0, 0, columns, columns / 2);
    }
}
