using Benchmarks.Measuring;
using GeoCore.Gdal;
using GeoCore.Raster;
using GeoCore.Tiling;

namespace Benchmarks.Rasters;

/// <summary>A 256 × 256 web Mercator tile of a COG: our sampler over decoded blocks against GDALWarp in the same process, with blocks decoded before and with none.</summary>
/// <param name="path">The raster.</param>
/// <param name="bands">Bands that are warped.</param>
/// <param name="rounds">Timings of each side.</param>
internal sealed class RasterContest(string path, int bands, int rounds) : IDisposable
{
    /// <summary>Wanted with decoded blocks.</summary>
    private const double WarmGoal = 5;

    /// <summary>Wanted without: never slower.</summary>
    private const double ColdGoal = 1;

    private const int Edge = 256;
    private const double Turn = 0.1;
    private const long CacheBytes = 1L << 28;

    private readonly int[] _bands = [.. Enumerable.Range(0, bands)];
    private readonly PixelBuffer<float> _pixels = new(bands, Edge, Edge);
    private readonly GdalRaster _source = GdalRaster.Open(path);
    private readonly GdalWarp _rival = new(path);

    /// <summary>Measures the tile of a zoom around the middle of the raster.</summary>
    public IEnumerable<Row> Run(string name, int zoom, Resampling resampling, CancellationToken cancellationToken)
    {
        var grid = TileAt(zoom);
        var warper = new RasterWarper(_source, new BlockCache(CacheBytes));
        var what = $"{name}, zoom {zoom}, {resampling.ToString().ToLowerInvariant()}";
        var warm = Contest.Run(
            [
                new("blocks decoded", () => Sample.Repeated(() => warper.Warp(grid, _bands, resampling, _pixels, cancellationToken), Turn)),
                new("GDALWarp, blocks decoded", () => Sample.Repeated(() => _rival.Warp(grid, resampling, _pixels), Turn)),
            ],
            rounds, warmUp: 1, cancellationToken);
        yield return new Row(what, warm[0], warm[1], WarmGoal);

        var cold = Contest.Run(
            [
                new("nothing decoded", () => Sample.Repeated(() => Cold(grid, resampling, cancellationToken), Turn)),
                new("GDALWarp, nothing decoded", () => Sample.Repeated(() => ColdRival(grid, resampling), Turn)),
            ],
            rounds, warmUp: 1, cancellationToken);
        yield return new Row(what, cold[0], cold[1], ColdGoal, Note: "both open the file");
    }

    public void Dispose()
    {
        _source.Dispose();
        _rival.Dispose();
    }

    private void Cold(PixelGrid grid, Resampling resampling, CancellationToken cancellationToken)
    {
        using var source = GdalRaster.Open(path);
        new RasterWarper(source, new BlockCache(CacheBytes)).Warp(grid, _bands, resampling, _pixels, cancellationToken);
    }

    private void ColdRival(PixelGrid grid, Resampling resampling)
    {
        using var rival = new GdalWarp(path);
        rival.Warp(grid, resampling, _pixels);
    }

    private PixelGrid TileAt(int zoom)
    {
        var middle = _source.Info.Envelope.Centre;
        // aside of the middle, so that the tile's corner is not a block's corner
        var (longitude, latitude) = _source.Info.Crs.ToGeographic(middle.X + _source.Info.Envelope.Width * 0.017, middle.Y + _source.Info.Envelope.Height * 0.013);
        return TileMatrixSets.WebMercatorQuad.GetGrid(TileMatrixSets.WebMercatorQuad.Locate(longitude, latitude, zoom).Tile, Edge);
    }
}
