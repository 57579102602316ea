using System.Globalization;
using System.Numerics;
using GeoCore.Gdal.Native;
using GeoCore.Raster;

namespace GeoCore.Gdal;

/// <summary>Writes Cloud-Optimized GeoTIFFs: blocks of 512 cells, Deflate with a predictor, overviews. The same cells give the same bytes.</summary>
public static class GdalCog
{
    private static int s_memoryFiles;

    /// <summary>Writes a file; a reader never sees half of it.</summary>
    /// <param name="path">File, replaced if it is there.</param>
    /// <param name="cells">Values, NaN being nodata.</param>
    /// <param name="profile">Place, type and names.</param>
    /// <param name="overviews">How cells of overviews are made: average for amounts, mode or nearest for classes.</param>
    /// <exception cref="RasterException">GDAL cannot write it.</exception>
    public static void Write<T>(string path, PixelBuffer<T> cells, RasterProfile profile, Resampling overviews = Resampling.Average)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var memory = MemoryDataset.Create(cells, profile);
        var beside = path + ".part";
        Copy(memory, "COG", beside, Options(profile, overviews));
        File.Move(beside, path, overwrite: true);
    }

    /// <summary>Copies a raster of any kind; a reader never sees half of it.</summary>
    /// <param name="source">File in any format that <see cref="GdalRaster.Open(string)"/> reads.</param>
    /// <param name="path">File, replaced if it is there.</param>
    /// <param name="isCategorical">Whether cells of overviews get the most frequent value instead of the mean.</param>
    /// <exception cref="RasterException">GDAL cannot read the one or write the other.</exception>
    public static void Convert(string source, string path, bool isCategorical)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        GdalLibrary.Require();
        using var raster = GdalRaster.OpenDataset(source);
        var beside = path + ".part";
        Copy(raster, "COG", beside, Options(isCategorical, isCategorical ? Resampling.Mode : Resampling.Average));
        File.Move(beside, path, overwrite: true);
    }

    /// <summary>Writes to memory.</summary>
    /// <param name="cells">Values, NaN being nodata.</param>
    /// <param name="profile">Place, type and names.</param>
    /// <param name="overviews">How cells of overviews are made.</param>
    /// <exception cref="RasterException">GDAL cannot write it.</exception>
    public static byte[] Encode<T>(PixelBuffer<T> cells, RasterProfile profile, Resampling overviews = Resampling.Average)
        where T : unmanaged, IFloatingPointIeee754<T> => ToMemory(cells, profile, "COG", Options(profile, overviews));

    /// <summary>Writes a plain GeoTIFF of one block to memory, as tiles are: Deflate, placed on the Earth, with nodata named.</summary>
    /// <param name="cells">Values, NaN being nodata.</param>
    /// <param name="profile">Place, type and names.</param>
    /// <exception cref="RasterException">GDAL cannot write it.</exception>
    public static byte[] EncodeTile<T>(PixelBuffer<T> cells, RasterProfile profile)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(cells);
        return ToMemory(cells, profile, "GTiff",
        [
            "COMPRESS=DEFLATE", "ZLEVEL=6", "NUM_THREADS=1", "PREDICTOR=" + (IsReal(profile) ? "3" : "2"),
            string.Create(CultureInfo.InvariantCulture, $"BLOCKYSIZE={cells.Height}"),
        ]);
    }

    private static byte[] ToMemory<T>(PixelBuffer<T> cells, RasterProfile profile, string driver, string[] options)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var memory = MemoryDataset.Create(cells, profile);
        var name = string.Create(CultureInfo.InvariantCulture, $"/vsimem/geosuite-{Interlocked.Increment(ref s_memoryFiles)}.tif");
        try
        {
            Copy(memory, driver, name, options);
            return TakeMemoryFile(name);
        }
        finally
        {
            _ = NativeMethods.VSIUnlink(name);
        }
    }

    private static void Copy(DatasetHandle source, string driver, string path, string[] options)
    {
        using var list = new StringList(options);
        GdalError.Reset();
        var copy = NativeMethods.GDALCreateCopy(NativeMethods.GDALGetDriverByName(driver), path, source.Pointer, 0, list.Pointer, 0, 0);
        if (copy == 0)
        {
            throw GdalError.Exception($"{path} cannot be written");
        }

        NativeMethods.GDALClose(copy);
    }

    private static unsafe byte[] TakeMemoryFile(string name)
    {
        var buffer = NativeMethods.VSIGetMemFileBuffer(name, out var length, 0);
        return buffer != 0 ? new ReadOnlySpan<byte>((void*)buffer, checked((int)length)).ToArray() : throw GdalError.Exception($"{name} is not there");
    }

    private static string[] Options(RasterProfile profile, Resampling overviews)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return Options(profile.Palette is not null, overviews);
    }

    private static string[] Options(bool isCategorical, Resampling overviews) =>
        [
            "COMPRESS=DEFLATE", "LEVEL=9", "NUM_THREADS=1", "BLOCKSIZE=512", "PREDICTOR=" + (isCategorical ? "NO" : "YES"),
            "OVERVIEW_RESAMPLING=" + overviews.ToString().ToUpperInvariant(),
        ];

    private static bool IsReal(RasterProfile profile) => profile.DataType is RasterDataType.Float32 or RasterDataType.Float64;
}
