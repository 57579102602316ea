using System.Runtime.InteropServices;

namespace GeoCore.Gdal.Native;

/// <summary>Bands and reference systems.</summary>
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int GDALGetRasterDataType(nint band);

    [LibraryImport(Library)]
    internal static partial void GDALGetBlockSize(nint band, out int width, out int height);

    [LibraryImport(Library)]
    internal static partial int GDALGetRasterBandXSize(nint band);

    [LibraryImport(Library)]
    internal static partial int GDALGetRasterBandYSize(nint band);

    [LibraryImport(Library)]
    internal static partial double GDALGetRasterNoDataValue(nint band, out int isSet);

    [LibraryImport(Library)]
    internal static partial int GDALSetRasterNoDataValue(nint band, double value);

    [LibraryImport(Library)]
    internal static partial double GDALGetRasterScale(nint band, out int isSet);

    [LibraryImport(Library)]
    internal static partial double GDALGetRasterOffset(nint band, out int isSet);

    [LibraryImport(Library)]
    internal static partial nint GDALGetRasterUnitType(nint band);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int GDALSetRasterUnitType(nint band, string unit);

    [LibraryImport(Library)]
    internal static partial int GDALGetOverviewCount(nint band);

    [LibraryImport(Library)]
    internal static partial nint GDALGetOverview(nint band, int overview);

    [LibraryImport(Library)]
    internal static partial int GDALGetRasterColorInterpretation(nint band);

    [LibraryImport(Library)]
    internal static partial int GDALSetRasterColorInterpretation(nint band, int interpretation);

    [LibraryImport(Library)]
    internal static partial nint GDALGetRasterColorTable(nint band);

    [LibraryImport(Library)]
    internal static partial int GDALSetRasterColorTable(nint band, nint table);

    [LibraryImport(Library)]
    internal static partial nint GDALCreateColorTable(int interpretation);

    [LibraryImport(Library)]
    internal static partial void GDALDestroyColorTable(nint table);

    [LibraryImport(Library)]
    internal static partial void GDALSetColorEntry(nint table, int index, in ColorEntry entry);

    [LibraryImport(Library)]
    internal static partial int GDALGetColorEntryCount(nint table);

    [LibraryImport(Library)]
    internal static partial int GDALGetColorEntryAsRGB(nint table, int index, out ColorEntry entry);

    [LibraryImport(Library)]
    internal static partial nint GDALGetRasterCategoryNames(nint band);

    [LibraryImport(Library)]
    internal static partial int GDALGetMaskFlags(nint band);

    [LibraryImport(Library)]
    internal static partial nint GDALGetMaskBand(nint band);

    [LibraryImport(Library)]
    internal static unsafe partial int GDALRasterIOEx(
        nint band, int direction, int column, int row, int width, int height, void* buffer, int bufferWidth, int bufferHeight,
        int bufferType, long pixelSpace, long lineSpace, ref RasterIOExtra extra);

    [LibraryImport(Library)]
    internal static partial nint OSRNewSpatialReference(nint wkt);

    [LibraryImport(Library)]
    internal static partial void OSRDestroySpatialReference(nint system);

    [LibraryImport(Library)]
    internal static partial int OSRImportFromEPSG(nint system, int code);

    [LibraryImport(Library)]
    internal static partial int OSRExportToWkt(nint system, out nint wkt);

    [LibraryImport(Library)]
    internal static partial nint OSRGetAuthorityName(nint system, nint node);

    [LibraryImport(Library)]
    internal static partial nint OSRGetAuthorityCode(nint system, nint node);

    [LibraryImport(Library)]
    internal static partial void OSRSetPROJSearchPaths(nint paths);

    /// <summary>GDALColorEntry.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct ColorEntry
    {
        internal short Red, Green, Blue, Alpha;
    }

    /// <summary>GDALRasterIOExtraArg, version 1.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct RasterIOExtra
    {
        internal int Version;
        internal int Resampling;
        internal nint Progress;
        internal nint ProgressData;
        internal int IsFloatingWindow;
        internal double Column, Row, Width, Height;

        internal static RasterIOExtra Of(int resampling) => new() { Version = 1, Resampling = resampling };
    }
}
