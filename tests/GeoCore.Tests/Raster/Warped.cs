using GeoCore.Gdal;
using GeoCore.Raster;
using GeoCore.Tiling;

namespace GeoCore.Tests.Raster;

/// <summary>Windows of rasters, by our sampler and by GDAL's.</summary>
internal static class Warped
{
    internal static PixelGrid Tile(int z, int x, int y, int pixels = 256, TileMatrixSet? set = null) =>
        (set ?? TileMatrixSets.WebMercatorQuad).GetGrid(new TileIndex(z, x, y), pixels);

    /// <summary>The tile of Web Mercator that holds a place.</summary>
    internal static PixelGrid TileAt(double longitude, double latitude, int z) =>
        TileMatrixSets.WebMercatorQuad.GetGrid(TileMatrixSets.WebMercatorQuad.Locate(longitude, latitude, z).Tile, 256);

    internal static float[] Ours(IRasterSource source, PixelGrid target, Resampling resampling, BlockCache? cache = null)
    {
        var pixels = new PixelBuffer<float>(1, target.Width, target.Height);
        new RasterWarper(source, cache ?? new BlockCache(1 << 26)).Warp(target, [0], resampling, pixels, TestContext.Current.CancellationToken);
        return pixels.Values.ToArray();
    }

    internal static float[] OfGdal(string path, PixelGrid target, Resampling resampling)
    {
        using var gdal = new GdalWarp(path);
        var pixels = new PixelBuffer<float>(1, target.Width, target.Height);
        gdal.Warp(target, resampling, pixels, useOverviews: false, largestError: 0);
        return pixels.Values.ToArray();
    }
}
