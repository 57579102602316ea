using GeoCore.Tiling;

namespace GeoCore.Raster;

/// <summary>Brings windows of a raster into any lattice of pixels. A pixel depends on its place in the endless lattice only, so that tiles never show seams.</summary>
/// <remarks>
/// The level is the coarsest whose cells are no larger than a pixel; kernels are not widened beyond that (docs/decisions/0041). Cells beyond an
/// edge repeat it, columns of a raster round the Earth go round, and a pixel whose cells have no value for half of their weight has none.
/// </remarks>
public sealed class RasterWarper
{
    private readonly IRasterSource _source;
    private readonly BlockCache _cache;

    /// <summary>Creates a warper; it can be used from many threads.</summary>
    /// <param name="source">Raster.</param>
    /// <param name="cache">Keeps decoded blocks, shared with other rasters.</param>
    public RasterWarper(IRasterSource source, BlockCache cache)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(cache);
        (_source, _cache) = (source, cache);
    }

    /// <summary>The level that pixels of a lattice are read from; 0 is the finest.</summary>
    /// <param name="target">Any window of the lattice.</param>
    public int LevelFor(in PixelGrid target) => SourceLattice.ChooseLevel(_source.Info, target);

    /// <summary>Fills a window of pixels.</summary>
    /// <param name="target">The window.</param>
    /// <param name="bands">Bands wanted, from 0.</param>
    /// <param name="resampling">Kernel.</param>
    /// <param name="pixels">As many planes as there are bands, of the window's size; NaN where the raster has no value.</param>
    /// <param name="cancellationToken">Stops the work between rows.</param>
    /// <exception cref="ArgumentException">The buffer does not fit, or there is no such band or kernel.</exception>
    /// <exception cref="RasterException">The file is gone or damaged.</exception>
    public void Warp(PixelGrid target, ReadOnlySpan<int> bands, Resampling resampling, PixelBuffer<float> pixels, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.Width != target.Width || pixels.Height != target.Height || pixels.BandCount < bands.Length)
        {
            throw new ArgumentException(
                $"{pixels.BandCount} planes of {pixels.Width} × {pixels.Height} do not hold {bands.Length} of {target.Width} × {target.Height}.", nameof(pixels));
        }

        if (!Enum.IsDefined(resampling))
        {
            throw new ArgumentOutOfRangeException(nameof(resampling), resampling, "No such resampling.");
        }

        foreach (var band in bands)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)band, (uint)_source.Info.Bands.Count, nameof(bands));
        }

        var source = new SourceLattice(_source.Info, LevelFor(target));
        BlockReader ReaderOf(int band) => new(_source, _cache, source.Level, band);
        if (target.Crs.IsSeparable && source.Crs.IsSeparable || ReferenceEquals(target.Crs, source.Crs))
        {
            new SeparableSampler(source, target, resampling).Sample(ReaderOf, bands, pixels, cancellationToken);
        }
        else
        {
            new ScatteredSampler(source, target, resampling).Sample(ReaderOf, bands, pixels, cancellationToken);
        }
    }
}
