using System.Runtime.InteropServices;

namespace GeoCore.Gdal.Native;

/// <summary>The part of GDAL's C API that GeoSuite uses. These signatures have not changed between GDAL 3.0 and 3.12.</summary>
internal static partial class NativeMethods
{
    private const string Library = GdalLibrary.Name;

    [LibraryImport(Library)]
    internal static partial void GDALAllRegister();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GDALVersionInfo(string request);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void CPLSetConfigOption(string key, string? value);

    [LibraryImport(Library)]
    internal static partial nint CPLSetErrorHandler(nint handler);

    [LibraryImport(Library)]
    internal static partial void CPLErrorReset();

    [LibraryImport(Library)]
    internal static partial nint CPLGetLastErrorMsg();

    [LibraryImport(Library)]
    internal static partial int CPLGetLastErrorType();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GDALOpenEx(string path, uint flags, nint allowedDrivers, nint options, nint siblings);

    [LibraryImport(Library)]
    internal static partial void GDALClose(nint dataset);

    [LibraryImport(Library)]
    internal static partial nint GDALGetFileList(nint dataset);

    [LibraryImport(Library)]
    internal static partial int GDALGetRasterXSize(nint dataset);

    [LibraryImport(Library)]
    internal static partial int GDALGetRasterYSize(nint dataset);

    [LibraryImport(Library)]
    internal static partial int GDALGetRasterCount(nint dataset);

    [LibraryImport(Library)]
    internal static partial nint GDALGetRasterBand(nint dataset, int band);

    [LibraryImport(Library)]
    internal static partial int GDALGetGeoTransform(nint dataset, Span<double> transform);

    [LibraryImport(Library)]
    internal static partial int GDALSetGeoTransform(nint dataset, ReadOnlySpan<double> transform);

    [LibraryImport(Library)]
    internal static partial int GDALGetGCPCount(nint dataset);

    [LibraryImport(Library)]
    internal static partial nint GDALGetSpatialRef(nint dataset);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int GDALSetProjection(nint dataset, string wkt);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GDALGetMetadataItem(nint majorObject, string name, string? domain);

    [LibraryImport(Library)]
    internal static partial nint GDALGetDescription(nint majorObject);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void GDALSetDescription(nint majorObject, string text);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GDALGetDriverByName(string name);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GDALCreate(nint driver, string path, int width, int height, int bands, int type, nint options);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GDALCreateCopy(nint driver, string path, nint source, int strict, nint options, nint progress, nint progressData);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GDALAutoCreateWarpedVRT(
        nint source, string? sourceWkt, string? targetWkt, int resampling, double maximumError, nint options);

    [LibraryImport(Library)]
    internal static partial nint GDALWarpAppOptionsNew(nint arguments, nint forBinary);

    [LibraryImport(Library)]
    internal static partial void GDALWarpAppOptionsFree(nint options);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GDALWarp(string target, nint targetDataset, int count, ReadOnlySpan<nint> sources, nint options, out int usageError);

    [LibraryImport(Library)]
    internal static partial nint GDALVectorTranslateOptionsNew(nint arguments, nint forBinary);

    [LibraryImport(Library)]
    internal static partial void GDALVectorTranslateOptionsFree(nint options);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GDALVectorTranslate(string target, nint targetDataset, int count, ReadOnlySpan<nint> sources, nint options, out int usageError);

    [LibraryImport(Library)]
    internal static partial nint CSLDestroy(nint list);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint CSLAddString(nint list, string text);

    [LibraryImport(Library)]
    internal static partial void VSIFree(nint memory);

    /// <summary>Forgets what is known of a file of another server.</summary>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void VSICurlPartialClearCache(string prefix);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int VSIUnlink(string path);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint VSIGetMemFileBuffer(string path, out ulong length, int seize);
}
