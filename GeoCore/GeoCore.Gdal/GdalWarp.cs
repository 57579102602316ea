using System.Globalization;
using GeoCore.Gdal.Native;
using GeoCore.Raster;
using GeoCore.Tiling;

namespace GeoCore.Gdal;

/// <summary>GDAL's own warper, for what is warped once and as the measure of our sampler.</summary>
public sealed class GdalWarp : IDisposable
{
    private readonly DatasetHandle _source;

    /// <summary>Opens a file for warping; one thread at a time may use it.</summary>
    /// <param name="path">File.</param>
    /// <exception cref="RasterException">GDAL refuses.</exception>
    public GdalWarp(string path) => _source = DatasetHandle.Open(path);

    /// <summary>Warps a window into memory.</summary>
    /// <param name="target">Window wanted; its reference system has an EPSG code.</param>
    /// <param name="resampling">Kernel.</param>
    /// <param name="pixels">Receives the first bands; NaN where there is nothing.</param>
    /// <param name="useOverviews">Whether GDAL may choose an overview.</param>
    /// <param name="largestError">Pixels by which positions may be off, for speed; GDAL's own default is an eighth.</param>
    /// <exception cref="RasterException">GDAL cannot warp it.</exception>
    public void Warp(PixelGrid target, Resampling resampling, PixelBuffer<float> pixels, bool useOverviews = true, double largestError = 0.125)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        var bounds = target.Envelope;
        string[] arguments =
        [
            "-of", "MEM", "-t_srs", SpatialReference.WktOf(target.Crs), "-ot", "Float32", "-dstnodata", "nan",
            "-te", Text(bounds.MinX), Text(bounds.MinY), Text(bounds.MaxX), Text(bounds.MaxY),
            "-ts", Text(target.Width), Text(target.Height), "-r", resampling == Resampling.Nearest ? "near" : Text(resampling),
            "-ovr", useOverviews ? "AUTO" : "NONE",
            "-et", Text(largestError),
        ];
        using var list = new StringList(arguments);
        var options = NativeMethods.GDALWarpAppOptionsNew(list.Pointer, 0);
        try
        {
            GdalError.Reset();
            var result = NativeMethods.GDALWarp(string.Empty, 0, 1, [_source.Pointer], options, out _);
            using var warped = result != 0 ? new DatasetHandle(result) : throw GdalError.Exception("The window cannot be warped");
            for (var band = 0; band < pixels.BandCount; band++)
            {
                RasterTransfer.Read(
                    NativeMethods.GDALGetRasterBand(result, band + 1), 0, 0, target.Width, target.Height, pixels.Band(band));
            }
        }
        finally
        {
            NativeMethods.GDALWarpAppOptionsFree(options);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private static string Text<T>(T value) => string.Create(CultureInfo.InvariantCulture, $"{value}").ToLowerInvariant();
}
